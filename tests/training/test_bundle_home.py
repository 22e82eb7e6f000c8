"""What a run brought home translates."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefsmith.cli.train import app
from briefsmith.engines.base import GenerationParams
from briefsmith.engines.ctranslate2 import embedded_engine
from briefsmith.engines.folder import ModelFolder
from briefsmith.errors import UsageError
from briefsmith.training.bundle.home import bring_home
from briefsmith.training.card import Ancestor
from briefsmith.training.export import load_checkpoint
from briefsmith.training.gpu.dev import translate
from briefsmith.training.gpu.recipe import language_tag
from briefsmith.training.gpu.result import brought_bundle, read_facts, read_weights
from briefsmith.training.gpu.sections import VOCABULARY
from briefsmith.training.network import TranslationNetwork
from briefsmith.training.score import SearchOptions, Translator
from briefsmith.training.vocabulary import load_vocabulary

from .conftest import quiet, sentences
from .toy_bundle import STEPS


def test_the_toy_languages_are_learnt_and_come_home(models: Path, bundle: Path, result: Path) -> None:
    facts = read_facts(result)
    assert facts.progress.done == 1
    assert facts.progress.step >= STEPS
    assert facts.progress.pairs["de"] > 100
    assert facts.progress.pairs["es"] > 100
    assert facts.scores["en-de"]["bleu"] > 60
    for direction in ("en-de", "en-es", "de-en", "es-en"):
        card = json.loads((models / direction / "ct2-int8/briefsmith.json").read_text("utf-8"))
        assert card["pair"] == direction
        assert card["scores"][0]["bleu"] > 60
        assert card["directions"] == ["en-de", "en-es", "de-en", "es-en"]
        licences = {origin["name"]: origin["licence"] for origin in card["origins"]}
        assert licences == {"toy": "CC0-1.0", "toy-extra": "CC0-1.0", "back_de": "CC-BY-4.0", "back_es": "CC-BY-4.0"}
        assert card["steps"] == facts.progress.step
    readme = (models / "es-en/hf/README.md").read_text("utf-8")
    assert "The same weights translate en-de, en-es, de-en, es-en" in readme
    ancestor = Ancestor.read(models / "checkpoint.pt")
    assert ancestor is not None
    assert {origin.name for origin in ancestor.origins} == {"toy", "toy-extra", "back_de", "back_es"}
    assert load_checkpoint(models / "checkpoint.pt")[0].shape.d == 64
    weights = {(models / d / "ct2-int8/model.bin").stat().st_ino for d in ("en-de", "en-es", "de-en", "es-en")}
    assert len(weights) == 1
    assert sorted(path.name.split("-")[0] for path in result.iterdir()) == [
        "bundle.zip",
        "log.txt",
        "run.json",
        "weights",
    ]
    assert sum(path.stat().st_size for path in result.iterdir()) < 60 << 20


def test_every_direction_translates_as_the_trained_network_does(models: Path, result: Path) -> None:
    """ctranslate2, which takes the tag for the end mark, and our own greedy search on the same weights."""
    network = TranslationNetwork(*read_weights(result, read_facts(result)))
    vocabulary = load_vocabulary(models / VOCABULARY)
    texts = sentences(30, seed=9)
    translated = {}
    for language in ("de", "es"):
        expected = translate(network, vocabulary, texts, vocabulary.piece_to_id(language_tag(language)))
        found = translated[language] = Translator(models / f"en-{language}").translate(texts, SearchOptions(beam=1))
        # int8 arithmetic rounds where single precision does not.
        assert sum(a == b for a, b in zip(found, expected, strict=True)) >= 28
    assert translated["de"] != translated["es"]
    engine = embedded_engine(ModelFolder.open(models / "en-de/ct2-int8"))
    outputs = [found[0].text for found in engine.generate(texts, GenerationParams(beam_size=1))]
    assert sum(a == b for a, b in zip(outputs, translated["de"], strict=True)) >= 28


@pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses")
def test_transformers_ends_sources_with_the_tag(models: Path, result: Path) -> None:
    from transformers import MarianTokenizer, PegasusForConditionalGeneration

    folder = models / "en-es/hf"
    tokenizer = MarianTokenizer.from_pretrained(folder)
    vocabulary = load_vocabulary(models / VOCABULARY)
    text = "ba du ki"
    given = tokenizer([text], return_tensors="pt")
    expected = [*vocabulary.encode(text), vocabulary.piece_to_id("<2es>")]
    assert [i + 1 for i in given.input_ids[0].tolist()] == expected
    model = PegasusForConditionalGeneration.from_pretrained(folder).eval()
    output = model.generate(**given, num_beams=1, do_sample=False, max_new_tokens=30)
    found = tokenizer.decode(output[0], skip_special_tokens=True)
    assert found == Translator(models / "en-es").translate([text], SearchOptions(beam=1))[0]


def test_a_damaged_result_is_refused(result: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(result, out)
    (part,) = out.glob("weights-*")
    part.write_bytes(part.read_bytes()[:-10])
    done = CliRunner().invoke(app, ["import", str(out)])
    assert isinstance(done.exception, UsageError)
    assert "is damaged: it is not what was written" in str(done.exception)
    part.unlink()
    with pytest.raises(UsageError, match="cannot be found in"):
        bring_home(out, tmp_path / "models", quiet())
    (out / "bundle.zip").write_bytes(b"PK")
    with pytest.raises(UsageError, match=r"bundle\.zip cannot be read"), brought_bundle(out):
        pass
    with pytest.raises(UsageError, match="does not hold the result of a run"):
        bring_home(tmp_path, tmp_path / "models", quiet())


def test_the_commands_say_what_they_made(toy_xx: Path, result: Path, tmp_path: Path) -> None:
    given = ["bundle", "--config", str(toy_xx), "--data-dir", str(toy_xx.parent), "--out", str(tmp_path / "gpu")]
    done = CliRunner().invoke(app, [*given, "--work", str(toy_xx.parent / "work")], catch_exceptions=False)
    assert done.stdout == f"{tmp_path / 'gpu'}\n"
    assert "MB of data" in done.stderr
    brought = CliRunner().invoke(
        app, ["import", str(result), "--to", str(tmp_path / "m"), "--lines", "7"], catch_exceptions=False
    )
    expected = [f"{tmp_path / 'm' / d / 'ct2-int8'}\n" for d in ("en-de", "en-es", "de-en", "es-en")]
    assert brought.stdout == "".join(expected)
    assert "toy-dev: BLEU" in brought.stderr
    card = json.loads((tmp_path / "m/es-en/hf/briefsmith.json").read_text("utf-8"))
    assert [score["sentences"] for score in card["scores"]] == [7]


def test_each_direction_is_calibrated_as_its_own_pair(
    result: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []

    def calibrated(folder: ModelFolder, _pairs: object) -> dict[str, object]:
        asked.append(folder.pair)
        return {}

    monkeypatch.setattr("briefsmith.training.bundle.home.calibrate", calibrated)
    bring_home(result, tmp_path / "models", quiet(), lines=3)
    assert asked == [("en", "de"), ("en", "es"), ("de", "en"), ("es", "en")]
