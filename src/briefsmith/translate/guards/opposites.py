"""Words that became their opposites: more and less, first and last, men and women."""

from __future__ import annotations

from collections.abc import Iterator

from briefsmith.facts.finding import Span
from briefsmith.facts.negation import negations
from briefsmith.languages.opposites import axes
from briefsmith.languages.table import Pair
from briefsmith.translate.guards.base import Finding, Guard, Sides


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
    for axis in source.keys() & target.keys():
        wanted = [pattern.search(sides.source) for pattern in source[axis]]
        for this, other in ((0, 1), (1, 0)):
            match = wanted[this]
            if match is None or wanted[other] is not None or target[axis][this].search(sides.target):
                continue
            if found := target[axis][other].search(sides.target):
                yield Span(*match.span()), found[0]
