"""The vocabulary of a run, learnt from a sample of its pairs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

from briefsmith.training.files import PairGroup, group_weights, read_pairs
from briefsmith.training.settings import TrainingSettings
from briefsmith.training.vocabulary import Wanted, learn_vocabulary


def train_vocabulary(settings: TrainingSettings, counts: dict[PairGroup, int], path: Path) -> None:
    """Learn a vocabulary from pairs drawn by weight. Raises UsageError if the text is too small for the size."""
    tags = sorted({file.tag for file in (*settings.data, *settings.synthetic) if file.tag})
    wanted = Wanted(settings.vocabulary.size, settings.vocabulary.coverage, tags, settings.threads)
    learn_vocabulary(sample(settings, counts), wanted, path)


def sample(settings: TrainingSettings, counts: dict[PairGroup, int]) -> Iterator[str]:
    """Both sides of some of the pairs, each group in the proportion in which training will see it."""
    weights = group_weights(settings, counts)
    total = sum(counts[group] * weight for group, weight in weights.items())
    rate = {group: weight * settings.vocabulary.pairs / total for group, weight in weights.items()}
    random = Random(settings.seed)  # noqa: S311 - a sample, no secret
    for block in read_pairs(settings):
        for group, source, target in zip(block.groups, block.sources, block.targets, strict=True):
            if random.random() < rate[group]:
                yield source
                yield target
