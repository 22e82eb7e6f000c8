"""Negations that a translation drops, and those that it adds."""

from __future__ import annotations

import re
from functools import cache

from briefsmith.facts.negation import negations
from briefsmith.languages.knowledge import knowledge
from briefsmith.languages.table import Pair
from briefsmith.languages.vocabulary import ranks
from briefsmith.translate.guards import coverage
from briefsmith.translate.guards.base import Finding, Guard, Sides
from briefsmith.translate.guards.known import any_of
from briefsmith.translate.guards.omission import word_features

# Share of the letters of telling source words without a counterpart.
_UNCOVERED = 0.12
# Shorter remainders are chance: `in-side`, `un-like`.
_SHORTEST_STEM = 5
_WORD = re.compile(r"[^\W\d_]+")


class NegationsGuard(Guard):
    """A negation of the source that the target has in no form, or one of the target that the source has in none.

    Words that negate without a negating word (`unhappy`, `refuse`) may translate one.
    """

    name = "negations"

    def knows(self, pair: Pair) -> bool:
        return all(knowledge(language).rendering.soft_negations for language in pair)

    def findings(self, sides: Sides) -> list[Finding]:
        if not self.knows(sides.pair):
            return []
        if negates(sides.source, sides.pair[0]):
            gone = not negations(sides.target, sides.pair[1]) and not _soft_words(sides, 1)
            return [Finding("negation", "the source negates, the translation does not")] if gone else []
        if negations(sides.source, sides.pair[0]) or not negates(sides.target, sides.pair[1]):
            return []
        otherwise = _soft_words(sides, 0) or _loose(sides.pair[0]).search(sides.source)
        if otherwise or not _whole(sides):
            return []
        return [Finding("negation", "the translation negates, the source does not")]


def negates(text: str, language: str) -> bool:
    """Whether the text has a negating word outside phrases such as `not only`."""
    # The search for such phrases is slow, and few sentences negate.
    return bool(negations(text, language)) and bool(negations(_harmless().sub(" ", text), language))


def _soft_words(sides: Sides, side: int) -> int:
    """How many words of a side negate without a negating word: those known as such, and `un-` before a common word."""
    text, language = (sides.source, sides.target)[side], sides.pair[side]
    known = len(_soft(language).findall(text))
    return known + sum(_is_negated(word.lower(), language) for word in _WORD.findall(text))


def _is_negated(word: str, language: str) -> bool:
    prefix = _prefixes(language).match(word)
    return prefix is not None and len(word) - prefix.end() >= _SHORTEST_STEM and word[prefix.end() :] in ranks(language)


def _whole(sides: Sides) -> bool:
    """Whether the target has words for most of the source: otherwise the negation may be how it says the rest."""
    seen = sides.once(word_features)
    return seen is not None and seen[coverage.UNCOVERED] <= _UNCOVERED


@cache
def _loose(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{knowledge(language).rendering.loose_negations or r'(?!)'})", re.IGNORECASE)


@cache
def _soft(language: str) -> re.Pattern[str]:
    return re.compile(knowledge(language).rendering.soft_negations or r"(?!)", re.IGNORECASE)


@cache
def _prefixes(language: str) -> re.Pattern[str]:
    return re.compile("|".join(knowledge(language).checking.negative_prefixes) or r"(?!)")


@cache
def _harmless() -> re.Pattern[str]:
    return re.compile(any_of(lambda r: r.harmless_negations), re.IGNORECASE)
