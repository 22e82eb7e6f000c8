from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from briefsmith.engines.base import GenerationParams, Hypothesis
from briefsmith.engines.folder import ModelFolder, embedded_models
from briefsmith.errors import ModelUnavailableError
from briefsmith.facts.finding import Span
from briefsmith.settings import Settings
from briefsmith.testing import FakeEngine
from briefsmith.translate.candidates import FolderCandidate
from briefsmith.translate.checked import CheckedTranslator, TranslationOptions
from briefsmith.translate.doubt import DEFAULT, DOUBTFUL, READ, Calibration, Signals, judged, level
from briefsmith.translate.guards.base import Finding, Guard, Sides
from briefsmith.translate.seq2seq import Seq2SeqTranslator
from briefsmith.wiring.translation import build_translators

PAIR = ("en", "sv")  # no word table
SOURCE = "the ferry left the old harbour in the rain"
TARGET = "färjan lämnade den gamla hamnen i regnet"


class Sure(FakeEngine):
    """One sentence, with this score; `forced` is what it says of texts that it is given."""

    def __init__(self, score: float, forced: float = -3.0) -> None:
        super().__init__()
        self.own, self.forced = score, forced
        self.scored: list[tuple[str, str]] = []

    def generate(self, texts: Sequence[str], params: GenerationParams) -> list[list[Hypothesis]]:
        return [[Hypothesis(TARGET, self.own)] for _ in texts]

    def score(self, pairs: Sequence[tuple[str, str]], params: GenerationParams) -> list[float]:
        self.scored += pairs
        return [self.forced] * len(pairs)


def translate(engine: FakeEngine, source: str = SOURCE, **options: object):  # type: ignore[no-untyped-def]
    checked = CheckedTranslator(
        Seq2SeqTranslator(engine, GenerationParams()),
        PAIR,
        TranslationOptions(**options),  # type: ignore[arg-type]
    )
    return checked.checked([source])[0]


def test_the_less_probable_a_translation_the_greater_the_doubt() -> None:
    doubts = [translate(Sure(score)).doubt for score in (-0.05, -0.4, -0.8, -2.0)]
    assert doubts == sorted(doubts)
    assert [level(doubt) for doubt in (doubts[0], doubts[-1])] == ["sure", "doubtful"]


def test_an_engine_without_probabilities_is_to_be_read() -> None:
    done = translate(Sure(0.0))
    assert done.signals == Signals(None, None)
    assert level(done.doubt) == "read"
    assert done.doubt == pytest.approx(DEFAULT.doubt(Signals()), abs=1e-3)


def test_a_text_that_is_not_translated_has_no_doubt() -> None:
    assert translate(Sure(-0.1), "42 %").doubt is None


def test_what_is_found_wrong_is_doubtful_however_sure_the_model() -> None:
    finding = Finding("missing", "a part seems to be missing")
    assert judged(DEFAULT, Signals(0.01, 0.0), [finding]) == DOUBTFUL
    assert judged(DEFAULT, Signals(0.01, 0.0), []) < READ
    assert judged(DEFAULT, Signals(5.0), [finding]) > DOUBTFUL


class Halves(Guard):
    """A finding in every text without a comma between its halves, which a cut at clauses may mend."""

    name = "halves"

    def findings(self, sides: Sides) -> list[Finding]:
        whole = "THE FERRY LEFT" in sides.target and "THE WATER ROSE" in sides.target
        return [] if whole else [Finding("half", "half", remedy="split", lost=(Span(0, 3, None),))]


class Forgets(Sure):
    """Leaves out the second half of long texts."""

    def generate(self, texts: Sequence[str], params: GenerationParams) -> list[list[Hypothesis]]:
        return [[Hypothesis(" ".join(text.upper().split()[:12]), self.own)] for text in texts]


def test_a_sentence_written_in_parts_is_scored_again_as_it_stands() -> None:
    source = "the ferry left the old harbour in the rain, because the water rose again in the dark of night"
    engine = Forgets(-0.05, forced=-1.5)
    checked = CheckedTranslator(Seq2SeqTranslator(engine, GenerationParams()), PAIR, guards=[Halves()])
    (done,) = checked.checked([source])
    assert done.rungs == ("beam", "clauses")
    assert engine.scored == [(source, done.text)]
    assert done.signals.surprise == 1.5
    assert level(done.doubt or 0) == "doubtful"


def test_the_source_can_stand_in_for_a_doubtful_sentence() -> None:
    done = translate(Sure(-2.0), doubtful="source")
    assert done.text == f"[en] {SOURCE}"
    assert done.kept_source
    assert translate(Sure(-0.1), doubtful="source").text == TARGET


def test_untranslated_words_raise_the_doubt() -> None:
    calibration = Calibration(0.0, (0.0, 1.0), (0.0, 2.0))
    source = "The council closed the bridge because the river rose quickly."
    good = Sides(source, "Der Rat schloss die Brücke, weil der Fluss schnell stieg.", ("en", "de"))
    poor = Sides(source, "Der Rat schloss die Kuchen, wobei das Gebäck ruhig schlief.", ("en", "de"))
    doubts = [calibration.doubt(Signals.of(-0.1, sides)) for sides in (good, poor)]
    assert doubts[0] < 0.2 < doubts[1]


def test_every_embedded_model_is_calibrated() -> None:
    for folder in embedded_models():
        curve = FolderCandidate(folder).calibration
        assert curve != DEFAULT
        assert Calibration.from_json(curve.to_json()) == curve
        assert curve.doubt(Signals(0.1, 0.0)) < READ < DOUBTFUL < curve.doubt(Signals(1.5, 6.0))


def test_a_broken_calibration_is_reported(tmp_path: Path) -> None:
    model = embedded_models()[0]
    for name in ("briefsmith.json",):
        shutil.copy(model.path / name, tmp_path / name)
    data = json.loads((tmp_path / "briefsmith.json").read_text("utf-8"))
    (tmp_path / "briefsmith.json").write_text(json.dumps(data | {"calibration": {"bias": 1}}), "utf-8")
    with pytest.raises(ModelUnavailableError, match="calibration"):
        _ = FolderCandidate(ModelFolder.open(tmp_path)).calibration
    (tmp_path / "briefsmith.json").write_text(json.dumps(data | {"calibration": {}}), "utf-8")
    assert FolderCandidate(ModelFolder.open(tmp_path)).calibration == DEFAULT


def test_the_embedded_model_doubts_nonsense_more_than_what_it_was_taught() -> None:
    translator = build_translators(Settings()).get("en", "de")
    checked = CheckedTranslator(translator, ("en", "de"))
    plain, odd = checked.checked(["The house is old.", "Gruffly wherries quibbled, thwarting fustian bailiwicks."])
    assert plain.doubt is not None
    assert odd.doubt is not None
    assert level(plain.doubt) == "sure"
    assert level(odd.doubt) == "doubtful"
    (score,) = translator.scores([("The house is old.", plain.text)]) or [0.0]
    assert score == pytest.approx(-(plain.signals.surprise or 0), abs=1e-3)


def test_too_long_a_source_is_not_scored() -> None:
    engine = Sure(-0.1)
    translator = Seq2SeqTranslator(engine, replace(GenerationParams(), source_language="en"))
    assert translator.scores([("word " * 100, "WORD"), ("word", "WORD")]) == [0.0, -3.0]
    assert Seq2SeqTranslator(FakeEngine(), GenerationParams()).scores([("a", "b")]) is None
