"""Finds the sentences that cannot be read without the one before them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from briefsmith.languages import is_unspaced
from briefsmith.languages.knowledge import gathered, knowledge
from briefsmith.summarize.openings import opening
from briefsmith.text.quotations import balanced, outside_quotations
from briefsmith.text.tokens import STEM_LETTERS

_OPENING_MARKS = "\"'“”„«»‹›「『‘’—–-…¿¡( "
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_CODE = re.compile(r"[{}<>=_]{2}|[{}]|\w\(['\")]|://|\b\w+\.\w+\.\w+\(")
_FINAL = re.compile(r"[.!?…。！？։؟।።:;॥۔။។៕][\"'“”„«»’)\]」』]*$")
# Final marks are among the last characters; looking only there halves the cost of the test.
_TAIL = 16
_CODE_MARKS = frozenset("{}<>=_:(")
_TERMINATED_SHARE = 0.5
_NOTICES = gathered(lambda known: known.phrases.notices)
_NOTICE_SIGNS = ("©", "(c)", *_NOTICES)
_NOTICE = re.compile(rf"©|\(c\) ?\d{{4}}|\b(?:{'|'.join(_NOTICES)})\b", re.I)
# Shorter sentences ("Something has to be done.") say nothing alone.
_MIN_WORDS = 6
_MIN_CHARACTERS = 10
# Encoded data, or an address with all its parameters; the longest German compounds have 80 letters.
_LONGEST_WORD = 200
# Features, selection and headline test the same sentences; a long article has a thousand.
_REMEMBERED = 2048
# The dash of direct speech, and the beginnings of clauses after the first.
_SPEECH = ("– ", "— ")
_CLAUSES = re.compile(r"(?: [–—]|[,?!…]) (\w)")
# A quotation that runs over more sentences than this is a missing quotation mark.
_LONGEST_QUOTATION = 5


@lru_cache(maxsize=_REMEMBERED)
def opening_anaphor(text: str, language: str) -> str | None:
    """The pronoun or linking word, in lower case, that ties the opening of `text` to the text before it."""
    words = knowledge(language).phrases
    start = text.lstrip(_OPENING_MARKS)
    if opening(words.deictic, language).match(start):
        return None
    for kind in (words.anaphors, words.links):
        if found := opening(kind, language).match(start):
            return found[0].lower()
    return None


@lru_cache(maxsize=_REMEMBERED)
def unnamed_speaker(text: str, language: str) -> bool:
    """Whether the sentence is a quotation whose speaker is a pronoun or is not named in it at all."""
    outside = outside_quotations(text, unclosed=True)
    if outside == text:
        return False
    if re.search(knowledge(language).phrases.speakers.speech, outside, re.IGNORECASE):
        return True
    return text[:1] in '"“„«»”「『' and not _LETTERS.search(outside)


def reads_alone(text: str, language: str) -> bool:
    """Whether nothing in the sentence refers to the text before it."""
    return opening_anaphor(text, language) is None and not _from_a_pronoun(text, language)


def _from_a_pronoun(text: str, language: str) -> bool:
    """Whether the speaker is a pronoun or not named: in quotation marks, or with "she said" between or after commas."""
    if unnamed_speaker(text, language):
        return True
    return re.search(rf", (?:{knowledge(language).phrases.speakers.speech})(?=[,.])", text, re.IGNORECASE) is not None


def antecedents(texts: Sequence[str], language: str, mentions: Mapping[str, int]) -> list[int | None]:
    """For each sentence the index of the one it cannot be read without, or None.

    In a run of sentences that open with the same pronoun ("He ... He ... He ...") all depend on the one before the run.
    A sentence that opens with a definite noun ("The search ...") depends on the one that first mentions it. The first
    sentence of a text depends on none. `mentions` gives for each stem the first sentence that has it.
    """
    needs: list[int | None] = []
    anaphors = [opening_anaphor(text, language) for text in texts]
    for index, text in enumerate(texts):
        noun = _definite_noun(text, language)
        if index == 0:
            needs.append(None)
        elif anaphors[index] is not None and anaphors[index] == anaphors[index - 1]:
            needs.append(needs[index - 1])
        elif anaphors[index] is not None or _from_a_pronoun(text, language):
            needs.append(index - 1)
        else:
            mention = mentions.get(noun, index) if noun else index
            needs.append(mention if mention < index else None)
    return needs


def _definite_noun(text: str, language: str) -> str | None:
    """The stem of the noun with which a sentence opens after a definite article: "The search has ..." gives `search`."""
    found = re.match(knowledge(language).phrases.definite, text.lstrip(_OPENING_MARKS))
    return found["noun"].lower()[:STEM_LETTERS] if found else None


def unfit(texts: Sequence[str], language: str) -> list[bool]:
    """Whether each sentence should be left out of briefs.

    Unfit are parts of a quotation that runs over several sentences, program code, copyright lines, sentences of a few
    words, and, in texts that mostly have full stops, lines without an end.
    """
    # One look at the whole text spares a slow search of each sentence.
    lowered = "\n".join(texts).lower()
    notices = any(sign in lowered for sign in _NOTICE_SIGNS)
    ended = [finished(text) for text in texts]
    strict = sum(ended) > _TERMINATED_SHARE * len(texts)
    return [
        quoted
        or noise(text, language)
        or _spoken_by_nobody(text)
        or (notices and _NOTICE.search(text) is not None)
        or (strict and not done)
        for text, quoted, done in zip(texts, _broken_quotations(texts), ended, strict=True)
    ]


def _spoken_by_nobody(text: str) -> bool:
    """Whether the sentence is the beginning of direct speech after a dash, and does not say whose."""
    return text.startswith(_SPEECH) and not any(after.islower() for after in _CLAUSES.findall(text[2:]))


def finished(text: str) -> bool:
    """Whether the text ends as a sentence does, with a final mark and perhaps a closing quotation mark."""
    return _FINAL.search(text[-_TAIL:]) is not None


def noise(text: str, language: str) -> bool:
    """Whether the sentence is program code, too short to say anything, or has a "word" that is data."""
    if is_unspaced(language):
        unsaid = len(text) < _MIN_CHARACTERS
    else:
        words = text.split()
        unsaid = len(words) < _MIN_WORDS or (len(text) > _LONGEST_WORD and max(map(len, words)) > _LONGEST_WORD)
    return unsaid or (not _CODE_MARKS.isdisjoint(text) and _CODE.search(text) is not None)


def _broken_quotations(texts: Sequence[str]) -> list[bool]:
    """Whether each sentence has half a quotation or is between two such halves."""
    broken = [not balanced(text) for text in texts]
    halves = [index for index, half in enumerate(broken) if half]
    position = 0
    while position + 1 < len(halves):
        start, end = halves[position], halves[position + 1]
        if end - start < _LONGEST_QUOTATION:
            broken[start : end + 1] = [True] * (end + 1 - start)
            position += 1
        position += 1
    return broken
