"""Translations with more sentences than their source."""

from __future__ import annotations

import re
from functools import cache

from briefsmith.languages.knowledge import gathered
from briefsmith.languages.patterns import any_word
from briefsmith.translate.guards.base import Finding, Guard, Sides
from briefsmith.translate.guards.length import wrong_length

# Not after a figure: German ordinals end with a full stop (`am 3. Oktober`).
_END = re.compile(r"(?<!\d)[.!?…。！？]+[\"”“»’)\]]*(?=\s+[^\W\d_a-zß-ÿ])|[。！？]")


class SentencesGuard(Guard):
    """At least two sentences more than the source, which the length alone does not show."""

    name = "the number of sentences"

    def findings(self, sides: Sides) -> list[Finding]:
        if sides.once(wrong_length):
            return []
        more = _ends(sides.target) - _ends(sides.source)
        return [Finding("sentences", f"{more} more sentences than the source", 1, "split")] if more > 1 else []


def _ends(text: str) -> int:
    """How many sentences end within the text; abbreviations and initials (`M. Obeid`, `Mrd.`, `z. B.`) end none."""
    return sum(not _abbreviation().search(text, 0, match.start()) for match in _END.finditer(text))


@cache
def _abbreviation() -> re.Pattern[str]:
    """The end of a text that is an abbreviation in any language, or a letter alone."""
    known = gathered(lambda known: {*known.sentences.abbreviations, *known.sentences.titles, *known.numbers.dotted})
    return re.compile(rf"(?<!\w)(?:\w|(?i:{any_word(known)}))$")
