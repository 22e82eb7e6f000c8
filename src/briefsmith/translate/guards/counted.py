"""What the numbers of a text count: per cent, percentage points, or a unit of measure or time."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from briefsmith.facts.amounts import is_range
from briefsmith.facts.digits import FIGURE, digits
from briefsmith.languages.cldr import lexicon
from briefsmith.languages.knowledge import gathered
from briefsmith.languages.patterns import percent, percent_before, percent_joined
from briefsmith.languages.units import unit_at
from briefsmith.translate.guards.base import Sides

PERCENT, POINTS = "percent", "points"
# A word, which may be a number; looking it up is far faster than an expression of all number words.
# How many characters before a figure may say that it is a percentage.
_BEFORE = 12
_SPELLED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# What may be between numbers that share what is after the second: `25 a un 40 por ciento`. Generous, for the target only.
_SHARING = re.compile(r"\s?(?:[-–/]|,?(?:\s?[^\W\d_]{1,4}){1,2}|,)\s?")


class Counted(NamedTuple):
    """A number at `start:end`, in figures or words, by its digits; `kind` is what it counts, empty if unknown."""

    start: int
    end: int
    digits: str
    kind: str


def counted(text: str, language: str, *, generous: bool = False) -> list[Counted]:
    """The numbers of the text in order, those in words too where the language's are known.

    The first number of a range counts what the second does, with `generous` that of any two neighbours.
    """
    found = [(m.start(), m.end(), digits(m[0])) for m in FIGURE.finditer(text)]
    words = lexicon(language).words
    found += [(m.start(), m.end(), str(words[m[0].lower()])) for m in _SPELLED.finditer(text) if m[0].lower() in words]
    numbers: list[Counted] = []
    after = ""
    for start, end, value in sorted(found, reverse=True):
        kind = _kind(text, start, end, language)
        if not kind and numbers:
            between = text[end : numbers[-1].start]
            if _SHARING.fullmatch(between) if generous else is_range(text[:start], between):
                kind = after
        numbers.append(Counted(start, end, value, kind))
        after = kind
    return numbers[::-1]


def of_source(sides: Sides) -> list[Counted]:
    """The numbers of the source."""
    return counted(sides.source, sides.pair[0])


def of_target(sides: Sides) -> list[Counted]:
    """The numbers of the target."""
    return counted(sides.target, sides.pair[1], generous=True)


def shares(text: str) -> int:
    """How often the text says per cent or percentage points."""
    before = sum(
        percent_before().search(text, max(0, m.start() - _BEFORE), m.start()) is not None for m in FIGURE.finditer(text)
    )
    return len(_share().findall(text)) + before


def _kind(text: str, start: int, end: int, language: str) -> str:
    if match := _share().match(text, end):
        return POINTS if match["points"] else PERCENT
    if percent_before().search(text, max(0, start - _BEFORE), start):
        return PERCENT
    return unit_at(text, end, language)[0]


@cache
def _share() -> re.Pattern[str]:
    """Per cent within a word too: `zehnprozentig`, `5%ige`."""
    points = "|".join(gathered(lambda known: known.numbers.points))
    return re.compile(
        rf"[\s\u00a0\u202f-]{{0,2}}(?:(?P<points>{points})|[%٪]|{percent()}|{percent_joined()})", re.IGNORECASE
    )
