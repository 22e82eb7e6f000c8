"""Translations into the wrong language."""

from __future__ import annotations

from briefsmith.translate.guards import coverage
from briefsmith.translate.guards.base import Finding, Guard, Sides
from briefsmith.translate.guards.omission import word_features

# The language of a text shorter than this cannot be detected.
_LETTERS = 30
# Share of the letters of longer target words that the word table cannot explain, above which the language is detected:
# detection takes four times as long as all else.
_UNEXPLAINED = 0.5


def language_of(text: str) -> str | None:
    """The language of a text; None if it cannot be detected."""
    from briefsmith.text.detect import detect

    return detect(text).language


class TargetLanguageGuard(Guard):
    """The wrong language; detected where the word table cannot explain the target, or where there is no table."""

    name = "the language"

    def findings(self, sides: Sides) -> list[Finding]:
        seen = sides.once(word_features)
        if seen is not None and seen[coverage.UNEXPLAINED] <= _UNEXPLAINED:
            return []
        if sum(character.isalpha() for character in sides.target) < _LETTERS:
            return []
        found, wanted = language_of(sides.target), sides.pair[1]
        if found in {wanted, None}:
            return []
        return [Finding("language", f"the translation is in {found}, not {wanted}", 2)]
