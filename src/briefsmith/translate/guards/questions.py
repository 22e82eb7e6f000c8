"""Questions that a translation states."""

from __future__ import annotations

import re

from briefsmith.translate.guards.base import Finding, Guard, Sides

_ASKS = re.compile(r"[?？؟;][\"'”’»)\]\s.…]*$")
_MARKS = "?？؟;՞"


class QuestionsGuard(Guard):
    """A question whose translation has no question mark anywhere."""

    name = "questions"

    def findings(self, sides: Sides) -> list[Finding]:
        asks = sides.source.rstrip("\"'”’»)] .…").endswith(("?", "？", "؟"))
        if not asks or any(mark in sides.target for mark in _MARKS):
            return []
        return [Finding("question", "the question became a statement")]
