"""Who states what a sentence states ("police said"): without it a claim reads as a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from briefsmith.languages import primary
from briefsmith.languages.knowledge import knowledge
from briefsmith.summarize.openings import opening
from briefsmith.text.quotations import outside_quotations

# The subject of a verb of saying, in words, and the words of a whole attribution that a headline has room for.
_SUBJECT = 7
LONGEST = 6
_EDGE = "\"'.,“”"
_CLOSING = ('"', "”", "»", "“")


@dataclass(frozen=True, slots=True)
class Attributed:
    """A sentence without its attribution, and the attribution in a few words; empty if it has none, or only a long one."""

    text: str
    by: str = ""


def attributed(text: str, language: str) -> Attributed:
    """Take the attribution out of a sentence: at its end, between commas, or at its beginning ("According to ...").

    A verb of saying is none without somebody who says it, and none with an object: what it states is in its own clause
    ("Parmalat, the food group, has reported a profit").
    """
    known = _known(primary(language))
    for found in known.places(text):
        by = known.day.sub("", found["by"]).strip()
        if len(by.split()) <= LONGEST and not known.has_verb(found["rest"] or ""):
            before, after = text[: found.start()] + found["quote"], text[found.end() :].lstrip(",").strip()
            joined = f"{before} {after}" if before and re.match(r"\w", after) else before + after
            return Attributed(joined, by[0].lower() + by[1:] if found.start() == 0 else by)
    return Attributed(text)


def mentions(text: str, language: str) -> int:
    """How many signs of an attribution are in the text, outside quotations."""
    return len(_known(primary(language)).sign.findall(outside_quotations(text)))


@dataclass(frozen=True, slots=True)
class _Known:
    """Where an attribution may be: all have the groups `by`, `rest` (what follows the verb or preposition) and `quote` (a
    closing mark before); `after` a subject also `who`, the words of that. `before` and `after` are where the verb stands.
    """

    sources: tuple[re.Pattern[str], ...]
    before: re.Pattern[str]
    after: tuple[re.Pattern[str], ...]
    sign: re.Pattern[str]
    day: re.Pattern[str]
    verbs: str
    # Words with which a phrase or a clause begins; those of them that are tied to the word before; those that join two.
    breaks: frozenset[str]
    weak: frozenset[str]
    joining: tuple[str, ...]
    openers: frozenset[str]
    subordinators: re.Pattern[str]
    language: str

    def places(self, text: str) -> Iterator[re.Match[str]]:
        """The attributions in a text, by a source ("according to"), a verb before its subject, and one after it."""
        for pattern in self.sources:
            yield from pattern.finditer(text)
        # A speaker after the verb looks like an object, so that what is said must be a quotation, or a clause.
        for found in self.before.finditer(text):
            said, rest = text[: found.start()], self.day.sub("", f" {found['rest']}").strip()
            is_clause = self.has_verb(said.partition(" ")[2]) and not self._is_phrase(rest)
            if rest and (found["quote"] or said[-1:] in _CLOSING or is_clause or self._begins(rest, "name")):
                yield found
        for found in (found for pattern in self.after for found in pattern.finditer(text)):
            if self._speaks(found["who"].split()) and (not found["rest"] or self._is_phrase(found["rest"].strip())):
                yield found

    def has_verb(self, text: str) -> bool:
        """Whether the words are a clause, which says something of its own."""
        return any(re.fullmatch(self.verbs, word.strip(_EDGE), re.IGNORECASE) for word in text.split())

    def _speaks(self, who: list[str]) -> bool:
        """Whether the words name somebody: they begin with no verb and no clause or phrase, and no clause is among them."""
        first = who[0]
        if first[0].islower() and (self.has_verb(first) or first in self.breaks or first in self.openers):
            return False
        # "the WHO" is no relative clause.
        return not any(
            word.islower() and self.subordinators.fullmatch(word) for word in who if word not in self.joining
        )

    def _is_phrase(self, rest: str) -> bool:
        """Whether it is no object but says where, when or how: it begins with a preposition or a day, or is "early Friday"."""
        first, _, more = rest.partition(" ")
        if first.lower() in self.breaks:
            return first.lower() not in self.weak
        return self._begins(rest, "date") or (" " not in more and self._begins(more, "date"))

    def _begins(self, text: str, kind: str) -> bool:
        """Whether the words begin with a name, or a day; few sentences ask, so that facts are read only then."""
        from briefsmith.facts.extract import extract

        return any(fact.kind == kind and fact.start == 0 for fact in extract(text, self.language))


@cache
def _known(language: str) -> _Known:
    words = knowledge(language).phrases
    verb, source = words.speakers.attributing, words.speakers.sources
    joining = "|".join(words.coordinating) or "(?!)"
    start, end = r",(?P<quote>[\"”»“]?) (?!(?:" + joining + r")\b)", r"(?=,|[.!?]?$)"
    subject = rf"(?P<who>(?:[^\s,;:\"“”«»]+ ){{1,{_SUBJECT}}}?)"
    return _Known(
        (
            re.compile(rf"^(?P<quote>)(?P<by>(?:{source}) (?P<rest>[^,;:]{{2,60}}))(?=, )", re.IGNORECASE),
            re.compile(rf"{start}(?P<by>(?:{source}) (?P<rest>[^,;:]{{2,60}}?)){end}"),
        ),
        re.compile(rf"{start}(?P<by>(?:{verb}) (?P<rest>[^,;:]{{2,60}}?)){end}"),
        # The second finds "a report suggests", of which the first takes "report" for the verb.
        (
            re.compile(rf"{start}(?P<by>{subject}(?:{verb}))(?P<rest> [^,;:]{{2,60}}?)?{end}"),
            re.compile(rf"{start}(?P<by>{subject}(?:{verb}))(?P<rest>){end}"),
        ),
        re.compile(rf"(?<!\w)(?:{verb}|{source})(?!\w)", re.IGNORECASE),
        re.compile(words.days),
        words.verbs or "(?!)",
        frozenset(words.breaks.split()),
        frozenset(words.weak.split()),
        words.coordinating,
        frozenset(words.openers.split("|")),
        opening(words.subordinators, language),
        language,
    )
