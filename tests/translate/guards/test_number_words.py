from __future__ import annotations

import pytest

from briefsmith.translate.guards import findings
from briefsmith.translate.guards.base import Sides
from briefsmith.translate.guards.number_words import NumberWordsGuard, lost_words, spelled


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
    assert lost_words(Sides(source, target, pair)) == []


def test_a_word_with_letters_of_another_language_is_no_number_word() -> None:
    assert [number.word for number in spelled("There were six and sİx and fıve.", "en")] == ["six"]


@pytest.mark.parametrize(
    ("source", "target", "pair", "word", "value"),
    [
        ("The highest level in fourteen years.", "Le plus haut niveau depuis quatre ans.", ("en", "fr"), "fourteen", "14"),
        ("All eleven boats were sold.", "Alle zwölf Boote wurden verkauft.", ("en", "de"), "eleven", "11"),
        ("Twenty-one boats were sold.", "Se vendieron veinte barcos.", ("en", "es"), "Twenty-one", "21"),
    ],
)  # fmt: skip
def test_number_words_that_did_not(source: str, target: str, pair: tuple[str, str], word: str, value: str) -> None:
    (finding,) = NumberWordsGuard().findings(Sides(source, target, pair))
    (span,) = finding.lost
    assert (source[span.start : span.end], span.text) == (word, value)
    assert (finding.kind, finding.message, finding.remedy) == ("figures", f"lost {word}", "placeholder")
    assert finding in findings(source, target, pair)


def test_values_and_places() -> None:
    assert spelled("the nineteenth of twenty-five", "en") == [(4, 14, "nineteenth", 19), (18, 29, "twenty-five", 25)]
    assert spelled("fjorton", "sv") == []


def test_both_languages_must_have_numerals() -> None:
    assert NumberWordsGuard().knows(("en", "de"))
    assert not NumberWordsGuard().knows(("en", "sv"))
    assert not NumberWordsGuard().knows(("sv", "en"))
