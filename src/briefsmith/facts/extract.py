"""All facts in a text, found kind by kind."""

from __future__ import annotations

from collections.abc import Sequence

from briefsmith.facts.amounts import amounts
from briefsmith.facts.dates import dates
from briefsmith.facts.fact import Fact
from briefsmith.facts.names import names
from briefsmith.facts.negation import negations
from briefsmith.facts.quotes import quotes
from briefsmith.facts.urls import urls


def measured(text: str, language: str) -> list[Fact]:
    """Addresses, dates, times and amounts: the facts that the others give way to.

    Figures in an address, a date or a time are part of it and not separate facts. A year alone is a number.
    """
    addresses = urls(text)
    taken = [*addresses, *dates(text, language, taken=addresses)]
    return [*taken, *amounts(text, language, taken=taken)]


def extract(text: str, language: str, known: Sequence[Fact] | None = None) -> list[Fact]:
    """All facts of the text in order of their start; those of one kind do not overlap. `known` is what `measured` found."""
    taken = measured(text, language) if known is None else known
    facts = [*taken, *names(text, language, taken=taken), *quotes(text), *negations(text, language)]
    return sorted(facts, key=lambda fact: (fact.start, fact.end))
