"""Negations, each with the word it negates."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from briefsmith.facts.fact import Fact
from briefsmith.languages.knowledge import gathered, knowledge
from briefsmith.text.tokens import STEM_LETTERS

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[,;:.!?()]")
_REACH = 4
# `d'abord` is abord, `dog's` is dog.
_APOSTROPHE = re.compile(r"^[^\W\d_]{1,2}'|'[^\W\d_]*$")


@cache
def _passed() -> frozenset[str]:
    return frozenset(gathered(lambda known: known.negation.passed))


def negations(text: str, language: str) -> list[Fact]:
    """The negating words in order; the value is the stem of the next content word, of the one before if none follows.

    A language without known negating words has none.
    """
    return list(_negations(text, language))


@lru_cache(maxsize=256)
def _negations(text: str, language: str) -> tuple[Fact, ...]:
    """Kept, since several guards ask for those of the same sentence."""
    cues = knowledge(language).negation.cues
    if not cues:
        return ()
    words = list(_WORD.finditer(text))
    lowered = [m[0].lower().replace("’", "'") for m in words]
    found = []
    for i, word in enumerate(lowered):
        if word in cues:
            match = words[i]
            found.append(Fact("negation", match[0], match.start(), match.end(), _negated(lowered, i, cues)))
    return tuple(found)


def _negated(words: list[str], cue: int, cues: frozenset[str]) -> str:
    """The stem of what the cue negates, within its clause; empty if no content word is near."""
    for step in (1, -1):
        for word in words[cue + step :: step][:_REACH] if cue + step >= 0 else []:
            if not word[0].isalpha():
                break
            bare = _APOSTROPHE.sub("", word)
            if bare not in _passed() and word not in cues:
                return bare[:STEM_LETTERS]
    return ""
