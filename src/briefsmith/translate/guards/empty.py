"""Empty translations."""

from __future__ import annotations

from briefsmith.translate.guards.base import Finding, Guard, Sides


class EmptyGuard(Guard):
    """A translation without any character."""

    name = "empty translations"
    always = True

    def findings(self, sides: Sides) -> list[Finding]:
        return [] if sides.target.strip() else [Finding("empty", "the translation is empty", 5, "split")]
