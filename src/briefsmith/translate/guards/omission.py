"""Parts of a sentence that its translation leaves out, according to the pair's word table."""

from __future__ import annotations

from briefsmith.languages.table import Pair
from briefsmith.translate.guards import coverage
from briefsmith.translate.guards.base import Finding, Guard, Sides


def word_features(sides: Sides) -> list[float] | None:
    """The features of the two texts by the word table; None for a pair without one."""
    table = coverage.table(*sides.pair)
    return None if table is None else coverage.features(sides.source, sides.target, table)


def log_odds(sides: Sides) -> float | None:
    """The logarithm of the odds that a part is missing; None for a pair without a word table."""
    table, seen = coverage.table(*sides.pair), sides.once(word_features)
    return None if table is None or seen is None else table.log_odds(seen)


class LeftOutGuard(Guard):
    """A part of the source that has no counterpart in a target that is too short by that part."""

    name = "left-out parts"

    def knows(self, pair: Pair) -> bool:
        return coverage.table(*pair) is not None

    def findings(self, sides: Sides) -> list[Finding]:
        table, seen = coverage.table(*sides.pair), sides.once(word_features)
        if table is None or seen is None:
            return []
        probability = table.probability(seen)
        if probability <= table.threshold:
            return []
        return [Finding("missing", "a part of the source seems to be missing", probability, "split")]
