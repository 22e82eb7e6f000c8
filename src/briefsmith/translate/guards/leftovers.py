"""Words of the source that a translation leaves as they are, although the target language has its own for them."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from briefsmith.facts.names import in_capitals
from briefsmith.facts.protected import spans
from briefsmith.facts.quotes import quotes
from briefsmith.languages.knowledge import knowledge
from briefsmith.languages.table import Pair
from briefsmith.languages.vocabulary import is_common, ranks
from briefsmith.translate.guards import coverage
from briefsmith.translate.guards.base import Finding, Guard, Sides

_WORD = re.compile(r"(?<![\w'’.@/-])[^\W\d_]{2,}(?![\w@/-]|['’]\w)")
_IN_QUOTES = re.compile(r"[\"“„«]\s?$")
# Shorter words are often words of both languages.
_SHORTEST = 4
# In a headline in capitals any word may be part of a name, so that few say nothing: the least number, and share.
_IN_CAPITALS, _SHARE_IN_CAPITALS = 2, 0.2
# The most common words are in no word table, since they translate everything; rare ones that are not may be borrowed.
_FUNCTION_WORDS = 500
# A single word this rare may be borrowed.
_RARE = 5000
# So common that it was left even if it begins as its translation does (`history`, `historia`).
_VERY_COMMON = 1000


class LeftoversGuard(Guard):
    """Common words of the source in the target that the two languages do not share, and that the word table translates
    otherwise; what is quoted or an address may stay.
    """

    name = "untranslated words"

    def knows(self, pair: Pair) -> bool:
        return coverage.table(*pair) is not None and bool(shared(pair))

    def findings(self, sides: Sides) -> list[Finding]:
        words = leftovers(sides)
        if not words:
            return []
        named = ", ".join(words[:3]) + (" …" if len(words) > 3 else "")
        return [Finding("untranslated", f"left untranslated: {named}", 0.25 * len(words))]


def leftovers(sides: Sides) -> list[str]:
    """The words left, lower-cased, each once; a word with a capital in the source is a name, except in a headline."""
    table = coverage.table(*sides.pair)
    if table is None or not shared(sides.pair):
        return []
    capitals = in_capitals(sides.source)
    forms = {m[0] for m in _WORD.finditer(sides.source)}
    there = {form.lower() for form in forms if capitals or form.islower()}
    kept = [
        (m.start(), m[0].lower())
        for m in _WORD.finditer(sides.target)
        if m[0].lower() in there and (capitals or m[0].islower() or m[0] not in forms)
    ]
    found = dict.fromkeys(word for _, word in kept if _is_left(word, sides.pair, table))
    if not found:
        return []
    exempt = [*spans(sides.target), *((quote.start, quote.end) for quote in quotes(sides.target))]
    outside = {
        word
        for start, word in kept
        if not any(a <= start < b for a, b in exempt) and not _IN_QUOTES.search(sides.target, 0, start)
    }
    words = [word for word in found if word in outside]
    if len(words) == 1 and not re.search(rf"(?<!\w){words[0]}(?!\w)", sides.target):
        return []  # written as a noun of the target, so it may be one
    if len(words) == 1 and ranks(sides.pair[0]).get(words[0], _RARE) >= _RARE and not _is_own(words[0], sides.pair[0]):
        return []
    least = max(_IN_CAPITALS, _SHARE_IN_CAPITALS * len(sides.target.split())) if capitals else 1
    return words if len(words) >= least else []


def _is_left(word: str, pair: Pair, table: coverage.Table) -> bool:
    own = _is_own(word, pair[0]) and not is_common(word, pair[1])
    if len(word) < _SHORTEST or not (own or is_common(word, pair[0])) or not shared(pair).isdisjoint(_singular(word)):
        return False
    entry = table.words.get(word[: coverage.STEM])
    very_common = ranks(pair[0]).get(word, _VERY_COMMON) < _VERY_COMMON
    if own or (very_common and not is_common(word, pair[1])):
        return True
    if entry is None:
        return ranks(pair[0]).get(word, _FUNCTION_WORDS) < _FUNCTION_WORDS
    return word[: coverage.STEM] not in entry.translations


def _is_own(word: str, language: str) -> bool:
    """Whether the word has a form that is never borrowed, so that even a rare one was left."""
    return re.fullmatch(knowledge(language).rendering.own_forms or r"(?!)", word) is not None


def _singular(word: str) -> set[str]:
    """The word, and what it may be the plural of, in the languages that have their plurals in common with English."""
    return {word} | {single for end in ("s", "es") if len(single := word.removesuffix(end)) >= _SHORTEST}


@cache
def shared(pair: Pair) -> frozenset[str]:
    """The words that both languages have; none if that was not counted (benchmarks/shared_words.py)."""
    path = files("briefsmith.translate.guards") / "data" / f"{'-'.join(pair)}.shared.txt"
    return frozenset(path.read_text("utf-8").split()) if path.is_file() else frozenset()
