"""Numbers that a sentence writes in words, looked for in its translation: `fourteen years` is not `quatre ans`."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from briefsmith.facts.finding import Span
from briefsmith.languages.cldr import lexicon
from briefsmith.languages.knowledge import knowledge
from briefsmith.languages.table import Pair
from briefsmith.translate.guards.base import Finding, Guard, Sides
from briefsmith.translate.guards.figures import target_figures
from briefsmith.translate.guards.known import any_of
from briefsmith.translate.guards.spelling import stands_in_words

# Smaller numbers are often idioms (`two or three`, `a third`), with too many words for them.
LOWEST = 4
_WORD = re.compile(r"\w+")


class SpelledNumber(NamedTuple):
    """A number word at `start:end` of a text, with its value."""

    start: int
    end: int
    word: str
    value: int


def spelled(text: str, language: str) -> list[SpelledNumber]:
    """The number words of a text, from four up; none in languages whose words are not known.

    Capitals inside a sentence make them parts of names (`Six Flags`).
    """
    if _first_words(language).isdisjoint(_WORD.findall(text.lower())):
        return []
    words, loose = lexicon(language).words, knowledge(language).rendering.loose_numbers
    matches = [m for m in _pattern(language).finditer(text) if m.start() == 0 or not m[0][0].isupper()]
    # A pattern without regard to case takes `İ` and `ı` for an `i`.
    known = [m for m in matches if m[0].lower() in words]
    found = [SpelledNumber(m.start(), m.end(), m[0], words[m[0].lower()]) for m in known]
    return [number for number in found if number.value >= LOWEST and number.word.lower() not in loose]


def lost_words(sides: Sides) -> list[SpelledNumber]:
    """Number words of the source whose value the target has neither in figures nor in words."""
    source, target, (source_language, language) = sides.source, sides.target, sides.pair
    wanted = spelled(source, source_language)
    if not wanted or not lexicon(language).words:
        return []
    figures = sides.once(target_figures)

    def there(value: str) -> bool:
        return bool(figures[value] or figures[f"{value}000"] or stands_in_words(value, target, language))

    def in_years(number: SpelledNumber) -> bool:
        return _decades().match(source, number.end) is not None and there(f"{number.value}0")

    def in_hundreds(number: SpelledNumber) -> bool:
        """Whether it is in "five hundred" and the language has a word of its own (`quinientos`)."""
        return _hundreds(source_language).match(source, number.end) is not None and there(f"{number.value}00")

    return [n for n in wanted if not there(str(n.value)) and not in_years(n) and not in_hundreds(n)]


@cache
def _first_words(language: str) -> frozenset[str]:
    """What the number words begin with: most sentences have none of it, and the search for them is slow."""
    return frozenset(found[0] for word in lexicon(language).words if (found := _WORD.match(word)))


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = sorted(lexicon(language).words, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])" if words else r"(?!)", re.IGNORECASE)


@cache
def _hundreds(language: str) -> re.Pattern[str]:
    words = [re.escape(word) for word, value in lexicon(language).words.items() if value == 100]
    return re.compile(rf"\s(?:{'|'.join(words)})(?!\w)" if words else r"(?!)", re.IGNORECASE)


@cache
def _decades() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{any_of(lambda r: r.decades)})", re.IGNORECASE)


class NumberWordsGuard(Guard):
    """Numbers in words that the translation has in no form; a placeholder carries them in figures."""

    name = "numbers in words"

    def knows(self, pair: Pair) -> bool:
        return all(lexicon(language).words for language in pair)

    def findings(self, sides: Sides) -> list[Finding]:
        return [
            Finding("figures", f"lost {n.word}", remedy="placeholder", lost=(Span(n.start, n.end, str(n.value)),))
            for n in sides.once(lost_words)
        ]
