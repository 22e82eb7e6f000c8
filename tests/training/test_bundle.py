"""A bundle from packing to the imported model, on the processor."""

from __future__ import annotations

import json
import lzma
import math
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from importlib.metadata import requires
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import yaml
from typer.testing import CliRunner

from briefsmith.cli.train import app
from briefsmith.engines.folder import ModelFolder
from briefsmith.engines.options import EngineOptions
from briefsmith.errors import UsageError
from briefsmith.training.bundle.code import modules_of
from briefsmith.training.bundle.home import bring_home
from briefsmith.training.bundle.settings import load_bundle_settings
from briefsmith.training.gpu.load import load
from briefsmith.training.gpu.main import main
from briefsmith.training.gpu.prefetch import Batch
from briefsmith.training.gpu.recipe import BACK_TAG, language_tag
from briefsmith.training.gpu.result import RUN, read_facts, read_weights
from briefsmith.training.gpu.sections import PAIRS, VOCABULARY, open_bundle
from briefsmith.training.gpu.step import Stepper
from briefsmith.training.network import Network
from briefsmith.training.score import Decoding, Translator
from briefsmith.training.vocabulary import load_vocabulary

from .conftest import SOURCE, quiet, sentences
from .toy_bundle import into, make_bundle, run_sh, write_data

HEAVY = ("pydantic", "datasets", "typer", "rich", "ctranslate2", "transformers", "yaml", "pyarrow")
STEPS = 900


@pytest.fixture(scope="session")
def recipe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_data(tmp_path_factory.mktemp("toy-xx"))


@pytest.fixture(scope="session")
def bundle(recipe: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_bundle(recipe, tmp_path_factory.mktemp("bundle") / "gpu")


@pytest.fixture(scope="session")
def result(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a whole run leaves."""
    out = tmp_path_factory.mktemp("result") / "out"
    output, errors = finish(run_sh(bundle, "--steps", str(STEPS), "--out", str(out), "--log-seconds", "1"))
    assert "target tokens/s" in output, errors
    return out


@pytest.fixture(scope="session")
def models(result: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("home") / "models"
    bring_home(result, to, quiet())
    return to


def finish(process: subprocess.Popen[str], code: int = 0) -> tuple[str, str]:
    output, errors = process.communicate(timeout=200)
    assert process.returncode == code, (output, errors)
    return output, errors


def test_the_code_of_a_bundle_needs_nothing_but_torch_numpy_and_sentencepiece(bundle: Path, tmp_path: Path) -> None:
    packages = tmp_path / "packages"
    packages.mkdir()
    wanted = {"torch", "torchgen", "numpy", "sentencepiece", *torch_requirements()}
    site = Path(torch.__file__).parents[1]
    for entry in site.iterdir():
        if entry.name.split(".")[0].split("-")[0].lower() in wanted:
            (packages / entry.name).symlink_to(entry)
    code = f"""
import runpy, sys
sys.path[:0] = [{str(bundle / "code")!r}, {str(packages)!r}]
sys.argv = ["run", "--bundle", {str(bundle)!r}, "--smoke", "--device", "cpu", "--out", {str(tmp_path / "out")!r}]
try:
    runpy.run_path({str(bundle / "code")!r}, run_name="__main__")
except SystemExit as end:
    assert end.code == 0, end.code
print(sorted({set(HEAVY)!r} & set(sys.modules)), sys.modules["briefsmith"].__file__)
"""
    command, environment = [sys.executable, "-I", "-S", "-c", code], {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=200, env=environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == f"[] {bundle / 'code/briefsmith/__init__.py'}"
    assert "2 of " in done.stdout
    facts = read_facts(tmp_path / "out")
    assert (facts.smoke, facts.progress.step, facts.progress.back) == (True, 30, 2)
    assert read_weights(tmp_path / "out", facts)[0].d == 64
    assert not any(name.parts[1] not in {"training"} for name in modules_of() if len(name.parts) > 2)


def torch_requirements() -> set[str]:
    """What torch itself imports, directly or not."""
    found: set[str] = set()
    waiting = ["torch"]
    while waiting:
        for line in requires(waiting.pop()) or ():
            name = line.split(";")[0].split("[")[0].split("<")[0].split(">")[0].split("=")[0].split("!")[0].strip()
            if "extra ==" not in line and name.replace("-", "_").lower() not in found:
                found.add(name.replace("-", "_").lower())
                waiting.append(name)
    return found - {"setuptools"} if "setuptools" not in sys.modules else found


def test_a_bundle_holds_the_pairs_that_were_packed(bundle: Path, recipe: Path) -> None:
    opened = open_bundle([bundle])
    loaded = load(opened, "cpu")
    assert [(s.kind, s.name, s.language) for s in opened.sections] == [
        (kind, name, language)
        for language in ("de", "es")
        for kind, name in (
            ("pairs", f"{language}.tsv"),
            ("pairs", f"{language}.extra.tsv"),
            ("text", f"{language}.txt"),
        )
    ]
    found = set()
    ids, vocabulary = loaded.store.ids.tolist(), loaded.vocabulary
    for start, length, target, target_length, end, lead in loaded.examples.rows.tolist():
        sides = (vocabulary.decode(ids[a : a + n]) for a, n in ((start, length), (target, target_length)))
        found.add((*sides, vocabulary.id_to_piece(end), lead))
    expected = set()
    for language in ("de", "es"):
        for name in (f"{language}.tsv", f"{language}.extra.tsv"):
            for line in (recipe.parent / name).read_text("utf-8").splitlines():
                _, source, other = line.split("\t")
                expected |= {(source, other, f"<2{language}>", 0), (other, source, "<2en>", 0)}
    assert found == expected
    text = loaded.texts[0]
    lines = {
        vocabulary.decode(ids[a : a + n]) for a, n in zip(text.starts.tolist(), text.lengths.tolist(), strict=True)
    }
    assert lines == set((recipe.parent / "de.txt").read_text("utf-8").splitlines())
    pieces = [vocabulary.piece_to_id(tag) for tag in (BACK_TAG, "<2en>", "<2de>", "<2es>")]
    assert vocabulary.unk_id() not in pieces


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
    weights = {(models / d / "ct2-int8/model.bin").stat().st_ino for d in ("en-de", "en-es", "de-en", "es-en")}
    assert len(weights) == 1
    assert sum(path.stat().st_size for path in result.iterdir()) < 60 << 20


def test_every_direction_translates_as_the_trained_network_does(models: Path, result: Path) -> None:
    """ctranslate2, which takes the tag for the end mark, and our own greedy search on the same weights."""
    facts = read_facts(result)
    network = Network(*read_weights(result, facts))
    vocabulary = load_vocabulary(result / VOCABULARY)
    texts = sentences(30, seed=9)
    translated = []
    for language in ("de", "es"):
        tagged = TaggedVocabulary(vocabulary, language_tag(language))
        expected = [vocabulary.decode(ids) for ids in greedy_with_end(network, tagged, texts)]
        found = Translator(models / f"en-{language}").translate(texts, Decoding(beam=1))
        assert sum(a == b for a, b in zip(found, expected, strict=True)) >= 28
        translated.append(found)
    assert translated[0] != translated[1]
    engine = ModelFolder.open(models / "en-de/ct2-int8").engine(EngineOptions())
    from briefsmith.engines.base import GenerationParams

    outputs = [found[0].text for found in engine.generate(texts, GenerationParams(beam_size=1))]
    assert sum(a == b for a, b in zip(outputs, translated[0], strict=True)) >= 28


class TaggedVocabulary:
    """Ids of texts with a tag behind them."""

    def __init__(self, vocabulary: Any, tag: str) -> None:
        self._vocabulary = vocabulary
        self.tag = vocabulary.piece_to_id(tag)

    def encode(self, texts: list[str]) -> list[list[int]]:
        return [[*ids, self.tag] for ids in self._vocabulary.encode(texts)]


def greedy_with_end(network: Network, tagged: TaggedVocabulary, texts: list[str]) -> list[list[int]]:
    from briefsmith.training.greedy import greedy_ids, until_end
    from briefsmith.training.network import PAD

    rows = tagged.encode(texts)
    width = max(map(len, rows))
    source = torch.tensor([[*row, *[PAD] * (width - len(row))] for row in rows])
    return [until_end(row) for row in greedy_ids(network, source, 40).tolist()]


@pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses")
def test_transformers_ends_sources_with_the_tag(models: Path, result: Path) -> None:
    from transformers import MarianTokenizer, PegasusForConditionalGeneration

    folder = models / "en-es/hf"
    tokenizer = MarianTokenizer.from_pretrained(folder)
    vocabulary = load_vocabulary(result / VOCABULARY)
    text = "ba du ki"
    given = tokenizer([text], return_tensors="pt")
    expected = [*vocabulary.encode(text), vocabulary.piece_to_id("<2es>")]
    assert [i + 1 for i in given.input_ids[0].tolist()] == expected
    model = PegasusForConditionalGeneration.from_pretrained(folder).eval()
    output = model.generate(**given, num_beams=1, do_sample=False, max_new_tokens=30)
    found = tokenizer.decode(output[0], skip_special_tokens=True)
    assert found == Translator(models / "en-es").translate([text], Decoding(beam=1))[0]


def test_a_run_killed_in_every_phase_goes_on(bundle: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    common = ("--steps", "120", "--out", str(out), "--save-seconds", "0.01", "--log-seconds", "0.5")
    at = open_bundle([bundle]).recipe.phases.at
    steps, translated = [0], []
    for phase in ("real", "back", "mixed", "ending"):
        process = run_sh(bundle, *common, *(("--resume",) if steps[-1] else ()))
        steps.append(wait_for_phase(out, phase, at, process))
        process.send_signal(signal.SIGKILL)
        output, _ = process.communicate()
        translated.append(output.count("chunks translated back"))
        assert f"from step {steps[-2]}" in output or int(output.split("from step ")[1].split("\n")[0]) >= steps[-2]
        facts = read_facts(out)
        assert read_weights(out, facts)[0].d == 64
        assert {part.name for part in facts.parts} <= {path.name for path in out.glob("weights-*")}
    output, _ = finish(run_sh(bundle, *common, "--resume"))
    facts = read_facts(out)
    assert facts.progress.done == 1
    assert facts.progress.back == 20
    assert facts.progress.step > steps[-1]
    assert steps == sorted(steps)
    # What was translated back before is not translated again.
    assert [*translated, output.count("chunks translated back")] == [0, 0, 1, 0, 0]


def wait_for_phase(out: Path, phase: str, at: Any, process: subprocess.Popen[str]) -> int:
    """Until a checkpoint of this phase is there; returns its step."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        if (out / RUN).is_file():
            progress = read_facts(out).progress
            inside = 0 < progress.back < 20 if phase == "back" else at(progress.done) == phase and progress.step > 3
            if inside:
                return progress.step
        assert process.poll() is None, process.communicate()
        time.sleep(0.005)
    raise AssertionError(f"phase {phase} was not reached")


def test_a_signal_ends_a_run_with_what_it_has(bundle: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = run_sh(bundle, "--minutes", "10", "--out", str(out), "--save-seconds", "0.5")
    wait_for_phase(out, "real", lambda _: "real", process)
    process.send_signal(signal.SIGTERM)
    output, _ = finish(process, 130)
    assert "stopped; the result is in" in output
    assert 0 < read_facts(out).progress.done < 0.5


def test_the_result_alone_is_enough_to_go_on_elsewhere(result: Path, bundle: Path, tmp_path: Path) -> None:
    """A fresh machine has no state folder; a run that had reached its end begins again with a part of the real pairs."""
    import shutil

    out = tmp_path / "out"
    shutil.copytree(result, out)
    before = read_facts(out)
    output, _ = finish(run_sh(bundle, "--steps", "60", "--resume", "--out", str(out)))
    after = read_facts(out)
    assert after.progress.step > before.progress.step
    assert after.progress.goes == 1
    assert after.progress.learning_rate == before.progress.learning_rate / 2
    assert after.scores["en-de"]["bleu"] > 60
    assert "phase real" in output
    assert "chunks translated back" in output


def test_a_run_ends_with_its_time(bundle: Path, tmp_path: Path) -> None:
    started = time.monotonic()
    finish(run_sh(bundle, "--minutes", "0.15", "--out", str(tmp_path / "out")))
    assert 7 < time.monotonic() - started < 60
    assert read_facts(tmp_path / "out").progress.done == 1


def test_what_is_there_is_not_overwritten_unasked(result: Path, bundle: Path) -> None:
    _, errors = finish(run_sh(bundle, "--steps", "5", "--out", str(result)), 2)
    assert errors == f"{result} holds the result of a run: --resume goes on from it; or take another --out.\n"


def test_another_width(bundle: Path, tmp_path: Path) -> None:
    finish(run_sh(bundle, "--smoke", "--width", "128", "--out", str(tmp_path / "out")))
    facts = read_facts(tmp_path / "out")
    assert (facts.shape["d"], facts.shape["ffn"]) == (128, 256)
    _, errors = finish(run_sh(bundle, "--smoke", "--width", "100", "--out", str(tmp_path / "other")), 2)
    assert errors == "--width 100: expected a multiple of 64.\n"


def test_the_least_useful_is_left_out_first(recipe: Path, bundle: Path, tmp_path: Path) -> None:
    whole = open_bundle([bundle])
    sizes = {(s.language, s.name): s.size for s in whole.sections}
    least = sizes["de", "de.extra.tsv"] + sizes["es", "es.extra.tsv"]
    total = sum(sizes.values())
    made = make_bundle(recipe, tmp_path / "some", total - least // 4)
    cut = {(s.language, s.name): s.size for s in open_bundle([made]).sections}
    assert sum(cut.values()) <= total - least // 4
    assert {key: size for key, size in cut.items() if "extra" not in key[1]} == {
        key: size for key, size in sizes.items() if "extra" not in key[1]
    }
    assert sum(1 for key in cut if "extra" in key[1]) >= 1
    smaller = make_bundle(recipe, tmp_path / "less", total - least - 100)
    assert {s.name for s in open_bundle([smaller]).sections} == {"de.tsv", "es.tsv", "de.txt", "es.txt"}
    with pytest.raises(UsageError, match=r"5e-05 MB are too little for any sentence pairs"):
        make_bundle(recipe, tmp_path / "none", 50)


def test_parts_are_joined_from_two_folders_and_damage_is_found(
    bundle: Path, recipe: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefsmith.training.bundle.build.PART_BYTES", 9000)
    made = make_bundle(recipe, tmp_path / "gpu")
    parts = sorted(made.glob("data.*"))
    assert len(parts) > 2
    assert all(path.stat().st_size <= 9000 for path in parts)
    expected = open_bundle([bundle]).read()
    first = tmp_path / "first"
    first.mkdir()
    parts[0].rename(first / "data.00")
    with pytest.raises(UsageError, match=f"data.00 of {len(parts)} parts cannot be found in {made}"):
        open_bundle([made]).read()
    for found, wanted in zip(open_bundle([made, first]).read(), expected, strict=True):
        assert all(np.array_equal(found[name], wanted[name]) for name in wanted)
    data = bytearray(parts[1].read_bytes())
    data[100] ^= 1
    parts[1].write_bytes(data)
    _, errors = finish(run_sh(made, "--smoke", "--data", str(first), "--out", str(tmp_path / "out")), 2)
    assert errors == f"{parts[1]} is damaged: it is not what was written. Copy this part again.\n"


def test_a_damaged_result_is_refused(result: Path, tmp_path: Path) -> None:
    import shutil

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
    with pytest.raises(UsageError, match="holds no result of a run"):
        bring_home(tmp_path, tmp_path / "models", quiet())


def test_the_commands_say_what_they_made(recipe: Path, result: Path, tmp_path: Path) -> None:
    given = ["bundle", "--config", str(recipe), "--data-dir", str(recipe.parent), "--out", str(tmp_path / "gpu")]
    done = CliRunner().invoke(app, [*given, "--work", str(recipe.parent / "work")], catch_exceptions=False)
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


def test_a_folder_that_is_no_bundle_is_not_replaced(recipe: Path, tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="is not a bundle; take another --out"):
        make_bundle(recipe, tmp_path)
    assert (tmp_path / "precious.txt").read_text("utf-8") == "mine"


def test_unlisted_origins_of_text_are_refused(recipe: Path, tmp_path: Path) -> None:
    settings = yaml.safe_load(recipe.read_text("utf-8"))
    del settings["origins"]["back_*"]
    (tmp_path / "other.yaml").write_text(yaml.safe_dump(settings), "utf-8")
    with pytest.raises(UsageError, match="Origins that stand neither in `origins` nor in `exclude`: back_de"):
        make_bundle(tmp_path / "other.yaml", tmp_path / "gpu")


def test_the_packaged_recipe_lists_every_origin() -> None:
    settings = load_bundle_settings("en-xx-large")
    assert settings.unlisted == "error"
    assert [pair.target for pair in settings.pairs] == ["de", "fr", "es"]
    recipe = settings.recipe()
    assert (recipe.sizes.width, recipe.sizes.encoder_layers, recipe.sizes.decoder_layers) == (512, 6, 3)
    assert recipe.schedule.decay_from == recipe.phases.mixed.until == settings.schedule.stages[-2].until
    assert all(known.licence != "not stated" for known in settings.origins.values())
    listed = set(settings.origins)
    assert {file.origin for pair in settings.pairs for file in pair.mono} <= listed
    assert len(recipe.directions()) == 6
    assert PAIRS == "pairs"
    assert replace(recipe, seed=2) != type(recipe).from_json(json.loads(json.dumps(recipe.to_json()))) == recipe


def test_the_dev_sets_travel(bundle: Path) -> None:
    dev = json.loads(lzma.decompress((bundle / "dev.json.xz").read_bytes()))
    sources, targets = dev["es"]["toy-dev"]
    assert targets == [into("es", source) for source in sources]
    assert len(SOURCE) == 10


def run_here(bundle: Path, out: Path, *arguments: str) -> None:
    """The same in this process, where a test can let things go wrong."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        given = ["--bundle", str(bundle), "--out", str(out), "--device", "cpu", "--log-seconds", "0.01", *arguments]
        assert main(given) == 0
    finally:
        torch.set_num_threads(threads)


def test_batches_that_do_not_fit_into_the_memory_are_halved(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gradients = Stepper.gradients

    def limited(self: Stepper, batch: Batch) -> None:
        if batch.source.numel() + batch.target.numel() > 700:
            raise torch.cuda.OutOfMemoryError
        gradients(self, batch)

    monkeypatch.setattr(Stepper, "gradients", limited)
    run_here(bundle, tmp_path / "out", "--steps", "20")
    assert "a batch did not fit into the memory: 600 tokens a step from now on" in capsys.readouterr().out
    assert read_facts(tmp_path / "out").progress.done == 1
    monkeypatch.setattr(Stepper, "gradients", fails)
    given = ["--bundle", str(bundle), "--out", str(tmp_path / "none"), "--device", "cpu", "--steps", "20"]
    assert main(given) == 2
    assert capsys.readouterr().err == "The device has not enough memory for the smallest batches.\n"


def fails(*_arguments: object) -> None:
    raise torch.cuda.OutOfMemoryError


def test_a_loss_that_is_no_number_brings_back_the_last_good_weights(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    update = Stepper.update
    calls = [0]

    def spoilt(self: Stepper, optimizers: Any, rate: float) -> None:
        update(self, optimizers, rate)
        calls[0] += 1
        if calls[0] == 30:
            with torch.no_grad():
                self.network.parameters["b"].fill_(math.nan)

    monkeypatch.setattr(Stepper, "update", spoilt)
    run_here(bundle, tmp_path / "out", "--steps", "60")
    output = capsys.readouterr().out
    assert output.count("the loss is not a number: back to the last good weights, with half the learning rate") == 1
    facts = read_facts(tmp_path / "out")
    assert facts.progress.learning_rate == 0.0025
    assert all(tensor.isfinite().all() for tensor in read_weights(tmp_path / "out", facts)[1].values())
