from __future__ import annotations

import pytest

from briefsmith.translate.guards.base import Sides
from briefsmith.translate.guards.negation import NegationsGuard


@pytest.mark.parametrize(
    ("source", "target"),
    [("The mayor did not sign the contract.", "Der Bürgermeister unterschrieb den Vertrag."),
     ("There was no rain in the valley.", "Im Tal gab es Regen.")],
)  # fmt: skip
def test_a_dropped_negation_is_found(source: str, target: str) -> None:
    (finding,) = NegationsGuard().findings(Sides(source, target, ("en", "de")))
    assert (finding.kind, finding.weight) == ("negation", 1)


@pytest.mark.parametrize(
    ("source", "target"),
    [("He did not come.", "Er kam nicht."), ("He did not come.", "Er kam kaum."),
     ("Not only the mayor came.", "Der Bürgermeister kam auch."), ("Room no. 5 is free.", "Zimmer 5 ist frei.")],
)  # fmt: skip
def test_a_negation_may_be_said_otherwise_or_be_none(source: str, target: str) -> None:
    assert NegationsGuard().findings(Sides(source, target, ("en", "de"))) == []


@pytest.mark.parametrize(
    ("source", "target", "language"),
    [("Zayat no resultó herido.", "Zayat was unhurt.", "es"),
     ("Les billets ne sont pas transmissibles.", "The tickets are non-transferable.", "fr"),
     ("Ils restent sans doute légitimes.", "They are undoubtedly legitimate.", "fr"),
     ("Es por invasión y no por vandalismo.", "It is for trespassing rather than vandalism.", "es")],
)  # fmt: skip
def test_english_may_negate_within_a_word(source: str, target: str, language: str) -> None:
    assert NegationsGuard().findings(Sides(source, target, (language, "en"))) == []


def test_negations_of_both_languages_must_be_known() -> None:
    assert NegationsGuard().knows(("fr", "es"))
    assert not NegationsGuard().knows(("en", "pl"))
    assert not NegationsGuard().knows(("pl", "en"))
    assert NegationsGuard().findings(Sides("He did not come.", "Przyszedł.", ("en", "pl"))) == []
