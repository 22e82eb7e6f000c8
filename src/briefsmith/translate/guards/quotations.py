"""Quotation marks that a translation leaves out, so that what somebody said becomes what the text says."""

from __future__ import annotations

import re

from briefsmith.facts.quotes import quotes
from briefsmith.languages.knowledge import knowledge
from briefsmith.translate.guards.base import Finding, Guard, Sides

# Not the apostrophes within words (`l'eau`).
_ANY = re.compile(r"[\"“”„«»‹›「」『』`]|(?<!\w)[‘‚'’](?=\w)")
_SMALL = re.compile(r"(?<!\w)[^\W\d_A-ZÀ-Þ]\w*")
# Shorter ones are often names of things, or a word held at arm's length, which languages mark differently; the second is for
# languages that mark only where a speech begins and ends.
_WORDS, _WORDS_CONTINUED = 3, 4


class QuotationsGuard(Guard):
    """A quotation of several small words where the target has no quotation mark of any kind.

    Not one that is the whole sentence, which may be in the midst of a speech, nor, in languages that mark only where a
    speech begins and ends, one that begins the sentence.
    """

    name = "quotation marks"

    def findings(self, sides: Sides) -> list[Finding]:
        if not _ANY.search(sides.source) or _ANY.search(sides.target):
            return []
        continued = knowledge(sides.pair[1]).typography.continued_quotations
        said = [
            quote
            for quote in quotes(sides.source)
            if len(_SMALL.findall(quote.text)) >= (_WORDS_CONTINUED if continued else _WORDS)
            and (quote.start or not continued)
            and len(quote.text) < len(sides.source.strip()) - 1
        ]
        return [Finding("quotation", "lost the quotation marks")] if said else []
