"""The facts in a text: numbers, money, dates, times, names, quotations, negations, addresses, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FactKind = Literal["number", "percent", "money", "date", "time", "name", "quote", "negation", "url"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: `text` is at `start:end`, in code points, of the text given to `extract`.

    Facts of one kind with equal `value` are the same fact. For numbers, percentages, money, dates and times this is
    true across spellings and languages: `2400000000`; `12.5`; `EUR 283.82`; `2026-11-24`, `--11-24`, `2026-11`, `--11`,
    `W2` (a Tuesday); `20:30`. Names and quotations are lower-cased; a negation has the stem of the word it negates.
    `unit` is what a number counts, where it is a measure, by its CLDR name: `length-mile`, `duration-year`.
    """

    kind: FactKind
    text: str
    start: int
    end: int
    value: str
    unit: str = ""
