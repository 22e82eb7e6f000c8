"""What is known of German, shown through the functions that use it."""

from __future__ import annotations

import pytest

from briefsmith.languages.vocabulary import is_common
from briefsmith.translate.typography.figures import localize

from .known import sentences, units, values


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("zwei Fähren", "2"), ("zwo Fähren", "2"), ("neunzehn Fähren", "19"), ("einundzwanzig Fähren", "21"),
        ("dreissig Fähren", "30"), ("dreihundertfünf Fähren", "305"), ("zwölftausend Fähren", "12000"),
        ("zweihundertfünfzigtausend Fähren", "250000"), ("der siebten Fähre", "7"), ("am zwölften Tag", "12"),
        ("tausend Fähren", "1000"), ("eine Million Fahrten", "1000000"),
    ],
)  # fmt: skip
def test_numbers_in_words(words: str, value: str) -> None:
    assert values(words, "de", "number") == [value]


def test_articles_are_words() -> None:
    assert values("Eine Fähre und ein Hafen.", "de", "number") == []


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("1,5 Mio. Fahrten", "number", "1500000"), ("3 Mrd. Fahrten", "number", "3000000000"),
        ("die 1990er", "number", "1990"),
        ("3 Prozent", "percent", "3"), ("3 Prozentpunkte", "percent", "3"), ("um 3 Prozentpunkten", "percent", "3"),
        ("5 US-Dollar", "money", "USD 5"), ("5 Pfund", "money", "GBP 5"), ("5 Mrd. Rubel", "money", "RUB 5000000000"),
        ("7 Rupien", "money", "INR 7"), ("9 Franken", "money", "CHF 9"), ("1.234,50 Euro", "money", "EUR 1234.5"),
    ],
)  # fmt: skip
def test_percentages_and_sums(text: str, kind: str, value: str) -> None:
    assert [v for v in values(text, "de", kind) if v] == [value]


def test_ranges() -> None:
    assert values("4 bis 5 Millionen", "de", "number") == ["4000000", "5000000"]
    assert values("zwischen 4 und 5 Millionen", "de", "number") == ["4000000", "5000000"]


def test_units_in_the_dative() -> None:
    assert units("vor 3 Jahrzehnten, nach 20 Kilometern, mit 2 Std", "de") == [
        "duration-decade",
        "length-kilometer",
        "duration-hour",
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3. Mai 2026", "2026-05-03"), ("27.11.", "--11-27"), ("3.4.2026", "2026-04-03"), ("5. Jänner", "--01-05"),
        ("im Mai", "--05"), ("am Sonnabend", "W6"), ("2. Feber", "--02-02"),
    ],
)  # fmt: skip
def test_dates(text: str, value: str) -> None:
    assert values(text, "de", "date") == [value]


def test_times() -> None:
    assert values("Von 8 Uhr 15 über 9.30 Uhr bis 20 Uhr", "de", "time") == ["08:15", "09:30", "20:00"]


def test_negations() -> None:
    assert values("Der Rat hat den Plan nicht gebilligt, und niemand klagte.", "de", "negation") == ["gebill", "klagte"]


def test_nouns_are_not_names() -> None:
    text = "Am Dienstag sprach Ursula von der Leyen in Wanstorf über den Hafen und die Straßenbahnhaltestelle."
    assert values(text, "de", "name") == ["ursula von der leyen", "wanstorf"]


def test_a_compound_is_as_common_as_its_last_part() -> None:
    assert is_common("dorfschule", "de")
    assert not is_common("altenburg", "de")
    assert not is_common("dorfschule", "en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Es war nach dem 2. Weltkrieg.", 1),
        ("Es endet am 30. Danach gilt es.", 2),
        ("Am 3. Mai kam er.", 1),
        ("Im 19. Jahrhundert war es so.", 1),
        ("Er war 30. Damals regnete es.", 2),
        ("Wir trafen Hrn. Okafor am Hafen.", 1),
        ("Nach Art. 5 gilt das. Nach Abs. 2 nicht.", 2),
        ("Roe v. Wade gilt nicht mehr.", 1),
    ],
)
def test_sentences(text: str, expected: int) -> None:
    assert len(sentences(text, "de")) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("at 5 p.m.", "um 5 p.m.", "um 17 Uhr"),
        ("at 5.30pm", "um 5.30 Uhr", "um 17:30 Uhr"),
        ("at 5 p.m.", "um 5 Uhr am Nachmittag", "um 17 Uhr am Nachmittag"),
        ("at 5 p.m.", "um 5 Uhr am späten abend", "um 17 Uhr am späten abend"),
        ("at 5 p.m.", "um 5 Uhr nachmittags", "um 5 Uhr nachmittags"),
        ("at 5 p.m.", "um 5 Uhr am nachmittag", "um 5 Uhr am nachmittag"),
        ('"so, ‘no’ it is"', '"so, ‘nein’ ist es"', "„so, ‚nein‘ ist es“"),
        ("Why?", "Warum ?", "Warum ?"),
        ("it paid $5", "es zahlte $5 Dollar", "es zahlte 5 Dollar"),
    ],
)
def test_typography(source: str, target: str, expected: str) -> None:
    assert localize(source, target, ("en", "de")) == expected
