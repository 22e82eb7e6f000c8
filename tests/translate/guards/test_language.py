from __future__ import annotations

import pytest

from briefsmith.translate.guards import language
from briefsmith.translate.guards.base import Sides
from briefsmith.translate.guards.language import TargetLanguageGuard

SOURCE = "The council voted for new ferries on the river."
FRENCH = "Le conseil a voté pour de nouveaux bateaux sur la rivière."
GERMAN = "Der Rat stimmte für neue Fähren auf dem Fluss."


@pytest.mark.parametrize(
    ("target", "wanted", "said"),
    [
        (FRENCH, "de", "the translation is in fr, not de"),
        (GERMAN, "de", None),
        ("Le conseil a voté.", "de", None),
        (GERMAN, "sv", "the translation is in de, not sv"),
    ],
)
def test_another_language(target: str, wanted: str, said: str | None) -> None:
    found = TargetLanguageGuard().findings(Sides(SOURCE, target, ("en", wanted)))
    assert [(finding.message, finding.weight) for finding in found] == ([(said, 2)] if said else [])


def test_it_is_not_asked_for_where_the_word_table_explains_the_target(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(language, "language_of", asked.append)
    TargetLanguageGuard().findings(Sides(SOURCE, GERMAN, ("en", "de")))
    assert asked == []
    TargetLanguageGuard().findings(Sides(SOURCE, GERMAN, ("en", "sv")))
    assert asked == [GERMAN]
