"""The likeliest translation, token by token, of many sentences at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefsmith.training.network import EOS, PAD, TranslationNetwork

if TYPE_CHECKING:
    import torch

# Tokens between two checks whether all sentences have ended: a check makes a GPU wait.
LOOK = 8


def greedy_ids(network: TranslationNetwork, source: torch.Tensor, limit: int, enough: float = 1.0) -> torch.Tensor:
    """The likeliest token at each step, at most `limit`, then PAD after the end mark; shape (sentences, tokens).

    It ends when the share `enough` of the sentences has ended; the others have no end mark.
    """
    import torch

    with torch.no_grad():
        cache = network.begin(source, limit)
        tokens = source.new_full((len(source), 1), PAD)
        over = torch.zeros_like(tokens, dtype=torch.bool)
        output = source.new_full((len(source), limit), PAD)
        for at in range(limit):
            scores = network.logits(network.advance(tokens, cache))
            scores[:, PAD] = -torch.inf
            tokens = scores.argmax(-1, keepdim=True).masked_fill(over, PAD)
            output[:, at] = tokens[:, 0]
            over |= tokens == EOS
            if at % LOOK == LOOK - 1 and over.sum() >= enough * len(over):
                return output[:, : at + 1]
        return output


def until_end(tokens: list[int]) -> list[int]:
    """The tokens before the first end mark or padding."""
    return tokens[: next((k for k, token in enumerate(tokens) if token in (EOS, PAD)), len(tokens))]
