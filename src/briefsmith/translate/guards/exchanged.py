"""Figures and names that changed places: each stands beside the words of the other."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations

from briefsmith.facts.digits import FIGURE, digits
from briefsmith.facts.finding import Span
from briefsmith.languages.table import Pair
from briefsmith.translate.guards import coverage
from briefsmith.translate.guards.base import Finding, Guard, Sides

_NAME = re.compile(r"(?<![\w-])[A-ZÀ-Þ][^\W\d_]{3,}(?![\w-])")
_WORD = re.compile(r"[^\W\d_]{2,}|%")
_AFTER = re.compile(rf"[\s\u00a0]?({_WORD.pattern})")
# Words on either side that belong to a figure or a name, and how much more of them the exchange must explain.
_REACH, _BEYOND = 2, 1
_REACH_OF_NAME, _BEYOND_OF_NAME = 3, 3
_ANCHORS = 8


class ExchangedGuard(Guard):
    """Two figures, or two names that are written alike in both languages, whose neighbours say that they changed places."""

    name = "figures and names that changed places"

    def knows(self, pair: Pair) -> bool:
        return coverage.table(*pair) is not None

    def findings(self, sides: Sides) -> list[Finding]:
        table = coverage.table(*sides.pair)
        if table is None:
            return []
        names = _once(_NAME, sides, str)
        # The parts of a name are neighbours of one another wherever it stands.
        copied = frozenset(span.text.lower() for span, _ in names if span.text)
        for anchors, passed in ((_once(FIGURE, sides, digits), frozenset[str]()), (names, copied)):
            for first, second in combinations(anchors[:_ANCHORS], 2):
                turned = (first[0].start < second[0].start) != (first[1].start < second[1].start)
                if turned and _like_each_other(first, second, sides, table, passed):
                    spans = first[0], second[0]
                    return [Finding("exchanged", f"{spans[0].text} and {spans[1].text} changed places", lost=spans)]
        return []


# A figure or name in the source, and the same in the target.
Anchor = tuple[Span, Span]


def _once(pattern: re.Pattern[str], sides: Sides, form: Callable[[str], str]) -> list[Anchor]:
    """What occurs once in either text, with both places."""
    places: list[dict[str, list[Span]]] = [{}, {}]
    for found, text in zip(places, (sides.source, sides.target), strict=True):
        for match in pattern.finditer(text):
            found.setdefault(form(match[0]), []).append(Span(*match.span(), match[0]))
    return [
        (spans[0], places[1][key][0])
        for key, spans in places[0].items()
        if len(spans) == 1 and len(places[1].get(key, ())) == 1
    ]


def _like_each_other(
    first: Anchor, second: Anchor, sides: Sides, table: coverage.Table, passed: frozenset[str]
) -> bool:
    """Whether the neighbours of each in the source are those of the other in the target.

    Not if the words after the two are different ones and both came through: 105 miles (165 km), 165 km (105 miles).
    """
    reach, beyond = (_REACH_OF_NAME, _BEYOND_OF_NAME) if passed else (_REACH, _BEYOND)
    before = [_near(sides.source, anchor[0], reach, passed) for anchor in (first, second)]
    after = [_near(sides.target, anchor[1], reach, passed) for anchor in (first, second)]
    nexts = [(_next(sides.source, anchor[0]), _next(sides.target, anchor[1])) for anchor in (first, second)]
    if nexts[0][0] != nexts[1][0] and all(_shared(here, there, table) for here, there in nexts):
        return False
    kept = _shared(before[0], after[0], table) + _shared(before[1], after[1], table)
    exchanged = _shared(before[0], after[1], table) + _shared(before[1], after[0], table)
    return exchanged >= kept + beyond


def _next(text: str, span: Span) -> list[str]:
    """The word right after, if there is one: a unit, or what is counted."""
    found = _AFTER.match(text, span.end)
    return [found[1].lower()] if found else []


def _near(text: str, span: Span, reach: int, passed: frozenset[str]) -> list[str]:
    """The words around, without those that are passed over."""
    before, after = (
        [word for m in _WORD.finditer(part) if (word := m[0].lower()) not in passed]
        for part in (text[: span.start], text[span.end :])
    )
    return before[-reach:] + after[:reach]


def _shared(source: list[str], target: list[str], table: coverage.Table) -> int:
    """How many of the source's words are among those of the target."""
    stems = {word[: coverage.STEM] for word in target}
    joined = " ".join(target)
    found = 0
    for word in source:
        entry = table.words.get(word[: coverage.STEM])
        same = word in target or (len(word) > 3 and word[:4] in joined)
        found += same or (entry is not None and any(stem in stems for stem in entry.translations))
    return found
