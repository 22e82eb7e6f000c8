"""Scores of greedy translations of the dev sets, direction by direction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from briefsmith.training.gpu.metrics import bleu, chrf
from briefsmith.training.gpu.recipe import BundleRecipe, language_tag
from briefsmith.training.greedy import greedy_ids, until_end
from briefsmith.training.network import MAX_POSITIONS, PAD, TranslationNetwork

DevSets = dict[str, dict[str, list[list[str]]]]
AT_ONCE = {"cuda": 512, "cpu": 32}


def scores(
    network: TranslationNetwork, vocabulary: Any, recipe: BundleRecipe, sets: DevSets, count: int
) -> Iterator[tuple[str, dict[str, float]]]:
    """Each direction, such as `en-de`, with its BLEU and chrF on the first `count` lines of its language's first set."""
    for source, target in recipe.directions():
        language = target if source == recipe.source else source
        if not (first := next(iter(sets.get(language, {}).values()), None)):
            continue
        lines = [side[:count] for side in (first if source == recipe.source else first[::-1])]
        end = vocabulary.piece_to_id(language_tag(target))
        outputs = translate(network, vocabulary, lines[0], end)
        yield f"{source}-{target}", {"bleu": bleu(outputs, lines[1]), "chrf": chrf(outputs, lines[1])}


def translate(network: TranslationNetwork, vocabulary: Any, texts: Sequence[str], end: int) -> list[str]:
    """Greedy translations of some lines; `end` is the tag of the language wanted."""
    import torch

    device = network.parameters["b"].device
    ids = [each[: MAX_POSITIONS - 1] for each in vocabulary.encode(list(texts))]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    outputs = [""] * len(ids)
    size = AT_ONCE[device.type]
    for part in (order[start : start + size] for start in range(0, len(order), size)):
        width = max(len(ids[i]) for i in part) + 1
        source = torch.tensor([[*ids[i], end, *[PAD] * (width - len(ids[i]) - 1)] for i in part], device=device)
        limit = min(int(width * 1.5) + 8, MAX_POSITIONS)
        for i, row in zip(part, greedy_ids(network, source, limit).tolist(), strict=True):
            outputs[i] = vocabulary.decode(until_end(row))
    return outputs
