"""The currencies of a sentence, looked for in its translation."""

from __future__ import annotations

import re
from functools import cache

from briefsmith.facts.finding import Span
from briefsmith.languages.knowledge import knowledge
from briefsmith.languages.table import Pair
from briefsmith.translate.guards.base import Finding, Guard, Sides
from briefsmith.translate.guards.known import of_all

# What the languages have in common; their own names for them are in their modules.
_NAMES = {"$": "usd", "£": "gbp", "€": r"eur(?:o[sn]?)?\b|euro-", "¥": "jpy|cny|yen|yuan|renminbi|rmb"}
_SUM = re.compile(r"([$£€¥])\s?\d|\d[\s\u00a0]?(?:[^\W\d_]+[\s\u00a0])?([$£€¥])")


class CurrenciesGuard(Guard):
    """Currency signs next to the source's figures for which the target has neither sign nor name."""

    name = "currencies"

    def knows(self, pair: Pair) -> bool:
        return bool(knowledge(pair[1]).rendering.currencies)

    def findings(self, sides: Sides) -> list[Finding]:
        if not self.knows(sides.pair):
            return []
        places: dict[str, list[Span]] = {}
        for match in _SUM.finditer(sides.source):
            group = 1 if match[1] else 2
            places.setdefault(match[group], []).append(Span(*match.span(group)))
        return [
            Finding("figures", f"lost the currency {sign}", lost=tuple(found))
            for sign, found in places.items()
            if sign not in sides.target and not _named(sign).search(sides.target)
        ]


@cache
def _named(sign: str) -> re.Pattern[str]:
    names = dict.fromkeys([_NAMES[sign], *(known[sign] for known in of_all(lambda r: r.currencies) if sign in known)])
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})", re.IGNORECASE)
