"""`briefsmith models pull` over real HTTP: what is fetched, resumed, refused."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from huggingface_hub import constants, scan_cache_dir, snapshot_download

import toys
from briefsmith.models.catalog import find
from briefsmith.models.pull import pull
from cli.conftest import INTERRUPTIBLE, Cli, environment

from .conftest import Models, ToyFolder, online, use_hub
from .hub_server import COMMIT, Hub

NEEDED = {
    "README.md", "config.json", "generation_config.json", "model.safetensors", "source.spm", "target.spm",
    "tokenizer_config.json", "vocab.json",
}  # fmt: skip


def snapshot(cache: Path, commit: str = COMMIT) -> Path:
    return cache / "hub/models--org--tiny/snapshots" / commit


def test_only_the_needed_files_are_fetched_and_they_are_the_same(models: Models, hub: Hub, cache: Path) -> None:
    done = models("pull", "org/tiny")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"org/tiny {COMMIT[:12]} ")
    assert set(hub.fetched()) == NEEDED
    assert {p.name: p.read_bytes() for p in snapshot(cache).iterdir()} == {n: hub.files[n] for n in NEEDED}


def test_what_was_pulled_is_found_by_the_hub_library(models: Models, hub: Hub, cache: Path) -> None:
    models("pull", "org/tiny")
    assert snapshot_download("org/tiny", cache_dir=cache / "hub", local_files_only=True) == str(snapshot(cache))
    found = scan_cache_dir(cache / "hub")
    assert [(repo.repo_id, repo.nb_files) for repo in found.repos] == [
        ("org/tiny", len({hub.files[name] for name in NEEDED}))
    ]
    assert found.warnings == []


def test_a_second_pull_asks_nobody(models: Models, hub: Hub) -> None:
    models("pull", "org/tiny")
    hub.requests.clear()
    done = models("pull", "org/tiny")
    assert done.out == f"org/tiny {COMMIT[:12]} here already\n"
    assert hub.requests == []


def test_the_newest_is_pulled_once_and_then_kept_until_update(models: Models, hub: Hub, cache: Path) -> None:
    models("pull", "org/tiny")
    hub.commit = "beef" * 10
    hub.files["config.json"] += b"\n"
    assert "here already" in models("pull", "org/tiny").out
    hub.requests.clear()
    assert models("pull", "org/tiny", "--update").out.startswith("org/tiny beefbeefbeef ")
    assert hub.fetched() == ["config.json"]
    assert json.loads((cache / "hub/models--org--tiny/briefsmith.lock.json").read_text())["revision"] == hub.commit


# The hub's library writes this much at a time; what was received after that is lost with the connection.
CHUNK = constants.DOWNLOAD_CHUNK_SIZE


def large(**more: object) -> Hub:
    """A model whose weights come in several chunks."""
    weights = random.Random(1).randbytes(2 * CHUNK + 12345)
    return Hub({"config.json": b"{}", "model.safetensors": weights}, **more)  # type: ignore[arg-type]


def test_a_connection_that_breaks_is_taken_up_where_it_was(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    with large(breaks=1, break_after=CHUNK + 999).running() as hub:
        use_hub(monkeypatch, hub, cache)
        assert pull("org/tiny").fetched == 2 * CHUNK + 12347
        assert hub.ranges("cdn/model.safetensors") == ["", f"bytes={CHUNK}-"]
        assert (snapshot(cache) / "model.safetensors").read_bytes() == hub.files["model.safetensors"]


def test_an_interrupted_pull_goes_on_in_the_next_process(cli: Cli, tmp_path: Path, cache: Path) -> None:
    """The first process is interrupted in the middle of the weights; the second requests only the rest."""
    blobs = cache / "hub/models--org--tiny/blobs"
    with (
        large(stalls=True, break_after=CHUNK + 999).running() as slow,
        subprocess.Popen(
            [*INTERRUPTIBLE, "models", "pull", "org/tiny"],
            env=environment(**online(slow, cache)), cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.PIPE,
        ) as process,
    ):  # fmt: skip
        _wait_for(lambda: any(part.stat().st_size >= CHUNK for part in blobs.glob("*.briefsmith.part")))
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, b"briefsmith: interrupted\n")
    assert not snapshot(cache).exists()
    with large().running() as hub:
        assert cli("models", "pull", "org/tiny", **online(hub, cache)).code == 0
        assert hub.ranges("cdn/model.safetensors") == [f"bytes={CHUNK}-"]
        assert (snapshot(cache) / "model.safetensors").read_bytes() == hub.files["model.safetensors"]


def test_a_part_that_is_too_long_is_begun_anew(models: Models, hub: Hub, cache: Path) -> None:
    name = "config.json"
    (blob,) = [file["blobId"] for file in hub.info()["siblings"] if file["rfilename"] == name]
    part = cache / f"hub/models--org--tiny/blobs/{blob}.briefsmith.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(hub.files[name] + b"more")
    assert models("pull", "org/tiny").code == 0
    assert (snapshot(cache) / name).read_bytes() == hub.files[name]


def _wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize("name", ["model.safetensors", "config.json"])
def test_other_bytes_than_the_hub_promised_are_refused(name: str, models: Models, hub: Hub, cache: Path) -> None:
    hub.corrupt = frozenset({name})
    done = models("pull", "org/tiny")
    assert done.code == 3
    assert done.err.startswith(f"briefsmith: org/tiny: {name} arrived with the checksum ")
    assert not snapshot(cache).exists()
    assert models("info", "org/tiny").code == 3
    hub.corrupt = frozenset()
    assert models("pull", "org/tiny").code == 0


def test_a_pickle_is_refused_unless_allowed(models: Models, hub: Hub, cache: Path) -> None:
    del hub.files["model.safetensors"]
    done = models("pull", "org/tiny")
    assert done.code == 3
    assert "only as a pickle (pytorch_model.bin)" in done.err
    assert "--allow-pickle" in done.err
    assert hub.fetched() == []
    assert models("pull", "org/tiny", "--allow-pickle").code == 0
    assert (snapshot(cache) / "pytorch_model.bin").is_file()


@pytest.mark.parametrize(
    ("license", "says"),
    [("cc-by-nc-4.0", "its licence, cc-by-nc-4.0, is not known"), (None, "its card states no licence")],
)
def test_commercial_use_refuses_by_the_card(license: str | None, says: str, models: Models, hub: Hub) -> None:
    hub.license = license
    done = models("pull", "org/tiny", "--license", "commercial")
    assert done.code == 3
    assert done.err.startswith("briefsmith: org/tiny: ")
    assert says in done.err
    assert hub.fetched() == []


def test_commercial_use_allows_several_licences_that_all_do(models: Models, hub: Hub) -> None:
    hub.license = ["apache-2.0", "bsd-3-clause"]
    assert models("pull", "org/tiny", "--license", "commercial").code == 0


def test_nllb_is_refused_by_name_before_anything_is_asked(models: Models, hub: Hub) -> None:
    done = models("pull", "nllb-200-distilled-600M", "--license", "commercial", "--allow-pickle")
    assert (done.code, hub.requests) == (3, [])
    assert done.err == (
        "briefsmith: nllb-200-distilled-600M: its licence, cc-by-nc-4.0, is not known to allow commercial use\n"
    )


def test_offline_nothing_is_asked(cli: Cli, hub: Hub, cache: Path) -> None:
    done = cli("models", "pull", "org/tiny", **{**online(hub, cache), "HF_HUB_OFFLINE": "1"})
    assert (done.code, hub.requests) == (3, [])
    assert "HF_HUB_OFFLINE is set" in done.err


def test_a_hub_that_is_not_there(cli: Cli, hub: Hub, cache: Path) -> None:
    done = cli("models", "pull", "org/tiny", **{**online(hub, cache), "HF_ENDPOINT": "http://127.0.0.1:9"})
    assert done.code == 3
    assert done.err.startswith("briefsmith: org/tiny: cannot be fetched from http://127.0.0.1:9: ")
    assert done.err.count("\n") == 1


def test_what_the_hub_says_no_to(models: Models, hub: Hub) -> None:
    assert f"{hub.url} has no such model" in models("pull", "org/other").err
    assert "has no revision v9" in models("pull", "org/tiny", "--revision", "v9").err
    hub.status = 403
    assert f"consent: give it at {hub.url}/org/tiny" in models("pull", "org/tiny").err
    hub.status = 500
    assert models("pull", "org/tiny").code == 3


def test_a_name_that_is_none(models: Models) -> None:
    done = models("pull", "distillbart")
    assert done.code == 2
    assert "not in the catalog and not a hub id" in done.err


def test_from_pull_to_a_brief(cli: Cli, toy: ToyFolder, tmp_path: Path, cache: Path) -> None:
    """Two commands of docs/guide/models.md, with toys in place of the two models; then without network."""
    for name, stand_in in (("distilbart-cnn-12-6", "bart"), ("opus-mt-en-de", "marian")):
        entry = find(name)
        assert entry is not None
        commit = entry.revision or COMMIT
        with Hub.of(toy(stand_in), hub_id=entry.hub_id, commit=commit).running() as hub:
            assert cli("models", "pull", name, **online(hub, cache)).code == 0
    first, *rest = toys.article(3, sentences=6).split(". ")
    (tmp_path / "article.txt").write_text(f"{first}. {'. '.join(rest)}")
    done = cli(
        "run", "article.txt", "--config", "quality", "--lang", "de", "--length", "1s", "--format", "json",
        **{**online(hub, cache), "HF_HUB_OFFLINE": "1"},
    )  # fmt: skip
    assert done.code == 0, done.err
    (brief,) = json.loads(done.out)["briefs"]
    assert [sentence["text"] for sentence in brief["sentences"]] == [toys.translated(first, "de")]
    models = {(step["stage"], step["engine"], step["model"]) for step in brief["provenance"]}
    assert ("summarize", "ctranslate2", "distilbart-cnn-12-6") in models
    assert ("translate", "ctranslate2", "opus-mt-en-de") in models
