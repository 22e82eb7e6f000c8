"""The figures and dates of a story, each with the words that say what it counts, or not at all."""

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

# A weekday or a month alone says nothing in next week's mailbox.
_DAY_OR_YEAR = re.compile(r"\d{4}-|--\d\d-\d\d")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_WORD = re.compile(r"[ \u00a0\u202f]([^\W\d_][\w’'-]*)")
_SCORED_BEFORE = re.compile(r"\d[-–—:/]$")
_COMPARED_BEFORE = re.compile(r"(?<![\d.,])\d[\d.,]* ([^\W\d_]+) $")
_SCORED_AFTER = re.compile(r"[-–—:/]\d")
# More words than this after a figure are not a name of what it counts.
_PHRASE = 4
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
    before, rest = sentence[: fact.start], sentence[fact.end :]
    if fact.kind == "date":
        return fact.text if _DAY_OR_YEAR.match(fact.value) else ""
    # The halves of a score, a range, a proportion are not figures by themselves ("a 3-2 loss").
    if _SCORED_BEFORE.search(before) or _SCORED_AFTER.match(rest) or _is_compared(before, language):
        return ""
    if fact.kind == "money":
        return fact.text
    if fact.kind == "percent":
        return f"{fact.text}{whole}" if (whole := _whole(rest, language)) else ""
    if fact.kind != "number" or _YEAR.fullmatch(fact.text) or fact.value in {"0", "1"}:
        return ""
    ordinal = knowledge(language).newsletter.ordinal
    if ordinal and re.fullmatch(ordinal, fact.text, re.IGNORECASE):
        return ""
    unit = _counter(sentence, fact, language) if is_unspaced(language) else _unit(rest, fact, language)
    return f"{fact.text}{unit}" if unit else ""


def _is_compared(before: str, language: str) -> bool:
    """Whether another figure and a preposition or "and" stand before it: of "31 against 9 votes" no half says anything alone."""
    found = _COMPARED_BEFORE.search(before)
    if found is None or _YEAR.match(found.group()):
        return False
    return found.group(1).casefold() in knowledge(language).phrases.function.split()


def _unit(rest: str, fact: Fact, language: str) -> str:
    """What a figure counts: the words up to the noun, if the language has a way to tell it, else a word that stands alone."""
    words = _words(rest, language)
    if not words:
        return ""
    known = knowledge(language).newsletter
    if known.noun_first or fact.unit or _MEASURE.fullmatch(words[0]):
        # The unit of two words: cubic metres, mètres carrés.
        pair = len(words) > 1 and (_MEASURE.fullmatch(words[0]) or _MEASURE.fullmatch(words[1]))
        return _up_to(rest, words[: 2 if pair else 1])
    if not known.counted:
        return _up_to(rest, words) if len(words) == 1 else ""
    nouns = [bool(re.fullmatch(known.counted, word)) for word in words]
    if True not in nouns:
        return ""
    # A noun may be several words, an adjective may agree with it: "arts students", "nouvelles écoles".
    end = nouns.index(True) + 1
    while end < len(nouns) and (nouns[end] or _MEASURE.fullmatch(words[end])):
        end += 1
    return _up_to(rest, words[:end])


def _whole(rest: str, language: str) -> str:
    """What a percentage is of, if the text says so in a few words: ` of the city's water`; else empty."""
    share = knowledge(language).newsletter.share
    found = re.match(rf"[ \u00a0\u202f](?:{share})", rest) if share else None
    if found is None:
        return ""
    tail = f" {rest[found.end() :].lstrip()}"
    words = _words(tail, language)
    return rest[: found.end()] + _up_to(tail, words)[1:] if 0 < len(words) < _PHRASE else ""


def _words(rest: str, language: str) -> list[str]:
    """The next words, at most `_PHRASE`, up to a word that no noun has before it: a preposition, a verb."""
    known = knowledge(language).phrases
    function = {*known.function.split(), *knowledge(language).newsletter.uncounted.split()}
    words: list[str] = []
    end = 0
    while len(words) < _PHRASE and (found := _WORD.match(rest, end)):
        word = found.group(1)
        is_verb = bool(known.verbs) and re.fullmatch(known.verbs, word) and not word[0].isupper()
        if word.casefold() in function or _ELIDED.match(word) or is_verb:
            break
        words.append(word)
        end = found.end()
    return words


def _up_to(rest: str, words: Sequence[str]) -> str:
    """The text as it stands up to the last of the words."""
    end = 0
    for word in words:
        end = rest.index(word, end) + len(word)
    return rest[:end]


def _counter(sentence: str, fact: Fact, language: str) -> str:
    """The same in a script without spaces: `人` of `31万人`."""
    counted = knowledge(language).newsletter.counted
    found = (re.compile(counted) if counted else _UNSPACED_UNIT).match(sentence, fact.end)
    if found is None or found.group().startswith(_CALENDAR_SIGNS) or sentence[fact.start - 1 : fact.start] in _NUMERALS:
        return ""
    return found.group()
