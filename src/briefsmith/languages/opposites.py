"""Words with an opposite, by what they are about: `data/opposites.XX.txt` has the same axes for every language."""

from __future__ import annotations

import re
from functools import cache

from briefsmith.languages.table import primary
from briefsmith.languages.word_lists import begins, rows


@cache
def axes(language: str) -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """For each axis the words at either end (`more`, `less`); none for a language whose words are not known."""
    found = {}
    for axis, *words in rows("opposites", primary(language)):
        middle = words.index("/")
        found[axis] = _any(words[:middle]), _any(words[middle + 1 :])
    return found


def _any(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w])(?:{'|'.join(map(begins, words))})")
