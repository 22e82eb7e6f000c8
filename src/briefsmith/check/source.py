"""A document as the check reads it: its words, quotations and, when asked for, the facts of its sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cached_property

from briefsmith.facts.extract import extract
from briefsmith.facts.fact import Fact
from briefsmith.facts.names import bare
from briefsmith.facts.quotes import plain
from briefsmith.model import CleanDocument
from briefsmith.text.tokens import ALPHANUMERIC, STEM_LETTERS

_WORD = re.compile(r"[^\W_]+(?:['’&.-][^\W_]+)*")
# A word of this many letters vouches for another that begins with as many of the same: Russia, Russian.
MIN_STEM = 4


class Source:
    """The sentences of a document in `language`; `title` is part of what it says. `published` dates its weekdays."""

    def __init__(
        self, sentences: Sequence[str], language: str, *, title: str = "", published: date | None = None
    ) -> None:
        self.sentences = tuple(sentences)
        self.language = language
        self.title = title
        self.published = published
        self._facts: dict[int, list[Fact]] = {}
        self._stems: dict[int, frozenset[str]] = {}

    @classmethod
    def of(cls, clean: CleanDocument) -> Source:
        """The source that a cleaned document is for its briefs."""
        metadata = clean.document.metadata
        texts = [sentence.text for sentence in clean.sentences]
        return cls(texts, clean.language, title=metadata.get("title", ""), published=_iso(metadata.get("date", "")))

    @cached_property
    def text(self) -> str:
        """Title and sentences as one text."""
        return "\n".join([self.title, *self.sentences])

    @cached_property
    def said(self) -> str:
        """The text as quotations are compared."""
        return plain(" ".join(self.sentences) + " " + self.title)

    @cached_property
    def words(self) -> frozenset[str]:
        """All words as names are compared, with the parts of joined ones."""
        words = {bare(word) for word in _WORD.findall(self.text)}
        return frozenset(words | {part for word in words for part in ALPHANUMERIC.findall(word)})

    @cached_property
    def _beginnings(self) -> dict[str, list[str]]:
        beginnings: dict[str, list[str]] = {}
        for word in self.words:
            beginnings.setdefault(word[:MIN_STEM], []).append(word)
        return beginnings

    @cached_property
    def initials(self) -> tuple[str, str, str]:
        """First letters of the words in order: of all, of the capitalised, and of these with lower-case words as gaps."""
        words = _WORD.findall(self.text)
        every = "".join(word[0] for word in words).lower()
        capital = "".join(word[0] for word in words if word[0].isupper()).lower()
        return every, capital, "".join(word[0] if word[0].isupper() else " " for word in words).lower()

    def beginning(self, letter: str) -> list[str]:
        """The words that begin with the letter."""
        return [word for word in self.words if word.startswith(letter)]

    def has_word(self, word: str) -> bool:
        """Whether the text has the lower-cased word, or one that shares all but its ending."""
        if word in self.words:
            return True
        need = max(MIN_STEM, round(0.7 * len(word)))
        return any(other[:need] == word[:need] for other in self._beginnings.get(word[:MIN_STEM], ()))

    def facts(self, index: int) -> list[Fact]:
        """The facts of one sentence; -1 is the title."""
        if index not in self._facts:
            self._facts[index] = extract(self.title if index < 0 else self.sentences[index], self.language)
        return self._facts[index]

    def stems(self, index: int) -> frozenset[str]:
        """The beginnings of the words of one sentence."""
        if index not in self._stems:
            self._stems[index] = frozenset(stems(self.sentences[index]))
        return self._stems[index]


def stems(text: str) -> list[str]:
    """The words of a text, lower-cased and cut to their first six letters."""
    return [word[:STEM_LETTERS] for word in ALPHANUMERIC.findall(text.lower())]


def _iso(text: str) -> date | None:
    """The date a document names as its own, if it is written 2026-05-03 or in a form that the extraction reads."""
    for fact in extract(text, "en") if text else ():
        if fact.kind == "date" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", fact.value):
            try:
                return date.fromisoformat(fact.value)
            except ValueError:
                return None
    return None
