from __future__ import annotations

import pytest

from briefsmith.translate.guards.base import Sides
from briefsmith.translate.guards.copies import CopiesGuard, is_copy

GERMAN = "Er sagte, dass der Regen gestern in der ganzen Stadt aufhörte."
HEADLINE = "COUNCIL BUYS NEW FERRIES FOR THE RIVER"


def test_a_copy_is_found_unless_it_is_in_the_language_already() -> None:
    (finding,) = CopiesGuard().findings(Sides(GERMAN, GERMAN, ("de", "en")))
    assert (finding.kind, finding.weight, finding.remedy) == ("copy", 4, "retry")
    assert CopiesGuard().findings(Sides(GERMAN, GERMAN, ("en", "de"))) == []


def test_mixed_language_is_not_a_copy() -> None:
    assert not is_copy("The sign said „Bitte nicht stören“ in red.", "Auf dem Schild stand rot „Bitte nicht stören“.")


@pytest.mark.parametrize(
    ("text", "copy"), [("Helena Okafor", False), (HEADLINE, True), ("The old mill burned down", True), ("42 %", False)]
)
def test_names_and_figures_are_not_copies_of_themselves(text: str, copy: bool) -> None:
    assert is_copy(text, text) is copy


def test_a_copy_with_other_marks_is_a_copy() -> None:
    assert is_copy("TOWN’S “GOLDEN” FERRY SINKS AGAIN", "TOWN'S „GOLDEN“ FERRY SINKS AGAIN")
