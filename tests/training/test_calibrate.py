from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefsmith.cli import app
from briefsmith.engines.folder import ModelFolder, embedded_models
from briefsmith.training.calibrate import fitted, missing
from briefsmith.translate.checked import Translation
from briefsmith.translate.doubt import Calibration, Signals

REFERENCE = "Der Bürgermeister eröffnete gestern feierlich die renovierte Brücke."  # six words that count


def test_a_word_counts_by_its_beginning() -> None:
    assert missing(REFERENCE, "Gestern eröffnet der Bürgermeister feierliche renovierte Brücken.") == 0
    assert missing(REFERENCE, "Der Kuchen.") == 6
    assert missing("Ja, er kam.", "Nein.") == 0


def made(count: int) -> tuple[list[Translation], list[str]]:
    """Translations of which the surprising ones are wrong, mostly."""
    rng = random.Random(0)
    translations = []
    for _ in range(count):
        surprise = rng.uniform(0, 1)
        wrong = rng.random() < surprise
        text = "Der Kuchen schmeckt." if wrong else REFERENCE
        translations.append(Translation(text, signals=Signals(surprise, rng.uniform(0, 4))))
    return translations, [REFERENCE] * count


def test_the_curve_says_how_often_such_sentences_were_wrong() -> None:
    data = fitted(*made(2000))
    curve = Calibration.from_json(data)
    assert [curve.doubt(Signals(s, 2.0)) for s in (0.1, 0.5, 0.9)] == pytest.approx([0.1, 0.5, 0.9], abs=0.08)
    assert abs(curve.weights[1]) < 0.15  # the other signal was noise
    assert data["sentences"] == 2000
    assert data["share_wrong"] == pytest.approx(0.5, abs=0.05)


def test_too_few_sentences_give_no_curve() -> None:
    assert fitted(*made(150)) == {}
    same, references = made(400)
    assert fitted([Translation(REFERENCE, signals=t.signals) for t in same], references) == {}
    assert fitted([Translation(t.text) for t in same], references) == {}  # an engine without probabilities


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with a dev set of our own, good and bad references by turns."""
    subjects = ["cat", "dog", "house", "tree", "book", "river", "bridge", "city", "child", "woman"]
    objekte = ["Katze", "Hund", "Haus", "Baum", "Buch", "Fluss", "Brücke", "Stadt", "Kind", "Frau"]
    pairs = [
        (f"The {a} is older than the {b}, and {n} people know it.", f"{x} älter {y}, {n} Menschen wissen das, obwohl")
        for n in range(2, 5)
        for a, x in zip(subjects, objekte, strict=True)
        for b, y in zip(subjects, objekte, strict=True)
        if a != b
    ]
    for side, suffix in ((0, "en"), (1, "de")):
        lines = [
            pair[side] if i % 3 else (pair[0], "Kuchen Wolken Segel Regen Nebel Sonne Hagel")[side]
            for i, pair in enumerate(pairs)
        ]
        (tmp_path / f"dev.{suffix}").write_text("\n".join(lines) + "\n", "utf-8")
    return tmp_path


def test_the_command_writes_the_curve_into_the_folder(tmp_path: Path, data: Path) -> None:
    model = next(m for m in embedded_models() if m.pair == ("en", "de"))
    folder = tmp_path / "model"
    shutil.copytree(model.path, folder)
    sets = [f"data_dir={data}", "dev=[{name: own, source: dev.en, target: dev.de}]"]
    command = ["train", "calibrate", str(folder), "--config", "en-de", "--set", sets[0], "--set", sets[1]]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    written = json.loads((folder / "briefsmith.json").read_text("utf-8"))
    assert written["calibration"]["sentences"] == 270
    assert ModelFolder.open(folder).calibration == written["calibration"]
    assert written["scores"] == json.loads((model.path / "briefsmith.json").read_text("utf-8"))["scores"]
