"""The decoding settings of a call: what the caller asked for, otherwise what the checkpoint's makers chose.

CTranslate2 does not read generation_config.json, so both engines take their settings from here and agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from briefsmith.engines.base import GenerationParams
from briefsmith.engines.checkpoint import Checkpoint

T = TypeVar("T")

# Room for the output of very short inputs.
SLACK_TOKENS = 8


@dataclass(frozen=True, slots=True)
class Decoding:
    """Settings without None. `bad_words` are id sequences that must not appear in the output.

    `early_stopping` stops a beam search when as many outputs as beams are complete; CTranslate2 always does.
    """

    beam_size: int
    num_hypotheses: int
    length_penalty: float = 1.0
    repetition_penalty: float = 1.0
    no_repeat_ngram_size: int = 0
    bad_words: tuple[tuple[int, ...], ...] = ()
    early_stopping: bool | str = False

    @classmethod
    def of(cls, params: GenerationParams, checkpoint: Checkpoint | None = None) -> Decoding:
        """The settings of a call; a model without a checkpoint gets neutral ones."""

        def chosen(asked: T | None, key: str, neutral: T) -> T:
            if asked is not None or checkpoint is None:
                return neutral if asked is None else asked
            task = checkpoint.task(params.source_language, params.target_language)
            stated = checkpoint.decoding(key, task)
            return neutral if stated is None else stated

        no_words: list[list[int]] = []
        no_tokens: list[int] = []
        words = [*chosen(None, "bad_words_ids", no_words), *([i] for i in chosen(None, "suppress_tokens", no_tokens))]
        return cls(
            beam_size=max(chosen(params.beam_size, "num_beams", 1), params.num_hypotheses),
            num_hypotheses=params.num_hypotheses,
            length_penalty=chosen(params.length_penalty, "length_penalty", 1.0),
            repetition_penalty=chosen(params.repetition_penalty, "repetition_penalty", 1.0),
            no_repeat_ngram_size=chosen(params.no_repeat_ngram_size, "no_repeat_ngram_size", 0),
            bad_words=tuple(tuple(word) for word in words),
            early_stopping=chosen(None, "early_stopping", False),
        )


def output_limit(params: GenerationParams, length: int) -> int:
    """The maximum of output tokens for an input of `length` tokens, which is rounded up to a power of two.

    It depends on the text alone, not on its batch: the same text gives the same output in any batch.
    """
    if params.max_new_tokens is not None:
        return params.max_new_tokens
    return int((1 << max(length - 1, 0).bit_length()) * params.max_length_ratio) + SLACK_TOKENS


def by_output_limit(params: GenerationParams, lengths: Sequence[int]) -> dict[int, list[int]]:
    """The indices of texts by output limit, the largest first; engines take one limit per call."""
    groups: dict[int, list[int]] = {}
    for index, length in enumerate(lengths):
        groups.setdefault(output_limit(params, length), []).append(index)
    return dict(sorted(groups.items(), reverse=True))
