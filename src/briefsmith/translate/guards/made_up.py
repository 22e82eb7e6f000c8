"""Words of a translation that its language does not have and that do not come from the source: a small model makes them up
of pieces where it knows no word (`Schaturer` for a treasurer).
"""

from __future__ import annotations

import re

from briefsmith.facts.protected import spans
from briefsmith.languages.knowledge import knowledge
from briefsmith.languages.table import script
from briefsmith.languages.word_forms import is_word, word_forms
from briefsmith.translate.guards.base import Finding, Guard, Sides

# Words with their hyphens, but not beside a figure, a full stop or a sign (`B-52s`, `example.org`).
_WORD = re.compile(r"(?<![\w.@/-])[^\W\d_]{2,}(?:-[^\W\d_]+)*(?![\w@/]|-\w)")
_PART = re.compile(r"[^\W\d_]+")
# Shorter words are often abbreviations, longer ones no words but data.
_SHORTEST, _LONGEST = 4, 60
# A word comes from one of the source if both begin alike, for this many letters, up to an ending of so many (`Provenzanos`,
# `Maldivas`), or for so long that only the ending can be of the other language (`photogenic`, `Photogenik`).
_ALIKE, _ENDING = 4, 3
_LONG_ALIKE, _SHARE_ALIKE = 6, 0.6


class MadeUpWordsGuard(Guard):
    """Words that the target language does not have; what comes from the source or from the user's terms may stay."""

    name = "made-up words"

    def knows(self, pair: tuple[str, str]) -> bool:
        return word_forms(pair[1]) is not None

    def findings(self, sides: Sides) -> list[Finding]:
        words = sides.once(made_up)
        if not words:
            return []
        named = ", ".join(words[:3]) + (" …" if len(words) > 3 else "")
        return [Finding("made_up", f"no known {'words' if len(words) > 1 else 'word'}: {named}", 0.1 * len(words))]


def made_up(sides: Sides) -> list[str]:
    """Words of the target, each once, that are none.

    Where only names have capitals, or these come from another script, words with a capital are not looked at.
    """
    if word_forms(sides.pair[1]) is None:
        return []
    names = not knowledge(sides.pair[1]).names.capitalised_nouns or script(sides.pair[0]) != script(sides.pair[1])
    unknown = [match for match in _WORD.finditer(sides.target) if _is_unknown(match[0], sides, names)]
    exempt = spans(sides.target) if unknown else []
    return list(dict.fromkeys(m[0] for m in unknown if not any(a <= m.start() < b for a, b in exempt)))


def _is_unknown(word: str, sides: Sides, names: bool) -> bool:
    if len(word) < _SHORTEST or word.isupper() or (names and not word.islower()):
        return False
    parts = word.split("-")
    if any(not part[1:].islower() for part in parts if len(part) > 1 and not part.isupper()):
        return False  # `iPhone`, `McDonald`
    there = sides.once(_words_of_source)
    return any(
        _SHORTEST <= len(part) <= _LONGEST
        and not part.isupper()
        and not is_word(part.lower(), sides.pair[1])
        and not any(_comes_from(part.lower(), other) for other in there.get(part.lower()[:_ALIKE], ()))
        for part in parts
    )


def _words_of_source(sides: Sides) -> dict[str, set[str]]:
    """The lower-cased words of the source and of the terms that the user wants in the target, by their first letters."""
    found: dict[str, set[str]] = {}
    for word in _PART.findall(f"{sides.source} {sides.wanted}".lower()):
        found.setdefault(word[:_ALIKE], set()).add(word)
    return found


def _comes_from(word: str, other: str) -> bool:
    """For two words that begin alike; every word comes from itself."""
    alike = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    if alike >= _ALIKE and max(len(word), len(other)) - alike <= _ENDING:
        return True
    return alike >= max(_LONG_ALIKE, _SHARE_ALIKE * len(word))
