"""`pipeline(...)`: which model, which task, and the message if there is none."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from huggingface_hub import constants

import briefsmith
import toys
from briefsmith import pipeline
from briefsmith.compat import SummarizationPipeline, TranslationPipeline
from briefsmith.errors import ModelUnavailableError

from .conftest import Make

Put = Callable[[str, Path], None]


@pytest.fixture
def in_cache(tmp_path: Path) -> Put:
    """Puts a checkpoint into the cache of the hub, at commit ccc..., which is also `main`."""

    def put(hub_id: str, folder: Path) -> None:
        repo = tmp_path / "hub" / f"models--{hub_id.replace('/', '--')}"
        (repo / "snapshots").mkdir(parents=True)
        (repo / "snapshots" / ("c" * 40)).symlink_to(folder)
        (repo / "refs").mkdir()
        (repo / "refs/main").write_text("c" * 40)

    return put


@pytest.fixture(autouse=True)
def _empty_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))


@pytest.mark.parametrize("task", ["text2text-generation", "translation_en_to_ro"])
def test_without_a_model_the_old_default_is_named(task: str) -> None:
    with pytest.raises(ModelUnavailableError) as raised:
        pipeline(task)
    assert str(raised.value) == (
        "No model was supplied; the default of transformers 4 was google-t5/t5-base: the model t5-base is not on this "
        "machine; 'briefsmith models pull t5-base' fetches it (892 MB)."
    )


def test_the_embedded_summarizer_stands_in_for_the_old_default(logged: list[str]) -> None:
    summarizer = pipeline("summarization")
    assert logged[0].startswith(
        "No model was supplied; the default of transformers 4 was sshleifer/distilbart-cnn-12-6:"
    )
    assert logged[0].endswith("its summaries are sentences of the text, and arguments of `generate` have no effect.")
    text = (
        "The ferry stopped on Tuesday. " + "It had carried cars, carts and cattle over the wide river for years. " * 8
    )
    (output,) = summarizer(text, max_length=130, min_length=30, do_sample=False)
    assert output["summary_text"].split(". ")[0].removesuffix(".") in text
    assert len(output["summary_text"].split()) <= 60
    assert summarizer([text, text]) == [output, output]
    assert list(summarizer(iter([text]))) == [[output]]
    with pytest.raises(TypeError, match="wrong format"):
        summarizer(4)


def test_the_embedded_summarizer_takes_what_scripts_give(logged: list[str]) -> None:
    from datasets import Dataset
    from transformers.pipelines.pt_utils import KeyDataset

    text = "The ferry stopped on Tuesday. It had carried cars, carts and cattle for years."
    rows = Dataset.from_dict({"text": [text, "Yes.", "", "***"]})
    summaries = [{"summary_text": summary} for summary in (text, "Yes.", "", "")]
    summarizer = pipeline("summarization", device=-1, framework="pt")
    assert summarizer(rows["text"], batch_size=2) == summarizer(rows["text"][:4]) == summaries
    assert list(summarizer(KeyDataset(rows, "text"), batch_size=2)) == [[summary] for summary in summaries]
    with pytest.raises(AttributeError, match=r"no 'tokenizer'. The embedded summarizer is used.*name the model"):
        _ = summarizer.tokenizer


def test_a_column_of_a_dataset_is_the_list_that_it_was(make: Make) -> None:
    from datasets import Dataset

    texts = [toys.article(seed) for seed in range(3)]
    summarizer = make("summarization", "bart")
    assert summarizer(Dataset.from_dict({"text": texts})["text"], batch_size=2) == summarizer(texts)


def test_a_task_that_nobody_has_is_told_with_those_that_are_here() -> None:
    with pytest.raises(KeyError, match=r"Unknown task summarisation.*; and here summarization, translation,"):
        pipeline("summarisation")


def test_the_embedded_translator_stands_in_for_the_old_default(logged: list[str]) -> None:
    outputs = pipeline("translation_en_to_de")(["The house is old.", "The house is old."])
    assert [output.keys() for output in outputs] == [{"translation_text"}] * 2
    assert "Haus" in outputs[0]["translation_text"]
    assert "The embedded en>de model is used, of draft quality" in logged[0]


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


def test_the_task_of_a_catalog_model_is_known(toy: Callable[[str], Path], in_cache: Put) -> None:
    in_cache("Helsinki-NLP/opus-mt-en-de", toy("marian"))
    assert isinstance(pipeline(model="opus-mt-en-de"), TranslationPipeline)


def test_arguments_that_no_longer_mean_anything_are_accepted(toy: Callable[[str], Path]) -> None:
    made = pipeline(
        "summarization", str(toy("bart")), framework="pt", use_fast=False, token="secret", feature_extractor=None,
        torch_dtype="float32", model_kwargs={"use_safetensors": True, "cache_dir": "/nowhere"},
        tokenizer=(str(toy("bart")), {}), device=-1,
    )  # fmt: skip
    assert (str(made.device), made.framework, made.modelcard) == ("cpu", "pt", None)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"dtype": "float32", "model_kwargs": {"dtype": "float32"}}, ValueError, "You cannot use both .*dtype"),
        ({"device_map": "cpu", "model_kwargs": {"device_map": "cpu"}}, ValueError, "You cannot use both .*device_map"),
        ({"framework": "tf"}, ValueError, "TensorFlow and JAX are gone"),
        ({"generation_config": None}, TypeError, "give it to the call"),
        ({"model_kwargs": {"load_in_8bit": True}}, ImportError, "quantization_config"),
        ({"model_kwargs": {"no_such": 1}}, ValueError, "Could not load model"),
        ({"num_return_sequences": 5}, ValueError, "num_return_sequences"),
    ],
)
def test_arguments_that_4_57_refused(
    arguments: dict[str, Any], error: type[Exception], message: str, toy: Callable[[str], Path]
) -> None:
    with pytest.raises(error, match=message):
        pipeline("summarization", str(toy("bart")), **arguments)("The mayor sold the map.")


def test_a_fifth_positional_argument(toy: Callable[[str], Path]) -> None:
    assert pipeline("summarization", str(toy("bart")), None, str(toy("bart")), None).return_name == "summary"


def test_generation_settings_among_the_arguments_of_the_model(toy: Callable[[str], Path], tmp_path: Path) -> None:
    """They changed the configuration, which counts only without generation_config.json."""
    folder = shutil.copytree(toy("t5"), tmp_path / "t5")
    asked: dict[str, Any] = {"temperature": 0, "max_length": 9}
    made = pipeline("text2text-generation", str(folder), model_kwargs=asked)
    assert made.model.config.max_length == 9
    assert made.generation_config.max_length == 20
    (folder / "generation_config.json").unlink()
    made = pipeline("text2text-generation", str(folder), model_kwargs=asked)
    assert (made.generation_config.max_length, made.generation_config.max_new_tokens) == (9, None)
    assert len(made("The mayor sold the map.", return_tensors=True)[0]["generated_token_ids"]) <= 9


def test_a_missing_model_is_an_oserror_and_a_missing_folder_also_a_valueerror() -> None:
    with pytest.raises(OSError, match="not on this machine"):
        pipeline("summarization", "nobody/nothing")
    with pytest.raises(ValueError, match="no such model folder"):
        pipeline("summarization", "./no/such")


@pytest.mark.parametrize(
    ("hub_id", "asked"),
    [
        ("t5-small", {"model": "t5-small"}),
        ("google-t5/t5-small", {"model": "t5-small", "revision": "main"}),
        ("t5-large", {"model": "google-t5/t5-large"}),
        ("t5-large", {"model": "t5-large", "revision": "main"}),
        ("facebook/bart-large-cnn", {"model": "facebook/bart-large-cnn", "revision": "c" * 40}),
        ("facebook/bart-large-cnn", {"model": "bart-large-cnn"}),
    ],
)
def test_what_is_in_the_cache_and_asked_for_by_name(
    hub_id: str, asked: dict[str, str], toy: Callable[[str], Path], in_cache: Put
) -> None:
    in_cache(hub_id, toy("t5" if "t5" in hub_id else "bart"))
    assert isinstance(pipeline("summarization", **asked), SummarizationPipeline)


def test_another_commit_than_the_catalogs_is_noted(
    toy: Callable[[str], Path], in_cache: Put, logged: list[str]
) -> None:
    in_cache("facebook/bart-large-cnn", toy("bart"))
    pipeline("summarization", "facebook/bart-large-cnn")
    assert logged[0] == (
        "commit cccccccccccc of facebook/bart-large-cnn is in the cache and is used; the catalog knows 37f520fa929c"
    )


def test_the_names_that_scripts_import() -> None:
    from briefsmith import pipelines

    assert briefsmith.SummarizationPipeline is pipelines.SummarizationPipeline is SummarizationPipeline
    assert pipelines.pipeline is pipeline


def test_installed_in_transformers(toy: Callable[[str], Path]) -> None:
    """In a process of its own: it changes transformers."""
    code = (
        "import sys, transformers; from briefsmith.compat import install; install(); install();"
        "from transformers import TranslationPipeline;"
        f"made = transformers.pipeline('translation_en_to_de', model={str(toy('marian'))!r}, device='cpu');"
        "assert type(made) is TranslationPipeline;"
        "print(made('The mayor sold the map.')[0]['translation_text'], end='')"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "Die Meisterin verkaufte die Karte."


def test_importing_it_loads_nothing_heavy() -> None:
    code = (
        "import sys; from briefsmith import pipeline; import briefsmith.stages, briefsmith.wiring.pipeline;"
        "from briefsmith import pipeline as again; assert again is pipeline;"
        "sys.exit(bool({'torch', 'transformers', 'datasets'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'pipe'"):
        briefsmith.pipe  # noqa: B018
    with pytest.raises(AttributeError, match="no attribute 'Conversation'"):
        briefsmith.compat.Conversation  # noqa: B018
