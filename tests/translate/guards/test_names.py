from __future__ import annotations

import pytest

from briefsmith.facts.finding import Span
from briefsmith.translate.guards.base import Finding, Sides
from briefsmith.translate.guards.names import NamesGuard, lost_names, restored

PAIR = ("en", "de")


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Said Ada Brannock today.", "Das sagte Ada Branock heute.", "Das sagte Ada Brannock heute."),
        ("Said Ada Brannock today.", "Das sagte Ada Brannocks heute.", "Das sagte Ada Brannocks heute."),
        ("Of the Mantouvalos clan, in Mossack.", "Der Clan Manvalos in Mosack.", "Der Clan Mantouvalos in Mossack."),
        ("They sailed to Polynesia again.", "Sie segelten wieder nach Polynesien.", "Sie segelten wieder nach Polynesien."),
        # Two candidates, a name of the source itself, a common word: nothing is touched.
        ("With Telleran he came.", "Er kam mit Teleran und Tellaran.", "Er kam mit Teleran und Tellaran."),
        ("With Tellaran and Telleran.", "Mit Tellaran und ihm.", "Mit Tellaran und ihm."),
        ("With Wassner he came.", "Mit Wasser kam er.", "Mit Wasser kam er."),
    ],
)  # fmt: skip
def test_misspelt_names_become_those_of_the_source(source: str, target: str, expected: str) -> None:
    assert restored(source, target, PAIR) == expected
    assert restored(source, expected, PAIR) == expected


def test_names_known_to_the_word_table_are_left_to_the_translator() -> None:
    assert restored("He lives in Germany now.", "Er lebt jetzt in Germanny.", PAIR) == "Er lebt jetzt in Germanny."
    assert lost_names("He lives in Germany now.", "Er lebt jetzt hier.", PAIR) == []


def test_lost_names_are_those_that_nothing_resembles() -> None:
    assert lost_names("The mayor Brannock spoke.", "Der Bürgermeister sprach.", PAIR) == ["Brannock"]
    assert lost_names("The mayor Brannock spoke.", "Bürgermeister Branock sprach.", PAIR) == []


def test_a_lost_name_can_be_put_in() -> None:
    sides = Sides("The speech of Oluwaseun Akintola was short.", "Die Rede war kurz, sagte man im Rathaus.", PAIR)
    assert NamesGuard().findings(sides) == [
        Finding("names", "lost Oluwaseun", 0.5, "placeholder", (Span(14, 23, "Oluwaseun"),)),
        Finding("names", "lost Akintola", 0.5, "placeholder", (Span(24, 32, "Akintola"),)),
    ]


def test_where_every_noun_has_a_capital_names_are_not_guessed() -> None:
    """Gewächshausbeheizung is in no table, and no name."""
    source, target = "Gestern wurde die Gewächshausbeheizung erneuert.", "The heating was renewed yesterday."
    assert lost_names(source, target, ("de", "en")) == []
    assert not NamesGuard().knows(("de", "en"))
    assert NamesGuard().knows(("fr", "en"))


def test_a_pair_without_a_table_has_no_unknown_names() -> None:
    assert (
        restored("Said Ada Brannock today.", "Det sade Ada Branock idag.", ("en", "sv")) == "Det sade Ada Branock idag."
    )
    assert not NamesGuard().knows(("en", "sv"))
    assert NamesGuard().knows(PAIR)
