"""The countries and peoples of a sentence, compared with those of its translation."""

from __future__ import annotations

from collections import Counter

from briefsmith.facts.finding import Span
from briefsmith.languages.countries import mentions, peoples_known, peoples_of
from briefsmith.languages.table import Pair
from briefsmith.translate.guards.base import Finding, Guard, Sides


class CountriesGuard(Guard):
    """A country or people that became another: one is lost, and the target has one that the source does not."""

    name = "countries"

    def knows(self, pair: Pair) -> bool:
        return all(map(peoples_known, pair))

    def findings(self, sides: Sides) -> list[Finding]:
        if not self.knows(sides.pair):
            return []
        wanted = mentions(sides.source, sides.pair[0])
        found = mentions(sides.target, sides.pair[1])
        fewer = Counter(place.code for place in wanted) - Counter(place.code for place in found)
        lost = [place for place in wanted if fewer[place.code] and peoples_of(place.code, sides.pair[1])]
        new = [place for place in found if place.code not in {other.code for other in wanted}]
        if not lost or not new:
            return []
        spans = tuple(Span(place.start, place.end) for place in lost)
        return [Finding("names", f"{lost[0].word} became {new[0].word}", lost=spans)]
