"""list, info, verify, convert, remove, bundle: models on this machine."""

from __future__ import annotations

import json
import shutil
import tarfile
from pathlib import Path

import pytest
from huggingface_hub import constants
from syrupy.assertion import SnapshotAssertion

from .conftest import Models
from .hub_server import COMMIT, Hub


@pytest.fixture
def pulled(models: Models) -> Models:
    assert models("pull", "org/tiny").code == 0
    return models


def commit_folder(cache: Path) -> Path:
    return cache / "hub/models--org--tiny/snapshots" / COMMIT


def test_the_catalog_as_a_list(models: Models, snapshot: SnapshotAssertion) -> None:
    assert models("list").out == snapshot


def test_the_list_shows_what_was_pulled_beside_the_catalog(pulled: Models) -> None:
    line = pulled("list").out.splitlines()[-1]
    assert line.startswith("*  org/tiny")
    assert line.endswith("apache-2.0")
    rows = json.loads(pulled("list", "--format", "json").out)
    assert rows[-1] == {
        "name": "org/tiny", "hub_id": "org/tiny", "task": "?", "languages": "?", "license": "apache-2.0",
        "commercial": True, "megabytes": 1, "here": True, "bleu": None, "comet": None,
    }  # fmt: skip
    assert not any(row["here"] for row in rows[:-1])


def test_the_commercial_list_leaves_out_what_forbids_or_does_not_say(models: Models) -> None:
    names = {row["name"] for row in json.loads(models("list", "--license", "commercial", "-f", "json").out)}
    assert "m2m100_418M" in names
    assert names.isdisjoint({"nllb-200-distilled-600M", "mT5_multilingual_XLSum", "pegasus-xsum"})


def test_info(models: Models, snapshot: SnapshotAssertion) -> None:
    assert models("info", "nllb-200-distilled-600M").out == snapshot
    assert models("info", "facebook/bart-large-cnn").out == snapshot


def test_info_of_what_is_here(pulled: Models, cache: Path) -> None:
    assert pulled("info", "org/tiny").out == (
        f"name     org/tiny\nlicence  apache-2.0\nhere     {commit_folder(cache)} (revision {COMMIT[:12]})\n"
    )


def test_verify(pulled: Models, cache: Path) -> None:
    assert pulled("verify").out == "org/tiny: as fetched (8 files)\n"
    weights = (commit_folder(cache) / "model.safetensors").resolve()
    content = weights.read_bytes()
    weights.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    (commit_folder(cache) / "vocab.json").unlink()
    done = pulled("verify", "org/tiny")
    assert (done.code, done.out) == (3, "org/tiny: changed (8 files)\n")
    assert "org/tiny: model.safetensors, org/tiny: vocab.json" in done.err


def test_verify_wants_a_lock(pulled: Models, cache: Path) -> None:
    (cache / "hub/models--org--tiny/briefsmith.lock.json").unlink()
    assert "another program fetched it; 'briefsmith models pull org/tiny'" in pulled("verify", "org/tiny").err
    assert pulled("pull", "org/tiny").code == 0
    assert pulled("verify", "org/tiny").code == 0
    assert pulled("verify", "bart-large-cnn").err.startswith("briefsmith: the model bart-large-cnn is not")


def test_remove_takes_everything(pulled: Models, cache: Path) -> None:
    converted = cache / "briefsmith/converted"
    from briefsmith.engines.cache import checkpoint_hash

    mine = converted / f"{checkpoint_hash(commit_folder(cache))}-int8-4.8.5"
    other = converted / "0123456789ab-int8-4.8.5"
    for folder in (mine, other):
        folder.mkdir(parents=True)
        (folder / "model.bin").write_bytes(b"1" * 1_000_000)
    done = pulled("remove", "org/tiny")
    assert (done.code, done.err) == (0, "briefsmith: org/tiny: removed, 1 MB freed\n")
    assert not (cache / "hub/models--org--tiny").exists()
    assert [folder.name for folder in converted.iterdir()] == [other.name]
    assert pulled("remove", "org/tiny").code == 3


def test_a_cache_that_cannot_be_changed_names_no_option(
    pulled: Models, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(shutil, "rmtree", refuse)
    done = pulled("remove", "org/tiny")
    folder = cache / "hub/models--org--tiny"
    assert (done.code, done.err) == (1, f"briefsmith: cannot write {folder}: Permission denied\n")


def test_own_folders_are_not_removed(models: Models, hub: Hub, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    for name in ("config.json", "model.safetensors"):
        (folder / name).write_bytes(hub.files[name])
    done = models("remove", "mine")
    assert (done.code, done.err) == (3, "briefsmith: mine is your own folder; delete it yourself\n")
    assert folder.is_dir()


def test_convert_ahead_of_the_first_use(pulled: Models, cache: Path) -> None:
    done = pulled("convert", "org/tiny", "--precision", "float32")
    folder = Path(done.out.strip())
    assert folder.parent == cache / "briefsmith/converted"
    assert (folder / "model.bin").is_file()
    assert "-float32-" in folder.name


def test_an_architecture_that_does_not_convert(models: Models, hub: Hub) -> None:
    config = json.loads(hub.files["config.json"])
    hub.files["config.json"] = json.dumps({**config, "model_type": "led"}).encode()
    models("pull", "org/tiny")
    assert models("convert", "org/tiny").err == (
        "briefsmith: org/tiny: CTranslate2 does not run led models; use engine transformers\n"
    )


@pytest.mark.parametrize("name", ["models.tar", "models"])
def test_a_bundle_goes_to_a_machine_without_network(
    name: str, pulled: Models, hub: Hub, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pulled("bundle", "org/tiny", "--out", name).out == f"{name}\n"
    hub.requests.clear()
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "elsewhere"))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    assert pulled("pull", "--from", name).out == f"org/tiny {COMMIT[:12]}\n"
    assert pulled("verify").out == "org/tiny: as fetched (8 files)\n"
    there = tmp_path / "elsewhere/models--org--tiny/snapshots" / COMMIT
    assert {p.name: p.read_bytes() for p in there.iterdir()} == {
        p.name: p.read_bytes() for p in commit_folder(cache).iterdir()
    }
    assert hub.requests == []


def test_a_folder_of_a_bundle_is_a_checkpoint(pulled: Models, tmp_path: Path) -> None:
    pulled("bundle", "org/tiny", "--out", "models")
    assert pulled("info", "models/org/tiny").code == 0
    assert {p.name for p in tmp_path.iterdir()} == {"hf", "models"}


def test_a_bundle_is_made_whole_or_not_at_all(pulled: Models, cache: Path, tmp_path: Path) -> None:
    (commit_folder(cache) / "vocab.json").unlink()
    assert pulled("bundle", "org/tiny", "--out", "models.tar").code == 1
    assert {p.name for p in tmp_path.iterdir()} == {"hf"}
    (tmp_path / "there").mkdir()
    assert pulled("bundle", "org/tiny", "--out", "there").code == 2


def test_a_bundle_that_was_changed_is_refused(pulled: Models, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pulled("bundle", "org/tiny", "--out", "models")
    (tmp_path / "models/org/tiny/vocab.json").write_text("{}")
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "elsewhere"))
    done = pulled("pull", "--from", "models")
    assert done.code == 3
    assert "vocab.json arrived with the checksum" in done.err
    assert not list((tmp_path / "elsewhere").glob("*/snapshots"))


@pytest.mark.parametrize("hostile", ["../../evil", "/etc/passwd", "a/b", ".."])
def test_a_bundle_cannot_write_elsewhere(hostile: str, pulled: Models, tmp_path: Path) -> None:
    pulled("bundle", "org/tiny", "--out", "models")
    manifest = tmp_path / "models/briefsmith-bundle.json"
    for key in ("path", "hash"):
        data = json.loads(manifest.read_text())
        data["models"][0]["files"][0][key] = hostile
        (tmp_path / "models/briefsmith-bundle.json").write_text(json.dumps(data))
        done = pulled("pull", "--from", "models")
        assert done.code == 3
        assert "models: not a bundle of 'briefsmith models bundle'" in done.err


@pytest.mark.parametrize("content", [None, b"", b"no archive"])
def test_what_is_no_bundle(content: bytes | None, models: Models, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "x.tar").write_bytes(content)
    done = models("pull", "--from", "x.tar")
    assert done.code == 3
    assert done.err.startswith("briefsmith: x.tar: not a bundle of 'briefsmith models bundle': ")


def test_a_bundle_holds_what_was_named(pulled: Models, tmp_path: Path) -> None:
    pulled("bundle", "org/tiny", "--out", "models.tar")
    with tarfile.open(tmp_path / "models.tar") as tar:
        assert tar.getnames()[0] == "briefsmith-bundle.json"
    assert pulled("pull", "org/other", "--from", "models.tar").err == (
        "briefsmith: models.tar: does not hold org/other; it holds org/tiny\n"
    )


def test_licences_are_looked_at_again_when_bundling(pulled: Models, cache: Path) -> None:
    lock = cache / "hub/models--org--tiny/briefsmith.lock.json"
    lock.write_text(lock.read_text().replace("apache-2.0", "cc-by-nc-4.0"))
    for command in (["bundle", "org/tiny", "--out", "x.tar"], ["pull", "org/tiny"]):
        done = pulled(*command, "--license", "commercial")
        assert (done.code, "cc-by-nc-4.0" in done.err) == (3, True)


def test_a_damaged_lock_is_no_lock(pulled: Models, cache: Path) -> None:
    (cache / "hub/models--org--tiny/briefsmith.lock.json").write_text("{")
    assert pulled("info", "org/tiny").code == 0
    assert pulled("bundle", "org/tiny", "--out", "x.tar").code == 3
    shutil.rmtree(cache / "hub")
    assert pulled("verify").out == ""
