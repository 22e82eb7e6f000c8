"""`pipeline(...)`: which model, which task, and the message if there is none."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from huggingface_hub import constants

import briefsmith
from briefsmith import pipeline
from briefsmith.compat import SummarizationPipeline, TranslationPipeline
from briefsmith.errors import ModelUnavailableError


@pytest.fixture(autouse=True)
def _empty_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))


@pytest.mark.parametrize(
    ("task", "model", "command"),
    [
        ("summarization", "sshleifer/distilbart-cnn-12-6", "briefsmith models pull distilbart-cnn-12-6 --allow-pickle"),
        ("translation_en_to_de", "google-t5/t5-base", "briefsmith models pull t5-base"),
        ("text2text-generation", "google-t5/t5-base", "briefsmith models pull t5-base"),
    ],
)
def test_without_a_model_the_old_default_is_named(task: str, model: str, command: str) -> None:
    with pytest.raises(ModelUnavailableError) as raised:
        pipeline(task)
    assert str(raised.value).startswith(f"No model was supplied; the default of transformers 4 was {model}: the model ")
    assert f"'{command}' fetches it" in str(raised.value)


def test_the_old_default_is_taken_where_it_is(toy: Callable[[str], Path], tmp_path: Path, logged: list[str]) -> None:
    from briefsmith.models.catalog import find

    entry = find("distilbart-cnn-12-6")
    assert entry is not None
    assert entry.revision is not None
    snapshots = tmp_path / "hub/models--sshleifer--distilbart-cnn-12-6/snapshots"
    snapshots.mkdir(parents=True)
    (snapshots / entry.revision).symlink_to(toy("bart"))
    assert isinstance(pipeline("summarization"), SummarizationPipeline)
    assert logged[0].startswith(
        "No model was supplied, defaulted to sshleifer/distilbart-cnn-12-6 and revision a4f8f3e"
    )


def test_a_model_that_is_not_here_ends_in_one_sentence() -> None:
    with pytest.raises(ModelUnavailableError, match=r"'briefsmith models pull org/nothing' fetches it\.$"):
        pipeline("summarization", "org/nothing")


def test_a_revision_that_is_not_here(toy: Callable[[str], Path], tmp_path: Path) -> None:
    snapshots = tmp_path / "hub/models--org--tiny/snapshots"
    snapshots.mkdir(parents=True)
    (snapshots / ("abc" + "0" * 37)).symlink_to(toy("bart"))
    with pytest.raises(ModelUnavailableError, match="'briefsmith models pull org/tiny --revision v9' fetches it"):
        pipeline("summarization", "org/tiny", revision="v9")
    assert pipeline("summarization", "org/tiny", revision="abc0").return_name == "summary"
    assert pipeline("summarization", str(toy("bart")), revision="v9").return_name == "summary"


def test_unknown_tasks() -> None:
    with pytest.raises(KeyError, match="Invalid translation task translation_de"):
        pipeline("translation_de")
    with pytest.raises(KeyError, match="Unknown task no-such-task"):
        pipeline("no-such-task")
    with pytest.raises(RuntimeError, match="needs a task"):
        pipeline()


def test_the_task_of_a_catalog_model_is_known(toy: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    from briefsmith.compat import factory

    folder = toy("marian")
    here: Any = factory.resolve(folder)
    monkeypatch.setattr(factory, "resolve", lambda name: here)
    assert isinstance(pipeline(model="opus-mt-en-de"), TranslationPipeline)


def test_arguments_that_no_longer_mean_anything_are_accepted(toy: Callable[[str], Path]) -> None:
    made = pipeline(
        "summarization", str(toy("bart")), framework="tf", use_fast=False, token="secret", feature_extractor=None,
        torch_dtype="float32", model_kwargs={"use_safetensors": True}, tokenizer=(str(toy("bart")), {}), device=-1,
    )  # fmt: skip
    assert str(made.device) == "cpu"


def test_importing_it_loads_nothing_heavy() -> None:
    code = (
        "import sys; from briefsmith import pipeline; import briefsmith.stages, briefsmith.build;"
        "from briefsmith import pipeline as again; assert again is pipeline;"
        "sys.exit(bool({'torch', 'transformers', 'datasets'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'pipelines'"):
        briefsmith.pipelines  # noqa: B018
    with pytest.raises(AttributeError, match="no attribute 'Conversation'"):
        briefsmith.compat.Conversation  # noqa: B018
