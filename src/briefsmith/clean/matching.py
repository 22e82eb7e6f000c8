"""Matches a line against the phrases of page furniture, in time independent of how many phrases there are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from briefsmith.clean.furniture import PROSE_REASONS, SENTENCE_REASONS, phrases
from briefsmith.languages.patterns import any_word
from briefsmith.text.tokens import MARKS

_NUMBER = re.compile(r"\d[\d.,]*(?:\s?[km](?!\w))?")
_BETWEEN_ENTRIES = re.compile(r"\s{2,}|\s?[\t|•·]\s?")
_PUNCTUATION = re.compile(rf"[^\w#©%+{MARKS}]+")
# Scripts that do not separate words, or write syllables.
DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\u0e00-\u0eff\u1780-\u17ff]")
# What a phrase without spaces has at least to be looked for within a "word" of such a script: 分享到, แสดงความคิดเห็น.
_DENSEST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]{3}|[\u0e00-\u0eff\u1780-\u17ff]{8}")

# A line that begins with a phrase is furniture only while it is short: 'Share this story', not a sentence on sharing.
_LONGEST_LINE = 100
_LONGEST_BANNER = 700

Table = dict[str, str]


def normalise(text: str) -> str:
    """The text in lower case with numbers as `#` and without punctuation, for comparing lines."""
    # Case folding leaves a dot above the i of a Turkish İ.
    folded = text.casefold().replace("i\u0307", "i")
    return _PUNCTUATION.sub(" ", _NUMBER.sub("#", folded)).replace("_", " ").strip()


@cache
def _tables() -> tuple[Table, Table, Table]:
    """The phrases as (whole lines, beginnings, parts), each mapping to its reason."""
    exact: Table = {}
    prefix: Table = {}
    part: Table = {}
    for reason, group in phrases().items():
        for phrase in group:
            starts, ends = phrase.startswith("* "), phrase.endswith(" *")
            body = normalise(phrase.removeprefix("* ").removesuffix(" *").replace("#", "0"))
            (part if starts else prefix if ends else exact).setdefault(body, reason)
            if ends and not starts:
                exact.setdefault(body, reason)
    return exact, prefix, part


@cache
def _parts() -> tuple[frozenset[str], re.Pattern[str]]:
    """The longest word of each phrase that may be anywhere in a line, and the expression that finds the phrases.

    The words are looked up first: most lines have none of them, and the expression costs ten times as much.
    """
    parts = sorted(_tables()[2], key=len, reverse=True)
    words = frozenset(max(part.split(" "), key=len) for part in parts)
    return words, re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, parts)) + r")(?!\w)")


@cache
def _unspaced() -> tuple[Table, re.Pattern[str], Table, re.Pattern[str]]:
    """The beginnings and parts in scripts without spaces, where a phrase need not end with its "word"."""
    _, prefix, part = _tables()
    tables = [{key: table[key] for key in table if _DENSEST.match(key)} for table in (prefix, part)]
    begin, within = (re.compile(any_word(table) or "(?!)") for table in tables)
    return tables[0], begin, tables[1], within


@dataclass(frozen=True, slots=True)
class LineShape:
    """What a phrase requires of its line besides the words."""

    length: int  # characters
    names: bool  # names or a colon follow the first word
    few: bool  # a few words of a script without capitals, where nothing shows whether they are names
    full_stop: bool  # ends with a full stop
    prose: bool  # ends as a sentence does and is long enough for one: only banners are looked for


def match_phrase(key: str, shape: LineShape) -> str | None:
    """The reason whose phrase the normalised line matches, None if none does."""
    if shape.length > _LONGEST_BANNER or not key:
        return None
    exact, prefix, _ = _tables()
    if not shape.prose:
        if key in exact:
            return exact[key]
        short = shape.length <= _LONGEST_LINE
        reason = _match_prefix(key, prefix, fewest=1 if shape.names else 2) if short else None
        if shape.few and prefix.get(key.partition(" ")[0]) == "byline":
            return "byline"
        if reason is not None and (shape.names or not shape.full_stop or reason in SENTENCE_REASONS):
            return reason
    return _match_part(key, prose=shape.prose) or (_match_unspaced(key, shape) if DENSE.search(key) else None)


def _match_unspaced(key: str, shape: LineShape) -> str | None:
    begins, begin, parts, within = _unspaced()
    if not shape.prose and shape.length <= _LONGEST_LINE and (found := begin.match(key)):
        return begins[found.group()]
    if found := within.search(key):
        reason = parts[found.group()]
        return reason if not shape.prose or reason in PROSE_REASONS else None
    return None


def match_entries(line: str) -> str | None:
    """The reason of a line of several entries (`Share  Save  Print`), most of which are whole phrases; else None."""
    if len(line) > _LONGEST_LINE or _BETWEEN_ENTRIES.search(line) is None:
        return None
    entries = [normalise(entry) for entry in _BETWEEN_ENTRIES.split(line)]
    reasons = [reason for entry in entries if (reason := _tables()[0].get(entry)) is not None]
    return reasons[0] if len(reasons) >= 2 and 2 * len(reasons) > len(entries) else None


def _match_prefix(key: str, prefix: Table, *, fewest: int) -> str | None:
    words = key.split(" ")
    for count in range(min(len(words), 8), fewest - 1, -1):
        reason = prefix.get(" ".join(words[:count]))
        if reason is not None:
            return reason
    return None


def _match_part(key: str, *, prose: bool) -> str | None:
    words, parts = _parts()
    found = None if words.isdisjoint(key.split(" ")) else parts.search(key)
    if found is None:
        return None
    reason = _tables()[2][found.group()]
    return reason if not prose or reason in PROSE_REASONS else None
