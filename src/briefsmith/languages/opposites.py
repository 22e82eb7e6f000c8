"""Words with an opposite, by what they are about: `data/opposites.XX.txt` has the same axes for every language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from briefsmith.languages.table import primary
from briefsmith.languages.word_lists import begins, rows

# Letters by which the words of an end are told from most others.
_KEY = 2
_START = re.compile(rf"(?<!\w)\w.{{{_KEY - 1}}}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class End:
    """The words of one end of an axis, and what they begin with, in small letters."""

    pattern: re.Pattern[str]
    starts: frozenset[str]

    def search(self, text: str, starts: frozenset[str]) -> re.Match[str] | None:
        """The first of these words in a text; `starts` are `word_starts(text)`, which most searches end with."""
        return None if self.starts.isdisjoint(starts) else self.pattern.search(text)


def word_starts(text: str) -> frozenset[str]:
    """What the words of a text begin with, in small letters."""
    return frozenset(start.lower() for start in _START.findall(text))


@cache
def axes(language: str) -> dict[str, tuple[End, End]]:
    """For each axis the words at either end (`more`, `less`); none for a language whose words are not known."""
    found = {}
    for axis, *words in rows("opposites", primary(language)):
        middle = words.index("/")
        found[axis] = _any(words[:middle]), _any(words[middle + 1 :])
    return found


def _any(words: list[str]) -> End:
    starts = (word.removesuffix(".").replace("_", " ")[:_KEY].lower() for word in words)
    return End(re.compile(rf"(?<![\w])(?:{'|'.join(map(begins, words))})"), frozenset(starts))
