from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsmith.engines.base import GenerationParams, Hypothesis
from briefsmith.facts.digits import numbers
from briefsmith.testing import FakeEngine
from briefsmith.text.clauses import split_clauses
from briefsmith.translate.guards.base import Sides
from briefsmith.translate.lines import translate_lines
from briefsmith.translate.rerank import best, omission, penalty
from briefsmith.translate.seq2seq import Seq2SeqTranslator

words = st.text("abcdefgh,;: ", max_size=400).map(lambda t: " ".join(t.split()))


def make(engine: FakeEngine) -> Seq2SeqTranslator:
    return Seq2SeqTranslator(engine, GenerationParams())


def test_each_distinct_sentence_is_translated_once_in_one_call() -> None:
    engine = FakeEngine()
    assert make(engine).translate(["one", "two", "one", "", "42 %", "two"]) == ["ONE", "TWO", "ONE", "", "42 %", "TWO"]
    assert engine.calls == [["one", "two"]]


def test_parts_of_a_sentence_get_no_full_stop() -> None:
    engine = FakeEngine()
    translator = Seq2SeqTranslator(engine, GenerationParams(), as_trained=True)
    (found,) = translator.joined([["When the boats sank", "nobody was hurt."]])
    assert found.text == "WHEN THE BOATS SANK NOBODY WAS HURT."


@given(st.lists(words), st.integers(1, 10))
def test_long_sentences_are_cut_and_nothing_is_lost(sentences: list[str], limit: int) -> None:
    engine = FakeEngine(str.upper, max_input_tokens=limit)
    targets = make(engine).translate(sentences)
    assert [t.replace(" ", "") for t in targets] == [s.upper().replace(" ", "") for s in sentences]
    assert all(len(text.split()) <= limit for call in engine.calls for text in call)


def fits(limit: int) -> object:
    return lambda texts: [len(text) <= limit for text in texts]


def test_cuts_prefer_clauses_to_words() -> None:
    text = "The council approved the plan on Tuesday; the opposition, which had asked for more time, left the room"
    assert split_clauses(text, fits(70)) == [  # type: ignore[arg-type]
        "The council approved the plan on Tuesday;",
        "the opposition, which had asked for more time, left the room",
    ]


def test_a_figure_is_never_cut_at_its_comma() -> None:
    pieces = split_clauses("it was sold for 12,345,678 dollars", fits(20))  # type: ignore[arg-type]
    assert any("12,345,678" in piece for piece in pieces)


@given(st.text(min_size=1, max_size=300), st.integers(1, 40))
def test_pieces_hold_every_character(text: str, limit: int) -> None:
    pieces = split_clauses(text, fits(limit))  # type: ignore[arg-type]
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(len(piece) <= limit for piece in pieces)


@pytest.mark.parametrize(
    ("english", "german", "same"),
    [("1,000 people", "1.000 Menschen", True), ("244.8 billion", "244,8 Milliarden", True), ("at 9:30", "um 9:30", True),
     ("1 000 000", "1 000 000", True), ("283.82", "28.82", False), ("in 2025", "im Jahr 2026", False), ("20 of 20", "20", False)],
)  # fmt: skip
def test_numbers_are_compared_without_separators(english: str, german: str, same: bool) -> None:
    assert (numbers(english) == numbers(german)) is same


def test_the_hypothesis_that_keeps_the_figures_wins() -> None:
    hypotheses = [
        Hypothesis("Es kostet 28,82 Euro.", -0.1),
        Hypothesis("Es kostet 283,82 Euro.", -0.4),
        Hypothesis("", 0),
    ]
    assert best("It costs 283.82 euros.", hypotheses).text == "Es kostet 283,82 Euro."


def test_a_copy_and_a_loop_lose() -> None:
    source = "The cat sat on the mat."
    assert best(source, [Hypothesis(source, 0), Hypothesis("Die Katze saß da.", -1)]).text == "Die Katze saß da."
    assert best(source, [Hypothesis("die die die die", 0), Hypothesis("Die Katze.", -1)]).text == "Die Katze."
    assert penalty(Sides("Berlin", "Berlin")) == 0


def test_a_stutter_loses() -> None:
    said, twice = Hypothesis("Der Regen kam.", -0.4), Hypothesis("Der Regen Regen kam.", -0.1)
    assert best("Rain came.", [twice, said]) == said
    assert penalty(Sides("Duran Duran sang.", "Duran Duran sangen.")) == 0


def test_leaving_a_part_out_costs() -> None:
    source = "The mayor opened the new bridge and the old mill on Sunday."
    whole = "Der Bürgermeister eröffnete am Sonntag die neue Brücke und die alte Mühle."
    part = "Der Bürgermeister eröffnete die neue Brücke."
    assert omission(Sides(source, part, ("en", "de"))) > omission(Sides(source, whole, ("en", "de"))) + 0.1
    assert omission(Sides(source, part, ("en", "sv"))) == 0


def test_lines_stay_lines() -> None:
    lines = ["First one. Second one.", "", "   ", "Third one."]
    assert translate_lines(lines, make(FakeEngine()), "en") == ["FIRST ONE. SECOND ONE.", "", "   ", "THIRD ONE."]


def test_a_model_that_names_no_languages_is_an_error(toy: Callable[[str], Path]) -> None:
    """It was skipped in silence, and the embedded model translated."""
    from briefsmith.errors import SettingsError
    from briefsmith.wiring.reading import configured
    from briefsmith.wiring.translation import build_translators

    with pytest.raises(SettingsError, match="its files do not say which languages it translates"):
        build_translators(configured(None, {"translator.models": [str(toy("t5"))]}))
    assert build_translators(configured(None, {"translator.models": [str(toy("marian"))]})).require("en", "de")
