from __future__ import annotations

import pytest

from briefsmith.translate.guards.base import Sides
from briefsmith.translate.guards.repetition import RepetitionsGuard, repeated


@pytest.mark.parametrize(
    ("text", "found"),
    [("a a a", ["a"]), ("die die Stadt regieren", []), ("wäre, wäre er da", []), ("nous nous devons", []),
     ("Boot Boot", ["Boot"])],
)  # fmt: skip
def test_repetitions(text: str, found: list[str]) -> None:
    assert repeated(text) == found
    assert repeated(text, text) == []


@pytest.mark.parametrize(
    ("source", "target", "words"),
    [
        ("The ferries are late again.", "Die Fähren sind sind sind wieder spät.", 1),
        ("The Marlow Bay Initiative was named.", "Die Marlow Bay Initiative, die Marlow Bay Initiative wurde genannt.", 4),
    ],
)  # fmt: skip
def test_a_longer_run_weighs_more(source: str, target: str, words: int) -> None:
    (finding,) = RepetitionsGuard().findings(Sides(source, target, ("en", "de")))
    assert (finding.kind, finding.remedy) == ("loop", "split")
    assert finding.weight == pytest.approx(1 + 0.1 * words)


def test_a_word_said_a_thousand_times_is_one_run_of_fifty() -> None:
    assert repeated("wort " * 1000) == ["wort"] * 50
