"""Shortens a sentence by rules that change neither its main statement nor any fact that remains.

A rule removes words; it never rewrites. Quotations are not changed, and no rule removes a condition, an exception, a
negation or a contrast. The name of each rule applied is kept, so that provenance can list it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from briefsmith.languages.knowledge import gathered, knowledge
from briefsmith.languages.phrases import Phrases
from briefsmith.summarize.openings import opening
from briefsmith.text.quotations import balanced, quoted_spans

_PARENTHESIS = re.compile(r" ?\((?P<inner>[^()]*)\)(?=[\s.,;:!?…]|$)")
_MANNER = re.compile(r"[a-zß-ÿ]+(?: [a-zß-ÿ]+){0,2}")  # "(laughs)" at the beginning of an answer
_ACRONYM = re.compile(r"[A-ZÄÖÜÉ][\w&.-]{0,9}")
_NAME = r"[A-ZÀ-ÖØ-Þ][\w.'’-]+(?: (?:de|van|von|der|du|bin|al|del|la) ?)?"
_AGENCIES = "|".join(gathered(lambda known: known.phrases.speakers.marks))
_DATELINE = re.compile(
    r"^(?:[A-ZÀ-Þ][\w.'’ -]{1,30}(?:, [\w.'’ -]{2,30})?(?:, \w+\.? \d{1,2})? ?)?"
    rf"\((?:{_AGENCIES})(?: Student News)?\) ?(?:[-–—]+ ?)?(?=[\"“„«‘]?[A-ZÀ-Þ\d])"
)
# An apposition of so many words is who a person is, a longer one tells more of him or her.
_INTRODUCTION_WORDS = 8
_INTRODUCED = re.compile(rf"{_NAME}(?: {_NAME}){{1,3}}, (?P<who>[^,]*),")
_COORDINATING = re.compile(rf"(?:{'|'.join(gathered(lambda known: known.phrases.coordinating))})\b")
_CLAUSE_MARK = re.compile(r"(?:(?<=[^\s\d]),|;|:| [–—-]) ")

# What is left after a cut must have room for a subject and a predicate.
MIN_CLAUSE_WORDS = 5


@dataclass(frozen=True, slots=True)
class Compressed:
    """A shortened sentence and the names of the rules that shortened it, in order."""

    text: str
    rules: tuple[str, ...] = ()


def compress(text: str, language: str, *, introduce: bool = False) -> Compressed:
    """Apply every safe rule once: `dateline`, `connective`, `attribution`, `occasion`, `parenthesis`, `apposition`.

    With `introduce` an apposition of a few words stays: it is who the person is ("the transport minister"), and a reader
    of the brief has not read of it elsewhere.
    """
    words = knowledge(language).phrases
    applied: list[str] = []
    for name, rule in _RULES.items():
        if introduce and name == "apposition" and _introduces(text):
            continue
        shorter = rule(text, words, language)
        if shorter != text and len(shorter) > 1 and balanced(shorter):
            text = shorter
            applied.append(name)
    return Compressed(text, tuple(applied))


def leading_clauses(text: str, language: str) -> list[str]:
    """The sentence cut before a trailing clause, at every boundary that leaves a whole clause; longest first."""
    words = knowledge(language).phrases
    end = text[-1] if text[-1:] in ".!?…" else "."
    found = []
    for mark in _CLAUSE_MARK.finditer(text):
        head, tail = text[: mark.start()].rstrip(), text[mark.end() :]
        if len(head.split()) < MIN_CLAUSE_WORDS or not balanced(head):
            continue
        if opening(words.openers, language).match(head) and "," not in head:
            continue
        if mark[0].strip() == "," and not opening(words.subordinators, language).match(tail):
            continue
        if mark[0].strip() == "," and _in_list(text, mark.end()):
            continue
        if mark[0].strip() == ":":
            continue
        found.append(head.rstrip(" ,;:–—-") + end)
    return found[::-1]


def _in_list(text: str, position: int) -> bool:
    """Whether the clause that begins at `position` is an item of a list: another short item comes before it."""
    before = text[:position].rstrip(", ")
    last = before.rfind(", ")
    return last >= 0 and len(before[last:].split()) <= 3


def capitalized(text: str) -> str:
    """The text with its first letter in upper case, if that is one letter ("ß" is kept)."""
    first = text[:1].upper()
    return first + text[1:] if len(first) == 1 else text


def _dateline(text: str, words: Phrases, language: str) -> str:
    """Drop the agency's mark before the first sentence, `LONDON (Reuters) - `."""
    return _DATELINE.sub("", text)


def _connective(text: str, words: Phrases, language: str) -> str:
    found = re.match(words.connectives, text, re.IGNORECASE)
    return capitalized(text[found.end() :]) if found else text


def _attribution(text: str, words: Phrases, language: str) -> str:
    """Drop the mention of a news agency as the source; claims of persons and institutions remain claims."""
    known = words.speakers
    if re.search(known.agencies, text) is None:
        return text
    agency, said = f"(?:{known.agencies})", f"(?:{known.agency_verbs}){known.agency_day}"
    shorter = re.sub(rf"^{agency} {said} (?:{known.that}) (?=\w)", "", text)
    shorter = re.sub(rf"^{known.by} {agency}, ", "", shorter, flags=re.IGNORECASE)
    shorter = re.sub(rf", {agency} {said}(?=[.!?]$)", "", shorter)
    shorter = re.sub(rf",? {known.by} {agency}(?=[.!?]$)", "", shorter)
    return text if shorter == text else capitalized(shorter)


def _occasion(text: str, words: Phrases, language: str) -> str:
    """Drop where something was said, before or after the verb of saying; the speaker and the verb remain."""
    known = words.speakers
    leading = re.match(rf"(?:{known.occasions}), (?=[^,;:]+ (?:{known.reporting})\b)", text, re.IGNORECASE)
    if leading:
        return capitalized(text[leading.end() :])
    return re.sub(rf"\b({known.reporting}),? (?:{known.occasions}),? (?={known.that}\b)", r"\1 ", text, count=1)


def _parenthesis(text: str, words: Phrases, language: str) -> str:
    """Drop asides in brackets, except acronyms, which later sentences may use, and brackets in quotations."""
    if "(" not in text:
        return text
    quoted = quoted_spans(text)

    def replace(match: re.Match[str]) -> str:
        inside_quote = any(start <= match.start() < end for start, end in quoted)
        manner = match.start() == 0 and _MANNER.fullmatch(match["inner"]) and len(match["inner"]) < len(text) - 3
        if manner:
            return ""
        return match[0] if inside_quote or _ACRONYM.fullmatch(match["inner"]) or match.start() == 0 else ""

    return _PARENTHESIS.sub(replace, text).lstrip()


def _introduces(text: str) -> bool:
    """Whether a sentence begins with a name and who that is, in a few words."""
    found = _INTRODUCED.match(text)
    return found is not None and len(found["who"].split()) <= _INTRODUCTION_WORDS


def _apposition(text: str, words: Phrases, language: str) -> str:
    """Drop the apposition to the full name of a person at the beginning of the sentence."""
    if ", " not in text:
        return text
    pattern = rf"^(?P<name>{_NAME}(?: {_NAME}){{1,3}}), (?:{words.articles})(?<=\w|['’]) ?[^,;:()\"“”«»–—]{{3,90}}, (?=[a-zß-ÿ])"
    found = re.match(pattern, text)
    if found is None or opening(words.openers, language).match(text):
        return text
    rest = text[found.end() :]
    if _COORDINATING.match(rest):
        return text
    return f"{found['name']} {rest}"


_RULES: dict[str, Callable[[str, Phrases, str], str]] = {
    "dateline": _dateline,
    "connective": _connective,
    "attribution": _attribution,
    "occasion": _occasion,
    "parenthesis": _parenthesis,
    "apposition": _apposition,
}
