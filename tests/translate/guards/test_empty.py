from __future__ import annotations

from briefsmith.translate.guards.base import Finding, Sides
from briefsmith.translate.guards.empty import EmptyGuard


def test_a_translation_of_spaces_is_empty() -> None:
    expected = [Finding("empty", "the translation is empty", 5, "split")]
    assert EmptyGuard().findings(Sides("The council met.", "  ")) == expected
    assert EmptyGuard().findings(Sides("The council met.", ".")) == []
