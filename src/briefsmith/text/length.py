"""How long a brief may be: named lengths and budgets in words, characters, sentences or key points.

Scripts written without spaces have no words to count, so there a word budget becomes a character budget: one English
word stands for about 2 characters of Chinese, 2.5 of Japanese and 6 of Thai, Lao, Khmer or Burmese.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from briefsmith.errors import UsageError
from briefsmith.languages import characters_per_word, is_unspaced

Unit = Literal["words", "characters", "sentences", "points"]

HEADLINE_WORDS = 12
NAMED: dict[str, int] = {"headline": HEADLINE_WORDS, "short": 40, "medium": 100, "long": 250}

# `Brief.text` separates two paragraphs by a blank line; a character budget includes it.
SEPARATOR_CHARACTERS = 2

# What is longer than this between two spaces (an address, encoded data) counts as several words.
LONGEST_WORD = 100

_BUDGET = re.compile(r"([1-9][0-9]{0,6})([wcsp]?)")
_UNITS: dict[str, Unit] = {"w": "words", "c": "characters", "s": "sentences", "p": "points"}


@dataclass(frozen=True, slots=True)
class Length:
    """A length as the user named it (`short`, `60w`, `280c`, `3s`, `3p`): at most `limit` of `unit`."""

    name: str
    unit: Unit
    limit: int

    @classmethod
    def parse(cls, text: str) -> Length:
        """Read a length: one of the four names or `<number>w|c|s|p`; a bare number counts words. Raises UsageError."""
        name = text.strip().lower()
        if name in NAMED:
            return cls(name, "words", NAMED[name])
        match = _BUDGET.fullmatch(name)
        if match is None:
            names = ", ".join(f"{key} ({words} words)" for key, words in NAMED.items())
            raise UsageError(
                f"'{text}' is not a length. Use {names}, or a number with its unit: "
                "60w or 60 (words), 280c (characters), 3s (sentences), 3p (key points)."
            )
        unit = match[2] or "w"
        return cls(match[1] + unit, _UNITS[unit], int(match[1]))

    @property
    def is_headline(self) -> bool:
        """Whether only the headline is requested."""
        return self.name == "headline"

    @property
    def counts_sentences(self) -> bool:
        """Whether every sentence costs 1: in sentences, and in key points, which are sentences that read alone."""
        return self.unit in ("sentences", "points")

    def counts_characters(self, language: str) -> bool:
        """Whether this length is counted in characters for texts of `language`."""
        return self.unit == "characters" or (self.unit == "words" and is_unspaced(language))

    def budget(self, language: str) -> int:
        """The maximum cost of all sentences of a brief in `language`, in the units of `cost`."""
        per_word = characters_per_word(language)
        if self.unit == "words" and per_word is not None:
            return int(self.limit * per_word) + SEPARATOR_CHARACTERS
        return self.limit + (SEPARATOR_CHARACTERS if self.unit == "characters" else 0)

    def cost(self, text: str, language: str) -> int:
        """The cost of one sentence: its words, its characters and the separator after it, or 1."""
        if self.counts_sentences:
            return 1
        return len(text) + SEPARATOR_CHARACTERS if self.counts_characters(language) else count_words(text)


def count_words(text: str) -> int:
    """The words of a text in a script with spaces; one of more than a hundred characters counts as several."""
    words = text.split()
    if len(text) <= LONGEST_WORD:
        return len(words)
    return sum(1 + (len(word) - 1) // LONGEST_WORD for word in words)
