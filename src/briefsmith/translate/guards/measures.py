"""What numbers count, compared with the source: 5 % are not 5, nor 5 percentage points, and 5 miles are not 5 kilometres."""

from __future__ import annotations

from collections.abc import Iterator

from briefsmith.facts.finding import Span
from briefsmith.translate.guards.base import Finding, Guard, Sides
from briefsmith.translate.guards.counted import PERCENT, POINTS, Counted, of_source, of_target, shares

_SHARES = {PERCENT, POINTS}


def _both(sides: Sides) -> Iterator[tuple[Counted, set[str]]]:
    """Each number of the source that counts something, with what the same number counts in the target."""
    if not any(number.kind for number in sides.once(of_source)):
        return
    there: dict[str, set[str]] = {}
    for number in sides.once(of_target):
        there.setdefault(number.digits, set()).add(number.kind)
    kinds: dict[str, set[str]] = {}
    for number in sides.once(of_source):
        kinds.setdefault(number.digits, set()).add(number.kind)
    for number in sides.once(of_source):
        if number.kind and number.digits in there and not kinds[number.digits] & there[number.digits]:
            yield number, there[number.digits]


class PercentagesGuard(Guard):
    """A share that became a plain number, and percentage points that became per cent, or the reverse."""

    name = "percentages"

    def findings(self, sides: Sides) -> list[Finding]:
        found = [(number, kinds) for number, kinds in _both(sides) if number.kind in _SHARES]
        if not found:
            return []
        fewer = shares(sides.target) < shares(sides.source)
        return [
            Finding("figures", f"{_text(number, sides)} is no longer {_named(number)}", lost=(_span(number),))
            for number, kinds in found
            # Points may be called just so; per cent may stand elsewhere (`les 5 premiers %`).
            if (kinds & _SHARES if number.kind == POINTS else kinds & _SHARES or fewer)
        ]


class UnitsGuard(Guard):
    """A number that counts another unit than in the source."""

    name = "units"

    def findings(self, sides: Sides) -> list[Finding]:
        return [
            Finding("figures", f"{_text(number, sides)} has another unit", lost=(_span(number),))
            for number, kinds in _both(sides)
            if number.kind not in _SHARES and "" not in kinds and not kinds & _SHARES
        ]


def _span(number: Counted) -> Span:
    return Span(number.start, number.end)


def _text(number: Counted, sides: Sides) -> str:
    return sides.source[number.start : number.end]


def _named(number: Counted) -> str:
    return "a percentage" if number.kind == PERCENT else "in percentage points"
