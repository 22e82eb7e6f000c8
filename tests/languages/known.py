"""Helpers of the tests of the languages."""

from __future__ import annotations

from briefsmith.facts.extract import extract
from briefsmith.text.sentences import split_sentences


def values(text: str, language: str, *kinds: str) -> list[str]:
    """The values of the facts of these kinds, in order."""
    return [fact.value for fact in extract(text, language) if fact.kind in kinds]


def units(text: str, language: str) -> list[str]:
    """The units of the numbers, in order."""
    return [fact.unit for fact in extract(text, language) if fact.kind == "number"]


def sentences(text: str, language: str) -> list[str]:
    """The sentences of a text."""
    return [sentence.text for sentence in split_sentences(text, 0, len(text), language, 0)]
