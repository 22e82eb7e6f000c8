"""What is known of English, shown through the functions that use it."""

from __future__ import annotations

from collections import Counter

import pytest

from briefsmith.translate.casing import quiet
from briefsmith.translate.headlines import as_sentence
from briefsmith.translate.sums import amounts_in_words
from briefsmith.translate.typography.quotes import local_quotes

from .known import sentences, units, values


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Two ferries", "2"), ("nineteen ferries", "19"), ("ninety-nine ferries", "99"), ("forty two ferries", "42"),
        ("two hundred and fifty ferries", "250"), ("a dozen ferries", "12"), ("three thousand ferries", "3000"),
        ("its twelfth ferry", "12"), ("its fourteenth ferry", "14"), ("its fiftieth ferry", "50"),
    ],
)  # fmt: skip
def test_numbers_in_words(words: str, value: str) -> None:
    assert values(words, "en", "number") == [value]


def test_one_and_second_are_words() -> None:
    assert values("One of them waited a second.", "en", "number") == []


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("a million trips", "number", "1000000"), ("1.5bn trips", "number", "1500000000"),
        ("its 21st trip", "number", "21"), ("the 90s", "number", "90"),
        ("3 percentage points", "percent", "3"), ("3 per cent", "percent", "3"), ("3 pct", "percent", "3"),
        ("5 US-dollars", "money", "USD 5"), ("5 pounds sterling", "money", "GBP 5"), ("5 quid", "money", "GBP 5"),
        ("7 rupees", "money", "INR 7"), ("2 bn roubles", "money", "RUB 2000000000"), ("9 swiss francs", "money", "CHF 9"),
    ],
)  # fmt: skip
def test_percentages_and_sums(text: str, kind: str, value: str) -> None:
    assert values(text, "en", kind) == [value]


def test_ranges() -> None:
    assert values("4 to 5 million", "en", "number") == ["4000000", "5000000"]
    assert values("between 4 and 5 million", "en", "number") == ["4000000", "5000000"]
    assert values("both 4 and 5 million", "en", "number") == ["4", "5000000"]


def test_british_units() -> None:
    assert units("9 kilometres, 3 litres, 80 kilos", "en") == ["length-kilometer", "volume-liter", "mass-kilogram"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3rd of May 2026", "2026-05-03"), ("Sept. 3", "--09-03"), ("3/4/2026", "2026-03-04"), ("13/4/2026", "2026-04-13"),
        ("closed since March", "--03"), ("in May", "--05"),
    ],
)  # fmt: skip
def test_dates(text: str, value: str) -> None:
    assert values(text, "en", "date") == [value]


@pytest.mark.parametrize("text", ["They may go.", "May I go?", "A march in may.", "27.11."])
def test_words_and_figures_that_are_not_dates(text: str) -> None:
    assert values(text, "en", "date") == []


def test_times() -> None:
    assert values("From 5 o’clock to 8:30 p.m. or 12 a.m.", "en", "time") == ["05:00", "20:30", "00:00"]


def test_negations() -> None:
    text = "It will not have been closed, and nobody complained. They can’t swim without permission."
    assert values(text, "en", "negation") == ["closed", "compla", "swim", "permis"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It opened in Vol. 3 of the series.", 1),
        ("See Nos. 3 and 4.", 1),
        ("They called 'em. Nobody came.", 2),
        ("He moved to St. Louis. It rained.", 2),
    ],
)
def test_sentences(text: str, expected: int) -> None:
    assert len(sentences(text, "en")) == expected


def test_typography_of_sums_headlines_and_capitals() -> None:
    assert amounts_in_words("$1.3bn, £4mm and €30k", "en") == "$1.3 billion, £4 million and €30,000"
    assert as_sentence("Council to close bridge", "en", Counter()) == "Council will close bridge"
    assert quiet("THE BRIDGE IS CLOSED", "en", Counter()) == "The bridge is closed"
    assert local_quotes("„so “", "„so“ it is", "en") == "“so” it is"
