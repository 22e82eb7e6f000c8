from __future__ import annotations

from briefsmith.translate.guards.base import Finding, Sides
from briefsmith.translate.guards.empty import Empty


def test_a_translation_of_spaces_is_empty() -> None:
    expected = [Finding("empty", "the translation is empty", 5, "split")]
    assert Empty().findings(Sides("The council met.", "  ")) == expected
    assert Empty().findings(Sides("The council met.", ".")) == []
