"""Negations, each with the word it negates."""

from __future__ import annotations

import re
from functools import cache

from briefsmith.facts.fact import Fact
from briefsmith.languages import primary
from briefsmith.text.tokens import STEM_LETTERS

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[,;:.!?()]")
_CUES: dict[str, str] = {
    "en": "not no never none nobody nothing nowhere neither nor without cannot can't won't don't doesn't didn't isn't "
    "aren't wasn't weren't hasn't haven't hadn't wouldn't couldn't shouldn't mustn't ain't needn't n't",
    "de": "nicht kein keine keinen keinem keiner keines nie niemals niemand niemanden nichts ohne weder nirgends",
    "fr": "pas jamais aucun aucune rien personne sans ni nullement guère",
    "es": "no nunca jamás ningún ninguno ninguna nadie nada sin ni tampoco",
}
# "not only", "no longer" keep what they negate at a distance; these words are passed over on the way to it.
_PASSED_WORDS = (
    "a an the any be been being is are was were have has had do does did will would could can should yet to of in on for "
    "it that this them their his her its ein eine einen der die das den dem zu un une le la les l de du des plus el los "
    "las se lo me te su ha han é est été être avoir en y and or und et"
)
_PASSED = frozenset(_PASSED_WORDS.split())
_REACH = 4
# `d'abord` is abord, `dog's` is dog.
_APOSTROPHE = re.compile(r"^[^\W\d_]{1,2}'|'[^\W\d_]*$")


@cache
def _cues(language: str) -> frozenset[str]:
    return frozenset(_CUES.get(primary(language), "").split())


def negations(text: str, language: str) -> list[Fact]:
    """The negating words in order; the value is the stem of the next word of substance, of the one before if none follows.

    Languages other than English, German, French and Spanish have none.
    """
    cues = _cues(language)
    if not cues:
        return []
    words = list(_WORD.finditer(text))
    lowered = [m[0].lower().replace("’", "'") for m in words]
    found = []
    for i, word in enumerate(lowered):
        if word in cues:
            match = words[i]
            found.append(Fact("negation", match[0], match.start(), match.end(), _negated(lowered, i, cues)))
    return found


def _negated(words: list[str], cue: int, cues: frozenset[str]) -> str:
    """The stem of what the cue negates, within its clause; empty if nothing of substance stands near."""
    for step in (1, -1):
        for word in words[cue + step :: step][:_REACH] if cue + step >= 0 else []:
            if not word[0].isalpha():
                break
            bare = _APOSTROPHE.sub("", word)
            if bare not in _PASSED and word not in cues:
                return bare[:STEM_LETTERS]
    return ""
