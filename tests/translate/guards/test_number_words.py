from __future__ import annotations

import pytest

from briefsmith.translate.guards.number_words import lost_in_words, spelled
from briefsmith.translate.guards.sentence import findings


@pytest.mark.parametrize(
    ("source", "target", "pair"),
    [
        ("The highest level in fourteen years.", "Der höchste Stand seit vierzehn Jahren.", ("en", "de")),
        ("The highest level in fourteen years.", "Der höchste Stand seit 14 Jahren.", ("en", "de")),
        ("He needs five days.", "Er braucht das fünftägige Fest.", ("en", "de")),
        ("About thirty people came.", "Une trentaine de personnes sont venues.", ("en", "fr")),
        ("For four decades.", "Seit 40 Jahren.", ("en", "de")),
        ("Thirty thousand came.", "Vinieron 30.000.", ("en", "es")),
        ("The fourth storm.", "La cuarta tormenta.", ("en", "es")),
        ("They drove to Six Flags.", "Sie fuhren dorthin.", ("en", "de")),
        ("Two or three came; hundreds stayed.", "Einige kamen.", ("en", "de")),
        ("Bitte achten Sie darauf.", "Please mind it.", ("de", "en")),
        ("Fourteen years.", "Fjorton år.", ("en", "sv")),
    ],
)
def test_number_words_that_came_through(source: str, target: str, pair: tuple[str, str]) -> None:
    assert lost_in_words(source, target, pair) == []


@pytest.mark.parametrize(
    ("source", "target", "pair", "word"),
    [
        ("The highest level in fourteen years.", "Le plus haut niveau depuis quatre ans.", ("en", "fr"), "fourteen"),
        ("All eleven boats were sold.", "Alle zwölf Boote wurden verkauft.", ("en", "de"), "eleven"),
        ("Twenty-one boats were sold.", "Se vendieron veinte barcos.", ("en", "es"), "Twenty-one"),
    ],
)
def test_number_words_that_did_not(source: str, target: str, pair: tuple[str, str], word: str) -> None:
    (lost,) = lost_in_words(source, target, pair)
    assert source[lost.start : lost.end] == lost.word == word
    assert f"lost {word}" in [finding.message for finding in findings(source, target, pair)]


def test_values_and_places() -> None:
    assert spelled("the nineteenth of twenty-five", "en") == [(4, 14, "nineteenth", 19), (18, 29, "twenty-five", 25)]
    assert spelled("fjorton", "sv") == []
