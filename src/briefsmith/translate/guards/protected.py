"""Addresses, code, versions and the like, which must be unchanged in a translation."""

from __future__ import annotations

from briefsmith.facts.finding import Span
from briefsmith.facts.protected import spans
from briefsmith.translate.guards.base import Finding, Guard, Sides


class ProtectedGuard(Guard):
    """Spans that the translation has less often than the source; they bypass the model, so no rung can restore them."""

    name = "addresses, code and versions"

    def findings(self, sides: Sides) -> list[Finding]:
        places: dict[str, list[Span]] = {}
        for start, end in spans(sides.source):
            text = sides.source[start:end]
            places.setdefault(text, []).append(Span(start, end, text))
        return [
            Finding("protected", f"lost {text}", lost=tuple(found))
            for text, found in places.items()
            if sides.target.count(text) < len(found)
        ]
