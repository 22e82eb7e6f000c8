"""What is known of Spanish, shown through the functions that use it."""

from __future__ import annotations

import pytest

from briefsmith.translate.typography.figures import localize

from .known import sentences, units, values


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("dos barcos", "2"), ("dieciséis barcos", "16"), ("veintiún barcos", "21"), ("noventa y siete barcos", "97"),
        ("ciento veinte barcos", "120"), ("quinientas barcas", "500"), ("su séptimo barco", "7"), ("el tercer barco", "3"),
        ("mil barcos", "1000"), ("un millón de viajes", "1000000"), ("12 500 viajes", "12500"),
    ],
)  # fmt: skip
def test_numbers(words: str, value: str) -> None:
    assert values(words, "es", "number") == [value]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("2 mil millones", "number", "2000000000"), ("el 3º barco", "number", "3"),
        ("3 por ciento", "percent", "3"), ("3 puntos porcentuales", "percent", "3"),
        ("5 millones de dólares", "money", "USD 5000000"), ("5 dolares", "money", "USD 5"),
        ("5 libras esterlinas", "money", "GBP 5"), ("7 rupias", "money", "INR 7"), ("9 francos suizos", "money", "CHF 9"),
    ],
)  # fmt: skip
def test_percentages_and_sums(text: str, kind: str, value: str) -> None:
    assert values(text, "es", kind) == [value]


def test_ranges() -> None:
    assert values("4 a 5 millones", "es", "number") == ["4000000", "5000000"]
    assert values("entre 4 y 5 millones", "es", "number") == ["4000000", "5000000"]


def test_units() -> None:
    assert units("2 kilos", "es") == ["mass-kilogram"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("3 de mayo de 2026", "2026-05-03"), ("1º de mayo del 2026", "2026-05-01"), ("setiembre de 2026", "2026-09")],
)
def test_dates(text: str, value: str) -> None:
    assert values(text, "es", "date") == [value]


def test_times() -> None:
    text = "A las 5 de la tarde, a las 12 de la mañana, a las 9 de la noche y a las 8:15"
    assert values(text, "es", "time") == ["17:00", "00:00", "21:00", "08:15"]


def test_negations() -> None:
    text = "El consejo no lo ha firmado, ni el presidente, sin permiso."
    assert values(text, "es", "negation") == ["firmad", "presid", "permis"]


def test_names_with_particles() -> None:
    assert values("Ayer habló con Juana de la Cruz.", "es", "name") == ["juana de la cruz"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Vino la Sra. Ruiz. Habló.", 2), ("Habló el Gral. Ruiz.", 1), ("Véase núm. 3 y sigue.", 1)],
)
def test_sentences(text: str, expected: int) -> None:
    assert len(sentences(text, "es")) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("at 5 p.m.", "a las 5 p.m.", "a las 17:00"),
        ("at 5 p.m.", "a las 5", "a las 5"),
        ('"so, ‘no’ it is"', '"así, ‘no’ es"', "«así, “no” es»"),
        ("Why?", "¿Por qué?", "¿Por qué?"),
    ],
)
def test_typography(source: str, target: str, expected: str) -> None:
    assert localize(source, target, ("en", "es")) == expected
