"""The words at the beginning of a bullet that say what it is about, to be set in bold."""

from __future__ import annotations

import re

from briefsmith.languages.knowledge import knowledge

# More words than this are no lead-in.
MOST = 6
_WORD = re.compile(r"\S+")
_STOP = re.compile(r"[,;:–—.!?()\"“”„«»]")


def lead_in(text: str, language: str) -> int:
    """Where the words before the first finite verb end, in characters; 0 where they are too many, or verbs are not known."""
    known = knowledge(language).phrases
    verbs, function = known.verbs, known.function.split()
    words = list(_WORD.finditer(text))[: MOST + 1] if verbs else []
    for number, word in enumerate(words):
        if number and re.fullmatch(verbs, word.group().strip(",;:.")):
            end = words[number - 1].end()
            return 0 if text[:end].lower() in function else end  # an article alone is nothing to be set in bold
        if _STOP.search(word.group()) and not word.group()[0].isdigit():
            return 0
    return 0
