from __future__ import annotations

import pytest

from briefsmith.translate.guards import coverage, judge
from briefsmith.translate.guards.base import Sides
from briefsmith.translate.guards.omission import LeftOutGuard, log_odds, word_features
from briefsmith.translate.rerank import omission

SOURCE = (
    "The council voted for new boats, and the mayor said that the old boats would be sold to a museum in the north."
)


@pytest.mark.parametrize(
    ("target", "language"),
    [("Der Rat stimmte für neue Fähren auf dem Fluss.", "de"), ("Le conseil a voté pour de nouveaux bateaux.", "fr"),
     ("El consejo votó por nuevos barcos.", "es")],
)  # fmt: skip
def test_a_lost_half_is_found_in_every_pair_with_a_table(target: str, language: str) -> None:
    (finding,) = LeftOutGuard().findings(Sides(SOURCE, target, ("en", language)))
    assert (finding.kind, finding.remedy) == ("missing", "split")
    assert 0 < finding.weight <= 1


@pytest.mark.parametrize(
    ("source", "language"),
    [("Der Rat stimmte für neue Boote, und der Bürgermeister sagte, die alten kämen in ein Museum im Norden.", "de"),
     ("Le conseil a voté pour de nouveaux bateaux, et le maire a dit que les anciens iraient dans un musée.", "fr"),
     ("El consejo votó por nuevos barcos, y el alcalde dijo que los viejos irían a un museo en el norte.", "es")],
)  # fmt: skip
def test_so_it_is_into_english(source: str, language: str) -> None:
    whole = "The council voted for new boats, and the mayor said the old ones would go to a museum in the north."
    (finding,) = LeftOutGuard().findings(Sides(source, "The council voted for new boats.", (language, "en")))
    assert finding.kind == "missing"
    assert LeftOutGuard().findings(Sides(source, whole, (language, "en"))) == []


def test_a_whole_sentence_is_not() -> None:
    target = (
        "Der Rat stimmte für neue Boote, und der Bürgermeister sagte, dass die alten Boote an ein Museum im Norden "
        "verkauft würden."
    )
    assert LeftOutGuard().findings(Sides(SOURCE, target, ("en", "de"))) == []


def test_a_pair_without_a_table_is_not_known() -> None:
    sides = Sides(SOURCE, "Rådet.", ("en", "sv"))
    assert not LeftOutGuard().knows(sides.pair)
    assert LeftOutGuard().findings(sides) == []
    assert word_features(sides) is None
    assert log_odds(sides) is None


def test_the_word_table_is_asked_once_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, ...]] = []
    features = coverage.features
    monkeypatch.setattr(coverage, "features", lambda *texts: asked.append(texts) or features(*texts))
    sides = Sides(SOURCE, "Der Rat stimmte für neue Fähren.", ("en", "de"))
    assert omission(sides) > 0
    assert {finding.kind for finding in judge(sides)} == {"missing", "length"}
    assert len(asked) == 1
