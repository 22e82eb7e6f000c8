"""Words that became their opposites: more and less, first and last, men and women."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from briefsmith.facts.finding import Span
from briefsmith.facts.negation import negations
from briefsmith.languages.opposites import axes, word_starts
from briefsmith.languages.table import Pair
from briefsmith.translate.guards.base import Finding, Guard, Sides
from briefsmith.translate.guards.known import any_of


class OppositesGuard(Guard):
    """Of an axis the source has words of one end only, the target of the other end only.

    Not where one side negates and the other does not, which turns a word round (`not permitted`, `verboten`).
    """

    name = "opposites"

    def knows(self, pair: Pair) -> bool:
        return all(map(axes, pair))

    def findings(self, sides: Sides) -> list[Finding]:
        if sides.once(negated_otherwise):
            return []
        return [
            Finding("opposite", f"{sides.source[span.start : span.end]} became {word}", lost=(span,))
            for span, word in _turned(sides)
        ]


def negated_otherwise(sides: Sides) -> bool:
    """Whether only one of the texts has negating words."""
    return bool(negations(sides.source, sides.pair[0])) != bool(negations(sides.target, sides.pair[1]))


def _turned(sides: Sides) -> Iterator[tuple[Span, str]]:
    source, target = (axes(language) for language in sides.pair)
    text, translation = (_without_harmless(text) for text in (sides.source, sides.target))
    starts, ends = word_starts(text), word_starts(translation)
    for axis in source.keys() & target.keys():
        wanted = [end.search(text, starts) for end in source[axis]]
        for this, other in ((0, 1), (1, 0)):
            match = wanted[this]
            if match is None or wanted[other] is not None or target[axis][this].search(translation, ends):
                continue
            if found := target[axis][other].search(translation, ends):
                yield Span(*match.span()), found[0]


def _without_harmless(text: str) -> str:
    """The text with blanks in place of phrases such as "at least"."""
    return _harmless().sub(lambda match: " " * len(match[0]), text)


@cache
def _harmless() -> re.Pattern[str]:
    return re.compile(any_of(lambda r: r.harmless_opposites), re.IGNORECASE)
