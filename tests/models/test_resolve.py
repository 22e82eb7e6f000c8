"""What a name means, and the sentence if it means nothing."""

from __future__ import annotations

import json
import shutil
import socket
from pathlib import Path
from typing import NoReturn

import pytest
from huggingface_hub import constants

from briefsmith.engines.folder import embedded_models
from briefsmith.errors import ModelUnavailableError
from briefsmith.models import resolve
from cli.conftest import Cli

from .conftest import ToyFolder

DISTILBART = "a4f8f3ea906ed274767e9906dbaede7531d660ff"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    def refuse(*_: object) -> NoReturn:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(cache / "hub"))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setenv("BRIEFSMITH_CACHE", str(cache / "briefsmith"))


def put(toy: Path, cache: Path, hub_id: str, commit: str) -> Path:
    """A snapshot as another program leaves it."""
    snapshot = cache / f"hub/models--{hub_id.replace('/', '--')}/snapshots/{commit}"
    snapshot.parent.mkdir(parents=True, exist_ok=True)
    snapshot.symlink_to(toy)
    return snapshot


@pytest.mark.parametrize("name", ["distilbart-cnn-12-6", "DistilBART-CNN-12-6", "sshleifer/distilbart-cnn-12-6"])
def test_a_catalog_model_by_each_of_its_names(name: str, toy: ToyFolder, cache: Path) -> None:
    snapshot = put(toy("bart"), cache, "sshleifer/distilbart-cnn-12-6", DISTILBART)
    model = resolve(name)
    assert (model.path, model.name, model.revision) == (snapshot, "distilbart-cnn-12-6", DISTILBART)
    assert (model.task, model.languages, model.license) == ("summarization", ("en",), "apache-2.0")


def test_another_commit_than_the_pinned_is_taken_with_a_note(toy: ToyFolder, cache: Path) -> None:
    put(toy("bart"), cache, "sshleifer/distilbart-cnn-12-6", "b" * 40)
    model = resolve("distilbart-cnn-12-6")
    assert model.revision == "b" * 40
    assert model.note == (
        "commit bbbbbbbbbbbb of sshleifer/distilbart-cnn-12-6 is in the cache and is used; the catalog knows a4f8f3ea906e"
    )
    put(toy("bart"), cache, "sshleifer/distilbart-cnn-12-6", DISTILBART)
    model = resolve("distilbart-cnn-12-6")
    assert (model.revision, model.note) == (DISTILBART, None)


def test_a_name_of_before_repositories_had_owners(toy: ToyFolder, cache: Path) -> None:
    put(toy("t5"), cache, "t5-large", "a" * 40)
    model = resolve("google-t5/t5-large")
    assert (
        model.note
        == "google-t5/t5-large is in the cache as t5-large, its other name; commit aaaaaaaaaaaa of it is used"
    )
    assert resolve("t5-large").note is None


def test_a_revision_is_a_branch_or_the_beginning_of_a_commit(toy: ToyFolder, cache: Path) -> None:
    put(toy("bart"), cache, "org/tiny", "a" * 40)
    branch = cache / "hub/models--org--tiny/refs/v1"
    branch.parent.mkdir()
    branch.write_text("a" * 40)
    assert resolve("org/tiny", "v1").revision == resolve("org/tiny", "aaa").revision == "a" * 40
    with pytest.raises(ModelUnavailableError, match="revision main of org/tiny is not on this machine"):
        resolve("org/tiny", "main")


def test_a_hub_id_takes_what_main_was(toy: ToyFolder, cache: Path) -> None:
    put(toy("bart"), cache, "org/tiny", "a" * 40)
    newest = put(toy("bart"), cache, "org/tiny", "b" * 40)
    main = cache / "hub/models--org--tiny/refs/main"
    main.parent.mkdir()
    main.write_text("b" * 40)
    assert resolve("org/tiny").path == newest
    assert resolve("org/tiny").task is None


def test_half_a_model_is_none(cache: Path) -> None:
    snapshot = cache / "hub/models--org--tiny/snapshots" / ("a" * 40)
    snapshot.mkdir(parents=True)
    (snapshot / "config.json").write_text("{}")
    with pytest.raises(ModelUnavailableError, match="org/tiny is not on this machine"):
        resolve("org/tiny")


def test_a_folder_has_a_revision_of_its_contents(toy: ToyFolder, tmp_path: Path) -> None:
    first = resolve(toy("bart"))
    folder = Path(shutil.copytree(toy("bart"), tmp_path / "mine"))
    assert (resolve("mine").name, resolve("mine").revision) == ("mine", first.revision)
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "num_beams": 2}))
    assert resolve(folder).revision != first.revision


def test_a_folder_of_briefsmith_train() -> None:
    import briefsmith

    model = resolve(Path(briefsmith.__file__).parent / "translate/models/en-de")
    assert (model.name, model.license) == ("en-de", "CC-BY-SA-4.0")


def test_the_folder_of_a_training_is_the_model_in_it(tmp_path: Path) -> None:
    folder = next(model for model in embedded_models() if model.pair == ("en", "de")).path
    (tmp_path / "mine" / "model").mkdir(parents=True)
    (tmp_path / "mine" / "model" / "ct2-int8").symlink_to(folder)
    for place in ("mine", "mine/model", "mine/model/ct2-int8"):
        found = resolve(tmp_path / place)
        assert (found.path.name, found.name) == ("ct2-int8", "en-de")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "distilbart",
            "distilbart: no model of this name in the catalog and no such folder; did you mean distilbart-cnn-12-6? "
            "'briefsmith models list' shows the catalog.",
        ),
        (
            "bart-large-cnn",
            "the model bart-large-cnn is not on this machine; 'briefsmith models pull bart-large-cnn' fetches it (1.6 GB).",
        ),
        ("org/tiny", "the model org/tiny is not on this machine; 'briefsmith models pull org/tiny' fetches it."),
        ("./org/tiny", "./org/tiny: no such model folder"),
        ("~/nowhere", "~/nowhere: no such model folder"),
        (Path("here"), "here: no such model folder"),
        (".", ".: not a model folder: it needs config.json and weights"),
    ],
)
def test_one_sentence_for_what_is_not_here(name: str | Path, message: str) -> None:
    with pytest.raises(ModelUnavailableError) as raised:
        resolve(name)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("profile", "command"),
    [
        ("quality", "briefsmith models pull opus-mt-en-de"),
        ("multilingual", "briefsmith models pull m2m100_418M --allow-pickle"),
        ("long", "briefsmith models pull opus-mt-en-de"),
    ],
)
def test_a_profile_names_the_command_that_is_missing(profile: str, command: str, cli: Cli, examples: Path) -> None:
    done = cli("run", examples / "news-report.txt", "--config", profile, "--lang", "de", HF_HOME="hf")
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith("briefsmith: the model ")
    assert done.err.count("\n") == 1
    assert f"'{command}' fetches it" in done.err


def test_a_profile_wants_only_the_pairs_of_the_run(cli: Cli, examples: Path) -> None:
    done = cli("run", examples / "news-report.txt", "--config", "quality", HF_HOME="hf")
    assert "'briefsmith models pull distilbart-cnn-12-6 --allow-pickle' fetches it (1.2 GB)" in done.err
