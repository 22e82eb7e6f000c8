"""What is known of French, shown through the functions that use it."""

from __future__ import annotations

import pytest

from briefsmith.translate.typography.figures import localize

from .known import sentences, units, values


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("deux bacs", "2"), ("dix-sept bacs", "17"), ("vingt et un bacs", "21"), ("soixante-dix bacs", "70"),
        ("soixante et onze bacs", "71"), ("quatre-vingts bacs", "80"), ("quatre-vingt-dix-neuf bacs", "99"),
        ("septante bacs", "70"), ("son cinquième bac", "5"), ("mille bacs", "1000"), ("un million de trajets", "1000000"),
    ],
)  # fmt: skip
def test_numbers_in_words(words: str, value: str) -> None:
    assert values(words, "fr", "number") == [value]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("1,5 milliard de trajets", "number", "1500000000"), ("3 mds", "number", "3000000000"), ("le 21e bac", "number", "21"),
        ("3 pour cent", "percent", "3"), ("3 points de pourcentage", "percent", "3"),
        ("5 millions d’euros", "money", "EUR 5000000"), ("5 milliards de dollars", "money", "USD 5000000000"),
        ("5 livres sterling", "money", "GBP 5"), ("7 roupies", "money", "INR 7"), ("9 francs suisses", "money", "CHF 9"),
    ],
)  # fmt: skip
def test_percentages_and_sums(text: str, kind: str, value: str) -> None:
    assert values(text, "fr", kind) == [value]


def test_ranges() -> None:
    assert values("4 à 5 millions", "fr", "number") == ["4000000", "5000000"]
    assert values("entre 4 et 5 millions", "fr", "number") == ["4000000", "5000000"]


def test_units() -> None:
    assert units("3 ans, 5 années, 2 kilos", "fr") == ["duration-year", "duration-year", "mass-kilogram"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("1er mai 2026", "2026-05-01"), ("le 3 mai", "--05-03"), ("en mars", "--03"), ("3/4/2026", "2026-04-03")],
)
def test_dates(text: str, value: str) -> None:
    assert values(text, "fr", "date") == [value]


def test_mars_is_a_planet_as_well() -> None:
    assert values("La sonde vise Mars.", "fr", "date") == []


def test_times() -> None:
    assert values("De 8h15 à 9 heures, puis vers 20 h", "fr", "time") == ["08:15", "09:00", "20:00"]


def test_negations() -> None:
    assert values("Le conseil n’a pas encore signé, et personne ne proteste.", "fr", "negation") == ["encore", "ne"]


def test_names_with_elision_and_particles() -> None:
    assert values("Le maire d'Orvanne a vu hier matin cette eau de l'Eure avec Marie de la Tour.", "fr", "name") == [
        "orvanne",
        "eure",
        "marie de la tour",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mme. Duval est venue. Elle parle.", 2),
        ("Le dr. et M. Duval sont venus.", 1),
        ("Voir fig. 3 et vol. 2.", 1),
        ("Le film Mrs. Doubtfire passe.", 1),
    ],
)
def test_sentences(text: str, expected: int) -> None:
    assert len(sentences(text, "fr")) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("at 5 p.m.", "à 5 p.m.", "à 17 h"),
        ("at 10.30pm", "à 10,30 heures", "à 22 h 30"),
        ("at 5 p.m.", "à 5 heures du soir", "à 5 heures du soir"),
        ("Why? Because: yes!", "Pourquoi? Parce que: oui!", "Pourquoi\u202f? Parce que\u00a0: oui\u202f!"),
        ('"so"', '"ainsi"', "«\u00a0ainsi\u00a0»"),
        ("it paid $5", "il a payé $5 dollars", "il a payé 5 dollars"),
    ],
)
def test_typography(source: str, target: str, expected: str) -> None:
    assert localize(source, target, ("en", "fr")) == expected
