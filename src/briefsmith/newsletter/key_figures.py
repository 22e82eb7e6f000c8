"""The figures and dates of a story, each with the word or two that say what it counts."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from briefsmith.facts.extract import extract
from briefsmith.facts.fact import Fact
from briefsmith.languages import is_unspaced
from briefsmith.languages.knowledge import gathered, knowledge
from briefsmith.languages.page import page_words
from briefsmith.newsletter.text import plain_key

MAX_FACTS = 4

_DIGIT = re.compile(r"\d")
# A weekday or a month alone says nothing in next week's mailbox.
_DAY_OR_YEAR = re.compile(r"\d{4}-|--\d\d-\d\d")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_WORD = re.compile(r"[ \u00a0\u202f]([^\W\d_][\w’'-]*)")
# The units of two words: cubic metres, mètres carrés, kilómetros cuadrados.
_MEASURE = re.compile("|".join(gathered(lambda known: known.newsletter.measures)))
_UNSPACED_UNIT = re.compile(r"[\u30a0-\u30ff\u3400-\u9fff]{1,6}")
# `d'entre eux`, `l'an`: the first word is a preposition or an article.
_ELIDED = re.compile("|".join(gathered(lambda known: known.newsletter.elided)))
# `億` before a figure makes it the rest of a larger one, and the month of a date is not a count.
_NUMERALS = frozenset(gathered(lambda known: known.newsletter.numerals))
_CALENDAR_SIGNS = (*page_words("month_signs"), *page_words("day_signs"))


def key_facts(sentences: Sequence[str], language: str, proven: Collection[str]) -> tuple[str, ...]:
    """At most four figures and dates in the order of the text, none twice; a figure alone is left out.

    `proven` are the values (`Fact.value`) that the article itself has: a translation's figure must be one of them.
    """
    found: dict[str, str] = {}
    for sentence in sentences:
        for fact in extract(sentence, language):
            text = _with_unit(sentence, fact, language) if fact.value in proven else ""
            if fact.end == len(sentence):
                text = text.removesuffix(".")  # of the sentence, not of an ordinal
            if text:
                found.setdefault(f"{fact.kind} {fact.value}", text)
    distinct = {plain_key(text): text for text in found.values()}
    return tuple(distinct.values())[:MAX_FACTS]


def fact_values(sentences: Sequence[str], language: str) -> set[str]:
    """The values of all facts in these sentences."""
    return {fact.value for sentence in sentences for fact in extract(sentence, language)}


def _with_unit(sentence: str, fact: Fact, language: str) -> str:
    """The fact as the list has it; empty when it does not belong there."""
    if fact.kind == "date":
        return fact.text if _DAY_OR_YEAR.match(fact.value) else ""
    if fact.kind in {"percent", "money"}:
        return fact.text
    if fact.kind != "number" or not _DIGIT.search(fact.text) or _YEAR.fullmatch(fact.text):
        return ""
    unit = _counter(sentence, fact) if is_unspaced(language) else _unit(sentence[fact.end :], language)
    return f"{fact.text}{unit}" if unit else ""


def _unit(rest: str, language: str) -> str:
    """The word that follows a figure, with the `cubic` or `square` before or after it; empty if none does."""
    known = knowledge(language)
    function = set(known.phrases.function.split())
    end = 0
    for count in range(2):
        word = _WORD.match(rest, end)
        if word is None or word.group(1).casefold() in function or _ELIDED.match(word.group(1)):
            break
        # A verb may follow the figure; where nouns have capitals, its small letter shows it.
        if known.names.capitalised_nouns and word.group(1)[0].islower():
            break
        if count and not (_MEASURE.fullmatch(rest[:end].strip()) or _MEASURE.fullmatch(word.group(1))):
            break
        end = word.end()
    return rest[:end]


def _counter(sentence: str, fact: Fact) -> str:
    """The same in a script without spaces: `人` of `31万人`."""
    found = _UNSPACED_UNIT.match(sentence, fact.end)
    if found is None or found.group().startswith(_CALENDAR_SIGNS) or sentence[fact.start - 1 : fact.start] in _NUMERALS:
        return ""
    return found.group()
