"""Names of people, places and organisations, known by their capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from briefsmith.facts.fact import Fact
from briefsmith.languages.knowledge import gathered, knowledge
from briefsmith.languages.patterns import any_word
from briefsmith.languages.vocabulary import is_common, ranks

_CASED = r"[0-9A-Za-zÀ-ɏͰ-ӿ԰-֏]"  # Latin, Greek, Cyrillic, Armenian: the scripts with capitals
_TOKEN = re.compile(rf"{_CASED}+(?:[.'’&-]{_CASED}+)*(?:(?<=\b[A-Z]\.[A-Z])\.)?")
_START = re.compile(r"(?:^|[.!?…:;]['\"”’»)\]]*\s+|(?:[\"“„«‘(\[–—•]|(?<!\w)['-])\s*|\n\s*)$")
_POSSESSIVE = re.compile(r"['’]s?$")
# Above this share of words with a capital the text is a headline in capitals, and a capital says nothing.
_TITLE_CASE = 0.6
_TITLE_WORDS = 4


def names(text: str, language: str, taken: Sequence[Fact] = ()) -> list[Fact]:
    """Runs of capitalised words in order, without overlaps with `taken`; the value is lower-cased, not possessive.

    Where the place explains a capital (the start of a sentence, a headline in capitals, a German noun) only a word
    that is not common is a name; in a language without a list of common words, none is. Texts in scripts without case
    have only the Latin names in them.
    """
    # One character for another, so that offsets stay right: `l'Eure` and `d'Amel Bent` are Eure and Amel Bent.
    known = knowledge(language).names
    text = _elision().sub(r"\1 ", text) if known.elided else text
    tokens = list(_TOKEN.finditer(text))
    if taken:
        tokens = [m for m in tokens if not any(m.start() < f.end and f.start < m.end() for f in taken)]
    explained = known.capitalised_nouns or _in_capitals(tokens)
    found = []
    for run in _runs(text, [m for m in tokens if _is_part(m, text, language, explained)]):
        start, end = run[0].start(), run[-1].end()
        found.append(Fact("name", text[start:end], start, end, bare(text[start:end])))
    return found


def bare(name: str) -> str:
    """The form in which names are compared: lower case, no possessive ending, no dots."""
    return " ".join(_POSSESSIVE.sub("", part) for part in name.lower().replace(".", "").split())


@cache
def _elision() -> re.Pattern[str]:
    """The words of all languages that elide: each language has names of the others."""
    return re.compile(rf"(?<!\w)({any_word(gathered(lambda known: known.names.elided))})['’](?=\w)", re.IGNORECASE)


@cache
def _particles() -> frozenset[str]:
    return frozenset(gathered(lambda known: known.names.particles))


def in_capitals(text: str) -> bool:
    """Whether so many words of the text have a capital that it says nothing, as in headlines."""
    return _in_capitals(list(_TOKEN.finditer(text)))


def _in_capitals(tokens: Sequence[re.Match[str]]) -> bool:
    long = [m[0] for m in tokens if len(m[0]) > 3 and m[0][0].isalpha()]
    return len(long) >= _TITLE_WORDS and sum(word[0].isupper() for word in long) > _TITLE_CASE * len(long)


def _is_part(match: re.Match[str], text: str, language: str, explained: bool) -> bool:
    word = match[0]
    if word.islower() or len(word) < 2 or not any(c.isupper() for c in word):  # most words are in lower case
        return False
    inner = any(c.isupper() for c in word[1:]) and not (word.isupper() and explained)
    if inner and not _POSSESSIVE.sub("", word)[1:].islower():
        return True
    if not word[0].isupper():
        return False
    if not (explained or _START.search(text, 0, match.start())):
        return True
    return bool(ranks(language)) and not is_common(bare(word), language)


def _runs(text: str, parts: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Neighbours form one name, also with particles between them (`Ursula von der Leyen`)."""
    run: list[re.Match[str]] = []
    for match in parts:
        if run:
            between = text[run[-1].end() : match.start()]
            joined = between == " " or (
                between.startswith(" ") and between.endswith(" ") and set(between.split()) <= _particles()
            )
            if not joined or _POSSESSIVE.search(run[-1][0]):
                yield run
                run = []
        run.append(match)
    if run:
        yield run
