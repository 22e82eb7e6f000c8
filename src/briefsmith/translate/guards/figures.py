"""The figures of a sentence, looked for in its translation.

Cheap on purpose: every sentence is checked, but number words, clock times and the like are considered only where digits
differ.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from briefsmith.facts.digits import literals, numbers
from briefsmith.facts.finding import Span
from briefsmith.languages.cldr import lexicon
from briefsmith.languages.table import Pair
from briefsmith.translate.guards.base import Finding, Guard, Sides
from briefsmith.translate.guards.known import any_of
from briefsmith.translate.guards.pairing import Pairing
from briefsmith.translate.guards.spelling import stands_in_words
from briefsmith.translate.guards.times import by_24, shortened, with_colons
from briefsmith.translate.guards.values import converted, of_same_amount, of_same_value, valued
from briefsmith.translate.typography.figures import local_number


class Compared(NamedTuple):
    """Figures of the source that the target does not have, and the reverse, in digits, sorted."""

    lost: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


def compare(source: str, target: str, pair: Pair) -> Compared:
    """The figures that differ. A number may be written out on either side, and an hour given by the 24-hour clock."""
    source, target = with_colons(source), with_colons(target)
    pairing = Pairing(numbers(source), numbers(target))
    if not pairing.lost and not pairing.new:
        return Compared()
    _pair_off(pairing, source, target, pair)
    lost = [
        n
        for n in pairing.lost
        if not (stands_in_words(n, target, pair[1]) or _is_minor(n, source) or _is_month(n, source, target, pair[1]))
    ]
    new = [
        n
        for n in pairing.new
        if not (stands_in_words(n, source, pair[0]) or _is_attached(n, target) or _is_decade(n, source))
    ]
    return Compared(tuple(sorted(lost)), tuple(sorted(new)))


def _pair_off(pairing: Pairing, source: str, target: str, pair: Pair) -> None:
    """Pairs off what the two languages write differently; each step sees what the earlier ones left open."""
    for before, after in by_24(source):
        pairing.settle([before], [after])
    # One side joins with a mark what the other separates: `7–2` and `7:2`.
    for parts in product(dict.fromkeys(pairing.lost), repeat=2):
        pairing.settle(parts, ["".join(parts)])
    for parts in product(dict.fromkeys(pairing.new), repeat=2):
        pairing.settle(["".join(parts)], parts)
    for figure, shorter in shortened(source, pairing.lost, pairing.new):
        any(pairing.settle([figure], [rest]) for rest in shorter)
    for figure, shorter in shortened(target, pairing.new, pairing.lost):
        any(pairing.settle([rest], [figure]) for rest in shorter)
    for measure, metric in converted(source, target):
        pairing.excuse(measure, by=metric)
    for before, after in of_same_value(valued(source, pair[0]), valued(target, pair[1])):
        pairing.settle([before], [after])
    for lost, new in of_same_amount(source, target, pair):
        pairing.settle(lost, new)


def _is_minor(figure: str, source: str) -> bool:
    """Whether it is a decade, often named in words (`1970s`), or a digit within a word (`km2`, `4x4`)."""
    if len(figure) == 1:
        return re.search(rf"[^\W\d_]{figure}(?!\d)|(?<!\d){figure}x\d", source) is not None
    return figure.endswith("0") and f"{figure}s" in source


def _is_month(figure: str, source: str, target: str, language: str) -> bool:
    """Whether it is the month of a date in figures, which the target names: `9/11` is `11. September`."""
    if not re.search(rf"(?<![\d/]){figure}/\d{{1,2}}(?![\d/])|(?<![\d/])\d{{1,2}}/{figure}(?![\d/])", source):
        return False
    return any(str(month) == figure and name in target.lower() for name, month in lexicon(language).months.items())


def _is_attached(figure: str, target: str) -> bool:
    """Whether it is part of a word (`CO2`)."""
    return re.search(rf"[^\W\d_]{figure}(?!\d)", target) is not None


def _is_decade(figure: str, source: str) -> bool:
    """Whether it may mean a decade that the source names."""
    if len(figure) != 2 or figure[1] != "0":
        return False
    return _decades().search(source) is not None or re.search(rf"{figure}['’]?s\b", source) is not None


@cache
def _decades() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(lambda r: r.decades)})", re.IGNORECASE)


def compared(sides: Sides) -> Compared:
    """The figures of the two texts that differ."""
    return compare(sides.source, sides.target, sides.pair)


def source_figures(sides: Sides) -> Counter[str]:
    """The figures of the source, in digits."""
    return _of_source(sides.source)


@lru_cache(maxsize=64)
def _of_source(source: str) -> Counter[str]:
    """Kept, since the hypotheses for a sentence come one after another; nobody changes it."""
    return numbers(source)


def target_figures(sides: Sides) -> Counter[str]:
    """The figures of the target, in digits."""
    return numbers(sides.target)


class LostFiguresGuard(Guard):
    """Figures of the source that are not in the target."""

    name = "figures"

    def findings(self, sides: Sides) -> list[Finding]:
        return [
            Finding("figures", f"lost {figure}", remedy="placeholder", lost=_places(figure, sides))
            for figure in sides.once(compared).lost
        ]


class NewFiguresGuard(Guard):
    """Figures of the target that are not in the source."""

    name = "figures that the source does not have"

    def findings(self, sides: Sides) -> list[Finding]:
        return [Finding("figures", f"not in the source: {figure}") for figure in sides.once(compared).new]


def _places(figure: str, sides: Sides) -> tuple[Span, ...]:
    """The places of the figure in the source, each with the form for the target."""
    found = [(start, end, sides.source[start:end]) for start, end, digits in literals(sides.source) if digits == figure]
    return tuple(
        Span(a, b, local_number(text, sides.source, sides.pair) if sides.local else text) for a, b, text in found
    )
