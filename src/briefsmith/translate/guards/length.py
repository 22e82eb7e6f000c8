"""Translations that are too long or too short for their source."""

from __future__ import annotations

from briefsmith.languages import is_dense
from briefsmith.translate.guards import coverage
from briefsmith.translate.guards.base import Finding, Guard, Sides

# Far beyond what pairs of alphabets need (en-de: 0.63 to 1.8); used for pairs without a table.
_DEFAULT_BOUNDS = (-1.0, 1.0)
_DENSE_BOUNDS = (-2.3, 2.3)


def wrong_length(sides: Sides) -> str:
    """`short` or `long` if the target is outside the bounds of the pair; empty if it is within."""
    learned = coverage.table(*sides.pair)
    low, high = learned.bounds if learned else _DENSE_BOUNDS if any(map(is_dense, sides.pair)) else _DEFAULT_BOUNDS
    ratio = coverage.log_ratio(sides.source, sides.target)
    return "short" if ratio < low else "long" if ratio > high else ""


class LengthGuard(Guard):
    """A length outside the range of sound translations of the pair: the further, the worse."""

    name = "the length"

    def findings(self, sides: Sides) -> list[Finding]:
        wrong = sides.once(wrong_length)
        if not wrong:
            return []
        weight = 1 + abs(coverage.log_ratio(sides.source, sides.target))
        said = f"too {wrong}: {len(sides.target)} characters for {len(sides.source)}"
        return [Finding("length", said, weight, "split")]
