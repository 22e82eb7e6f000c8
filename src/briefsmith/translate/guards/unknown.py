"""Signs of a model for what it cannot write."""

from __future__ import annotations

import re

from briefsmith.translate.guards.base import Finding, Guard, Sides

# `⁇` is how SentencePiece writes its unknown piece; the replacement character stands for bytes that are no text.
_UNKNOWN = re.compile(r"<unk>|⁇|\ufffd|\[UNK\]|</?s>|<pad>", re.IGNORECASE)


class UnknownPiecesGuard(Guard):
    """Such a sign in a translation, more often than in the source."""

    name = "unknown pieces"
    always = True

    def findings(self, sides: Sides) -> list[Finding]:
        found = _UNKNOWN.findall(sides.target)
        if len(found) <= len(_UNKNOWN.findall(sides.source)):
            return []
        return [Finding("unknown", f"the model could not write something: {found[0]}", 2)]
