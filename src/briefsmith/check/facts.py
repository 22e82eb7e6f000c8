"""The facts in a text: numbers, money, dates, times, names, quotations, negations, addresses, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FactKind = Literal["number", "percent", "money", "date", "time", "name", "quote", "negation", "url"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: `text` stands at `start:end`, in code points, of the text given to `extract`.

    Facts of one kind with equal `value` are the same fact. For numbers, percentages, money, dates and times this holds
    across spellings and languages: `2400000000`; `12.5`; `EUR 283.82`; `2026-11-24`, `--11-24`, `2026-11`, `--11`,
    `W2` (a Tuesday); `20:30`. Names and quotations are lower-cased; a negation has the stem of the word it negates.
    `unit` is what a number counts, where it is a measure, by its CLDR name: `length-mile`, `duration-year`.
    """

    kind: FactKind
    text: str
    start: int
    end: int
    value: str
    unit: str = ""


def extract(text: str, language: str) -> list[Fact]:
    """All facts of the text in order of their start; those of one kind do not overlap.

    Figures within an address, a date or a time are part of it and no facts of their own. A year alone is a number.
    """
    from briefsmith.check.amounts import amounts
    from briefsmith.check.dates import dates
    from briefsmith.check.names import names
    from briefsmith.check.negation import negations
    from briefsmith.check.quotes import quotes
    from briefsmith.check.urls import urls

    addresses = urls(text)
    times = dates(text, language, taken=addresses)
    taken = [*addresses, *times]
    taken = [*taken, *amounts(text, language, taken=taken)]
    facts = [*taken, *names(text, language, taken=taken), *quotes(text), *negations(text, language)]
    return sorted(facts, key=lambda fact: (fact.start, fact.end))
