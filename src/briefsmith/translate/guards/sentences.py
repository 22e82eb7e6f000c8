"""Translations with more sentences than their source."""

from __future__ import annotations

import re

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
        more = len(_END.findall(sides.target)) - len(_END.findall(sides.source))
        return [Finding("sentences", f"{more} more sentences than the source", 1, "split")] if more > 1 else []
