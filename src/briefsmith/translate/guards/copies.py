"""Sentences that were returned untranslated."""

from __future__ import annotations

import re
from functools import lru_cache

from briefsmith.facts.quotes import plain
from briefsmith.translate.guards.base import Finding, Guard, Sides
from briefsmith.translate.guards.language import language_of

_LOWER_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_A-ZÀ-Þ][^\W\d_]*")
# Of 3,734 human translations, one (an English song title) shares more of its small words with the source than this.
_COPIED = 0.6
_COPY_WORDS = 3


def is_copy(source: str, target: str) -> bool:
    """Whether most of the target's words with a small letter are in the source; a name alone is not a copy."""
    own, given = _LOWER_WORD.findall(target), _small_words(source)
    if len(own) < _COPY_WORDS:
        return len(source.split()) > _COPY_WORDS and plain(source) == plain(target)
    return sum(word in given for word in own) > _COPIED * len(own)


@lru_cache(maxsize=64)
def _small_words(source: str) -> frozenset[str]:
    """Kept, since the hypotheses for a sentence come one after another."""
    return frozenset(_LOWER_WORD.findall(source))


def copied(sides: Sides) -> bool:
    """Whether the target is a copy of the source."""
    return is_copy(sides.source, sides.target)


class CopiesGuard(Guard):
    """A copy of the source, unless the source is already in the target language."""

    name = "copies of the source"
    always = True

    def findings(self, sides: Sides) -> list[Finding]:
        if not sides.once(copied) or language_of(sides.source) == sides.pair[1]:
            return []
        return [Finding("copy", "the translation is a copy of the source", 4)]
