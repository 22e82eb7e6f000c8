"""A document as the check reads it: its words, quotations and, on request, the facts of its sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cached_property

from briefsmith.facts.extract import extract, measured
from briefsmith.facts.fact import Fact
from briefsmith.facts.names import bare
from briefsmith.facts.quotes import plain
from briefsmith.languages import is_unspaced
from briefsmith.languages.knowledge import knowledge
from briefsmith.model import CleanDocument
from briefsmith.text.tokens import ALPHANUMERIC, STEM_LETTERS

_WORD = re.compile(r"[^\W_]+(?:['’&.-][^\W_]+)*")
_CLAUSE_END = re.compile(r"[!?…;:()\"“”„«»—–\n]+")
# A lower-case word of at most three letters, or one that a headline cannot end on, is small: an acronym may skip it.
_SMALL = 3
_SMALL_WORDS = r"(?:\.\w){0,3}?"
# A word of this many letters supports another that begins with the same letters: Russia, Russian.
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
        self._measured: dict[int, list[Fact]] = {}
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
        """All words in the form in which names are compared, with the parts of joined ones."""
        words = {bare(word) for word in _WORD.findall(self.text)}
        return frozenset(words | {part for word in words for part in ALPHANUMERIC.findall(word)})

    @cached_property
    def _lowered(self) -> str:
        return self.text.lower()

    @cached_property
    def _beginnings(self) -> dict[str, list[str]]:
        beginnings: dict[str, list[str]] = {}
        for word in self.words:
            beginnings.setdefault(word[:MIN_STEM], []).append(word)
        return beginnings

    @cached_property
    def _initials(self) -> str:
        """The first letter of each word, after `.` for a small word, `!` for an acronym; one line for each clause."""
        function = frozenset(knowledge(self.language).phrases.function.split())

        def initial(word: str) -> str:
            if word[0].islower() and (len(word) <= _SMALL or word in function):
                return f".{word[0]}"
            return f"!{word[0]}" if len(word) > 1 and word.isupper() else word[0]

        return "\n".join("".join(map(initial, _WORD.findall(clause))) for clause in _CLAUSE_END.split(self.text))

    def spells(self, acronym: str) -> bool:
        """Whether neighbouring words of one clause begin with the letters of the lower-cased acronym.

        All are capitalised (`FBI`, `DoJ`) or, for three letters and more, all but the first are in lower case (`GDP`,
        `OMS`). Small words between them may count or not.
        """
        first, *middle, last = map(re.escape, acronym)
        capitals = [f"!?{first.upper()}", *(rf"(?:!?{x.upper()}|\.{x})" for x in middle), f"!?{last.upper()}"]
        mixed = [f"(?<![.!])(?:{first.upper()}|{first})", *(rf"\.?{x}" for x in middle), last]
        kinds = [capitals, mixed] if middle else [capitals]
        return any(re.search(_SMALL_WORDS.join(kind), self._initials) for kind in kinds)

    def beginning(self, letter: str) -> list[str]:
        """The words that begin with the letter."""
        return [word for word in self.words if word.startswith(letter)]

    def has(self, name: str) -> bool:
        """Whether the text has the lower-cased name as whole words: `ann` is not in "planned"."""
        text = self._lowered
        at = text.find(name)
        if is_unspaced(self.language) or not name:
            return at >= 0
        while at >= 0 and (_in_word(text[at - 1 : at]) or _in_word(text[at + len(name) : at + len(name) + 1])):
            at = text.find(name, at + 1)
        return at >= 0

    def has_word(self, word: str) -> bool:
        """Whether the text has the lower-cased word, or one that shares all but its ending."""
        if word in self.words:
            return True
        need = max(MIN_STEM, round(0.7 * len(word)))
        return any(other[:need] == word[:need] for other in self._beginnings.get(word[:MIN_STEM], ()))

    def facts(self, index: int) -> list[Fact]:
        """The facts of one sentence; -1 is the title."""
        if index not in self._facts:
            self._facts[index] = extract(self._sentence(index), self.language, self.measured(index))
        return self._facts[index]

    def measured(self, index: int) -> list[Fact]:
        """The addresses, dates, times and amounts alone, which take a third of the time."""
        if index not in self._measured:
            self._measured[index] = measured(self._sentence(index), self.language)
        return self._measured[index]

    def _sentence(self, index: int) -> str:
        return self.title if index < 0 else self.sentences[index]

    def stems(self, index: int) -> frozenset[str]:
        """The beginnings of the words of one sentence."""
        if index not in self._stems:
            self._stems[index] = frozenset(stems(self.sentences[index]))
        return self._stems[index]


def _in_word(character: str) -> bool:
    """Whether it is what `\\w` matches; not the empty text before the first and after the last character."""
    return character.isalnum() or character == "_"


def stems(text: str) -> list[str]:
    """The words of a text, lower-cased and cut to their first six letters."""
    return [word[:STEM_LETTERS] for word in ALPHANUMERIC.findall(text.lower())]


def _iso(text: str) -> date | None:
    """The date that a document gives as its own, if it is written 2026-05-03 or in a form that the extraction reads."""
    for fact in extract(text, "en") if text else ():
        if fact.kind == "date" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", fact.value):
            try:
                return date.fromisoformat(fact.value)
            except ValueError:
                return None
    return None
