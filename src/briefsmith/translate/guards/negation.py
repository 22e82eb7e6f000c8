"""Negations that a translation drops."""

from __future__ import annotations

import re
from functools import cache

from briefsmith.facts.negation import negations
from briefsmith.languages.knowledge import knowledge
from briefsmith.languages.table import Pair
from briefsmith.translate.guards.base import Finding, Guard, Sides
from briefsmith.translate.guards.known import any_of


class NegationsGuard(Guard):
    """A negation of the source that the target has in no form."""

    name = "negations"

    def knows(self, pair: Pair) -> bool:
        return all(knowledge(language).rendering.soft_negations for language in pair)

    def findings(self, sides: Sides) -> list[Finding]:
        source, target = sides.pair
        soft = _soft(target)
        if soft is None or not negations(_harmless().sub(" ", sides.source), source):
            return []
        if negations(sides.target, target) or soft.search(sides.target):
            return []
        return [Finding("negation", "the source negates, the translation does not")]


@cache
def _soft(language: str) -> re.Pattern[str] | None:
    known = knowledge(language).rendering.soft_negations
    return re.compile(known, re.IGNORECASE) if known else None


@cache
def _harmless() -> re.Pattern[str]:
    return re.compile(any_of(lambda r: r.harmless_negations), re.IGNORECASE)
