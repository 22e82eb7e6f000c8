"""Who states what a sentence states ("police said"): without it a claim reads as a fact."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from briefsmith.languages import primary
from briefsmith.languages.knowledge import knowledge

_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|„[^“”]*[“”]|«[^»]*»")
# The subject of a verb of saying, in words, and the words of a whole attribution that a headline has room for.
_SUBJECT = 7
LONGEST = 6


@dataclass(frozen=True, slots=True)
class Attributed:
    """A sentence without its attribution, and the attribution in a few words; empty if it has none, or only a long one."""

    text: str
    by: str = ""


def attributed(text: str, language: str) -> Attributed:
    """Take the attribution out of a sentence: at its end, between commas, or at its beginning ("According to ...")."""
    known = _patterns(primary(language))
    for pattern in known.places:
        for found in pattern.finditer(text):
            by = known.day.sub("", found["by"]).strip()
            if len(by.split()) <= LONGEST and not known.has_other_verb(found["rest"] or ""):
                before, after = text[: found.start()] + found["quote"], text[found.end() :].lstrip(",").strip()
                joined = f"{before} {after}" if before and re.match(r"\w", after) else before + after
                return Attributed(joined, by[0].lower() + by[1:] if found.start() == 0 else by)
    return Attributed(text)


def mentions(text: str, language: str) -> int:
    """How many signs of an attribution are in the text, outside quotations."""
    return len(_patterns(primary(language)).sign.findall(_QUOTED.sub(" ", text)))


@dataclass(frozen=True, slots=True)
class _Patterns:
    """`places` have the groups `by`, `rest` (what follows the verb) and `quote` (a closing mark before)."""

    places: tuple[re.Pattern[str], ...]
    sign: re.Pattern[str]
    day: re.Pattern[str]
    verbs: str

    def has_other_verb(self, text: str) -> bool:
        """Whether the words are a clause, which says something of its own."""
        return any(re.fullmatch(self.verbs, word.strip("\"'.,"), re.IGNORECASE) for word in text.split())


@cache
def _patterns(language: str) -> _Patterns:
    words = knowledge(language).phrases
    verb, source = words.speakers.attributing, words.speakers.sources
    joining = "|".join(words.coordinating) or "(?!)"
    start, end = r",(?P<quote>[\"”»“]?) (?!(?:" + joining + r")\b)", r"(?=,|[.!?]?$)"
    word = r"[^\s,;:\"“”«»]+"
    return _Patterns(
        (
            re.compile(rf"^(?P<quote>)(?P<by>(?:{source}) (?P<rest>[^,;:]{{2,60}}))(?=, )", re.IGNORECASE),
            re.compile(rf"{start}(?P<by>(?:{source}) (?P<rest>[^,;:]{{2,60}}?)){end}"),
            re.compile(rf"{start}(?P<by>(?:{verb}) (?P<rest>[^,;:]{{2,60}}?)){end}"),
            re.compile(rf"{start}(?P<by>(?:{word} ){{1,{_SUBJECT}}}?(?:{verb}))(?P<rest> [^,;:]{{2,60}}?)?{end}"),
        ),
        re.compile(rf"(?<!\w)(?:{verb}|{source})(?!\w)", re.IGNORECASE),
        re.compile(words.days),
        words.verbs or "(?!)",
    )
