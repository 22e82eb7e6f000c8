"""All facts in a text, found kind by kind."""

from __future__ import annotations

from briefsmith.facts.amounts import amounts
from briefsmith.facts.dates import dates
from briefsmith.facts.fact import Fact
from briefsmith.facts.names import names
from briefsmith.facts.negation import negations
from briefsmith.facts.quotes import quotes
from briefsmith.facts.urls import urls


def extract(text: str, language: str) -> list[Fact]:
    """All facts of the text in order of their start; those of one kind do not overlap.

    Figures in an address, a date or a time are part of it and not separate facts. A year alone is a number.
    """
    addresses = urls(text)
    times = dates(text, language, taken=addresses)
    taken = [*addresses, *times]
    taken = [*taken, *amounts(text, language, taken=taken)]
    facts = [*taken, *names(text, language, taken=taken), *quotes(text), *negations(text, language)]
    return sorted(facts, key=lambda fact: (fact.start, fact.end))
