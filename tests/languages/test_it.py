"""What is known of Italian, shown through the functions that use it."""

from __future__ import annotations

import pytest

from briefsmith.translate.guards import findings, unchecked

from .known import sentences, units, values

PAIR = ("en", "it")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("due barche", "2"), ("diciassette barche", "17"), ("ventuno barche", "21"), ("ventitré barche", "23"),
        ("novantotto barche", "98"), ("duecentocinquanta barche", "250"), ("tremila barche", "3000"),
        ("un milione di viaggi", "1000000"), ("il terzo ponte", "3"), ("mille viaggi", "1000"), ("12.500 viaggi", "12500"),
    ],
)  # fmt: skip
def test_numbers(words: str, value: str) -> None:
    assert values(words, "it", "number") == [value]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("2 miliardi", "number", "2000000000"), ("4,5 per cento", "percent", "4.5"), ("3 punti percentuali", "percent", "3"),
        ("ventitré milioni di euro", "money", "EUR 23000000"), ("5 dollari", "money", "USD 5"), ("5 sterline", "money", "GBP 5"),
    ],
)  # fmt: skip
def test_percentages_and_sums(text: str, kind: str, value: str) -> None:
    assert values(text, "it", kind) == [value]


def test_ranges_and_units() -> None:
    assert values("tra 4 e 5 milioni", "it", "number") == ["4000000", "5000000"]
    assert units("2 chili", "it") == ["mass-kilogram"]


def test_dates_and_times() -> None:
    text = "Martedì 3 maggio 2026 alle 17.30, non alle 9:15"
    assert values(text, "it", "date") == ["W2", "2026-05-03"]
    assert values(text, "it", "time") == ["17:30", "09:15"]


def test_negations() -> None:
    assert values("La giunta non ha votato, senza spiegazioni.", "it", "negation") == ["votato", "spiega"]


def test_abbreviations() -> None:
    assert sentences("Lo ha detto il dott. Rossi ieri. Piove.", "it") == ["Lo ha detto il dott. Rossi ieri.", "Piove."]


@pytest.mark.parametrize(
    ("target", "kinds"),
    [
        ("Martedì la città ha speso ventitré milioni di euro per dodici scuole.", []),
        ("Martedì la città ha speso 23 milioni di euro per scuole.", ["figures"]),
        ("Martedì la città ha speso 32 milioni di euro per dodici scuole.", ["figures", "figures"]),
        ("La città lunedì ha speso 23 milioni di euro per dodici scuole.", ["dates", "dates"]),
        ("Martedì la città ha speso 23 miliardi di euro per dodici scuole.", ["figures"]),
        ("Martedì la città ha speso 23 milioni di sterline per dodici scuole.", ["figures"]),
    ],
)
def test_translations(target: str, kinds: list[str]) -> None:
    source = "On Tuesday the city spent €23 million on twelve schools."
    assert [finding.kind for finding in findings(source, target, PAIR)] == kinds


def test_a_lost_negation() -> None:
    source = "The mayor did not resign."
    assert [finding.kind for finding in findings(source, "Il sindaco ha lasciato.", PAIR)] == ["negation"]
    assert findings(source, "Il sindaco non ha lasciato.", PAIR) == []


def test_what_is_not_known() -> None:
    assert unchecked(PAIR) == [
        "names",
        "countries",
        "figures and names that changed places",
        "left-out parts",
        "untranslated words",
        "made-up words",
        "opposites",
    ]
