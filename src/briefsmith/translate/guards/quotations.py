"""Quotation marks that a translation leaves out, so that what somebody said becomes what the text says."""

from __future__ import annotations

import re

from briefsmith.facts.quotes import quotes
from briefsmith.translate.guards.base import Finding, Guard, Sides

# Not the apostrophes within words (`l'eau`).
_ANY = re.compile(r"[\"“”„«»‹›「」『』`]|(?<!\w)[‘‚'’](?=\w)")
_SMALL = re.compile(r"(?<!\w)[^\W\d_A-ZÀ-Þ]\w*")
# Shorter ones are often names of things, or a word held at arm's length, which languages mark differently.
_WORDS = 2


class QuotationsGuard(Guard):
    """A quotation of two small words or more where the target has no quotation mark of any kind."""

    name = "quotation marks"

    def findings(self, sides: Sides) -> list[Finding]:
        if not _ANY.search(sides.source) or _ANY.search(sides.target):
            return []
        said = [quote for quote in quotes(sides.source) if len(_SMALL.findall(quote.text)) >= _WORDS]
        return [Finding("quotation", "lost the quotation marks")] if said else []
