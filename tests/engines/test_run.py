"""Checkpoints through the whole pipeline, as the settings name them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import toys
from briefsmith.errors import ModelUnavailableError, SettingsError
from briefsmith.model import Document
from briefsmith.settings import load
from briefsmith.wiring.batch import revisions
from briefsmith.wiring.pipeline import build_pipeline
from briefsmith.wiring.translation import build_translators

ARTICLE = "The town painted the wall\n\n" + " ".join(toys.SENTENCES[i] for i in (0, 40, 80, 120, 160)) + "\n"


def test_run_translates_with_a_hugging_face_folder(toy: Callable[[str], Path], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    command = [
        sys.executable,
        "-m",
        "briefsmith",
        "run",
        "a.txt",
        "--lang",
        "de",
        "--source-lang",
        "en",
        "--length",
        "3s",
    ]
    models = f"translator.models=[{toy('marian')}]"
    done = subprocess.run([*command, "--set", models, "--format", "json"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    (brief,) = json.loads(done.stdout)["briefs"]
    texts = [sentence["text"] for sentence in brief["sentences"]]
    assert len(texts) == 3
    assert set(texts) <= {toys.translated(sentence, "de") for sentence in toys.SENTENCES}
    (step,) = [step for step in brief["provenance"] if step["stage"] == "translate"]
    assert (step["engine"], step["model"], step["route"]) == ("ctranslate2", "marian", "en>de")


def test_one_engine_serves_all_pairs_of_a_multilingual_model(toy: Callable[[str], Path]) -> None:
    settings = load(assignments=[f"translator.models=[{toy('m2m_100')}]"], environment={})
    translators = build_translators(settings)
    german, french = translators.get("en", "de"), translators.get("en", "fr")
    assert german.engine is french.engine
    texts = toys.SENTENCES[:5]
    assert german.translate(texts) == [toys.translated(text, "de") for text in texts]
    assert french.translate(texts) == [toys.translated(text, "fr") for text in texts]
    with pytest.raises(ModelUnavailableError, match="translates English into Irish"):
        build_translators(load(environment={})).require("en", "ga")


def test_a_named_model_stands_before_the_embedded_one(toy: Callable[[str], Path]) -> None:
    settings = load(assignments=[f"translator.models=[{toy('marian')}]"], flags={"languages": "de"}, environment={})
    assert [model.name for model in build_translators(settings).require("en", "de")] == ["marian"]
    assert [model.name for model in build_translators(load(environment={})).require("en", "de")] == ["en-de"]
    assert {"marian", "en-de"} <= set(revisions(settings))


@pytest.mark.parametrize(("name", "engine"), [("bart", "ctranslate2"), ("led", "transformers")])
def test_a_checkpoint_summarizes(toy: Callable[[str], Path], name: str, engine: str) -> None:
    settings = load(
        assignments=["summarizer.engine=auto", f"summarizer.model={toy(name)}"],
        flags={"lengths": "8w", "source_language": "en"},
        environment={},
    )
    (result,) = build_pipeline(settings).run([Document.create("a", ARTICLE, language="en")])
    assert result.failures == ()
    (brief,) = result.briefs
    assert len(brief.text().split()) <= 8
    (step,) = [step for step in brief.provenance if step.stage == "summarize"]
    assert (step.engine, step.model) == (engine, name)


def test_an_engine_without_its_model() -> None:
    with pytest.raises(SettingsError, match=r"summarizer\.model: engine auto needs a model"):
        build_pipeline(load(assignments=["summarizer.engine=auto"], environment={}))
