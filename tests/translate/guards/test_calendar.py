from __future__ import annotations

import pytest

from briefsmith.facts.finding import Span
from briefsmith.translate.guards import findings
from briefsmith.translate.guards.base import Finding, Sides
from briefsmith.translate.guards.calendar import CalendarGuard, new_dates

PAIR = ("en", "de")


@pytest.mark.parametrize("date", ["3/1/2020", "2020-01-03", "3.1.2020"])
def test_a_month_may_be_in_figures(date: str) -> None:
    assert new_dates(f"on {date} at 1.9 %", "am 3. Januar 2020 bei 1,9 %", PAIR) == []


def test_a_french_seven_is_not_september() -> None:
    assert findings("He won it seven times.", "Il l’a gagné sept fois.", ("en", "fr")) == []


def test_lost_and_new_weekdays() -> None:
    found = CalendarGuard().findings(Sides("The council met on Friday.", "Der Rat tagte am Montag.", PAIR))
    assert found == [
        Finding("dates", "lost Friday", lost=(Span(19, 25),)),
        Finding("dates", "not in the source: Montag"),
    ]


@pytest.mark.parametrize(
    ("source", "target", "messages"),
    [
        ("In May and on Monday it may rain.", "Im Mai und am Montag mag es regnen.", []),
        ("It rained on 3 May.", "Es regnete am dritten.", ["lost May"]),
        ("May it rain.", "Möge es regnen.", []),
        ("Prices fell in January.", "Die Preise fielen im Januar im Januar.", ["not in the source: Januar"]),
        ("He comes to the Sunday mass.", "Er kommt zur Sonntagsmesse.", []),
    ],
)
def test_months_that_are_other_words_count_beside_a_figure(source: str, target: str, messages: list[str]) -> None:
    assert [finding.message for finding in CalendarGuard().findings(Sides(source, target, PAIR))] == messages


def test_both_languages_must_have_names_of_days() -> None:
    assert CalendarGuard().knows(("en", "pl"))
    assert not CalendarGuard().knows(("en", "tlh"))
