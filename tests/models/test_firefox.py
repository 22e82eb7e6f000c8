"""Mozilla's models: listed, fetched, refused, bundled, and used without a flag."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from huggingface_hub import constants

import toys
from briefsmith.cli import app
from briefsmith.errors import BriefsmithError, ModelUnavailableError
from briefsmith.models import firefox_catalog, transfer
from briefsmith.models.firefox_catalog import firefox_models, legs, named
from briefsmith.models.firefox_here import pulled_models
from briefsmith.wiring.batch import revisions
from briefsmith.wiring.reading import configured
from briefsmith.wiring.translation import build_translators
from cli.conftest import Run

from .firefox_server import FOLDERS, RECORDS, RUN, Mozilla, packed, published, serve_toys, sha256, write_list

SENTENCE = "The mayor painted the street."
GERMAN = "Die Meisterin malte die Straße."
Command = Callable[..., Run]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    return tmp_path / "hub"


@pytest.fixture
def toy_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The toys as all that Mozilla publishes."""
    write_list(tmp_path / "list.json")
    monkeypatch.setattr(firefox_catalog, "LIST", tmp_path / "list.json")
    firefox_models.cache_clear()
    yield
    firefox_models.cache_clear()


@pytest.fixture
def mozilla(toy_list: None, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mozilla]:
    with serve_toys().running() as served:
        monkeypatch.setenv("BRIEFSMITH_FIREFOX_URL", served.url)
        yield served


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """`briefsmith ARGS...` in this process."""

    def run(*arguments: str | Path) -> Run:
        code, error = 0, ""
        try:
            app(args=list(map(str, arguments)), standalone_mode=False)
        except BriefsmithError as raised:
            code, error = raised.exit_code, f"briefsmith: {raised}\n"
        captured = capsys.readouterr()
        return Run(code, captured.out, captured.err + error)

    return run


def snapshot(cache: Path, name: str) -> Path:
    (found,) = (cache / f"models--mozilla-firefox--{name}/snapshots").iterdir()
    return found


# The list


def test_the_list_has_a_hash_a_size_and_a_safe_name_for_every_file() -> None:
    models = firefox_models()
    assert len(models) > 100
    assert len({model.name for model in models}) == len(models)
    for model in models:
        kinds = sorted(file.name.partition(".")[0] for file in model.files)
        assert kinds in (["lex", "model", "vocab"], ["lex", "model", "srcvocab", "trgvocab"])
        assert all(len(file.sha256) == 64 and 0 < file.size < 100e6 and "/" not in file.name for file in model.files)
        assert [bool(file.unpacked_sha256) for file in model.files] == [k == "model" for k in kinds]


def test_a_pair_means_the_best_model_that_the_machine_can_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [model.architecture for model in named("firefox-en-de")] == ["base-memory", "tiny"]
    assert [model.architecture for model in named("firefox-en-ru")] == ["base-memory", "base", "tiny"]
    assert [model.name for model in named("Firefox-en-de-TINY")] == ["firefox-en-de-tiny"]
    monkeypatch.setattr("os.sysconf", lambda name: 1 << 12 if name == "SC_PAGE_SIZE" else 1 << 17)
    firefox_models.cache_clear()
    assert named("firefox-en-ru")[0].architecture == "tiny"
    firefox_models.cache_clear()


def test_a_pair_without_a_model_takes_two() -> None:
    assert legs("de", "fr") == ["firefox-de-en", "firefox-en-fr"]
    assert legs("zh", "ja") == ["firefox-zh-en", "firefox-en-ja"]
    assert legs("en", "de") == ["firefox-en-de"]
    assert legs("de", "am") == []


def test_models_list_shows_them_with_size_scores_and_licence(command: Command) -> None:
    lines = command("models", "list", "--lang", "da").out.splitlines()
    assert "   firefox-en-da-tiny" in "\n".join(lines)
    (line,) = (line for line in lines if "firefox-en-da-tiny" in line)
    assert line.split() == (
        ["firefox-en-da-tiny", "translation", "en", ">", "da", "15", "MB", "BLEU", "45.1,", "COMET", "0.888", "mpl-2.0"]
    )
    rows = json.loads(command("models", "list", "--lang", "da", "--format", "json").out)
    (row,) = (row for row in rows if row["name"] == "firefox-en-da-tiny")
    assert (row["bleu"], row["license"], row["commercial"], row["here"]) == (45.1, "mpl-2.0", True, False)


def test_an_unknown_pair_is_answered_with_the_pairs_there_are(command: Command, cache: Path) -> None:
    done = command("models", "pull", "firefox-en-xx")
    assert done.code == 3
    assert done.err.startswith(
        "briefsmith: firefox-en-xx: Mozilla publishes no such model. There are firefox-en-XX for ar bg"
    )
    assert command("models", "pull", "firefox-en-de-huge").err == (
        "briefsmith: firefox-en-de-huge: Mozilla publishes no such model; of this pair there are firefox-en-de-base-memory and "
        "firefox-en-de-tiny\n"
    )
    assert command("models", "info", "firefox-de-fr").err == (
        "briefsmith: firefox-de-fr is two models: firefox-de-en and firefox-en-fr\n"
    )


# Pulling


def test_a_pull_unpacks_checks_and_describes(command: Command, mozilla: Mozilla, cache: Path) -> None:
    done = command("models", "pull", "firefox-en-de")
    assert done.err == ""
    assert done.out.startswith("firefox-en-de-base-memory ")
    folder = snapshot(cache, "firefox-en-de-base-memory")
    own = {path.name: path.read_bytes() for path in FOLDERS["en", "de"].iterdir()}
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.name in own} == own
    stated = json.loads((folder / "briefsmith.json").read_text())
    assert (stated["source"], stated["target"], stated["license"]) == ("en", "de", "mpl-2.0")
    assert stated["scores"] == [{"dataset": "flores-dev", "bleu": 40.0, "comet": 0.865}]
    assert "Mozilla Public License" in (folder / "LICENSE.md").read_text()
    # Nothing is left of the transfer.
    home = folder.parents[1]
    assert sorted(path.name for path in home.iterdir()) == ["blobs", "briefsmith.lock.json", "refs", "snapshots"]
    assert not list(home.rglob("*.part"))


def test_a_second_pull_asks_nobody(command: Command, mozilla: Mozilla) -> None:
    command("models", "pull", "firefox-en-de")
    mozilla.requests.clear()
    assert command("models", "pull", "firefox-en-de").out.endswith(" here already\n")
    assert mozilla.requests == []


def test_what_was_pulled_is_what_the_pair_means(command: Command, mozilla: Mozilla) -> None:
    command("models", "pull", "firefox-en-de-tiny")
    assert command("models", "info", "firefox-en-de").out.startswith("name           firefox-en-de-tiny\n")
    assert command("models", "pull", "firefox-en-de").out.startswith("firefox-en-de-tiny ")


def test_the_repository_has_what_the_catalog_does_not(command: Command, mozilla: Mozilla) -> None:
    mozilla.files.pop("db/models.json")
    assert command("models", "pull", "firefox-en-de-tiny").code == 0
    assert ("models/tiny/ende/vocab.ende.spm.gz", "") in mozilla.requests


@pytest.mark.parametrize("damage", [b"[]", b'{"models": {"en-de": [{"files": {"model": {"path": "../../x"}}}, 7]}}'])
def test_a_catalog_of_another_form_is_as_good_as_none(command: Command, mozilla: Mozilla, damage: bytes) -> None:
    mozilla.files["db/models.json"] = damage
    assert command("models", "pull", "firefox-en-de-tiny").code == 0


def test_a_broken_transfer_continues_within_one_pull(command: Command, mozilla: Mozilla) -> None:
    mozilla.breaks = 3
    assert command("models", "pull", "firefox-en-de").code == 0
    ranges = [wanted for path, wanted in mozilla.requests if "model.ende" in path]
    assert ranges[0] == ""
    assert ranges[1] == "bytes=3000-"


def test_an_interrupted_pull_is_continued_by_the_next(command: Command, mozilla: Mozilla, cache: Path) -> None:
    mozilla.breaks = 100
    done = command("models", "pull", "firefox-en-de")
    assert done.code == 3
    assert "the same command continues where it stopped" in done.err
    assert pulled_models() == []
    mozilla.breaks = 0
    mozilla.requests.clear()
    assert command("models", "pull", "firefox-en-de").code == 0
    assert next(wanted for path, wanted in mozilla.requests if "model." in path) == "bytes=15000-"
    assert not any("lex." in path for path, _ in mozilla.requests)


def test_a_server_that_cannot_continue_begins_again(command: Command, mozilla: Mozilla) -> None:
    mozilla.breaks, mozilla.resumes = 1, False
    assert command("models", "pull", "firefox-en-de").code == 0


def refused(command: Command, cache: Path, name: str = "firefox-en-de") -> str:
    """The message of a pull after which nothing is installed."""
    done = command("models", "pull", name)
    assert done.code == 3
    assert pulled_models() == []
    assert not list(cache.glob("*/snapshots/*"))
    return done.err


def changed(mozilla: Mozilla, kind: str, data: bytes) -> None:
    """Serve other bytes as all files of a kind."""
    for path in [path for path in mozilla.files if path.rpartition("/")[2].startswith(kind)]:
        mozilla.files[path] = data


@pytest.mark.parametrize("kind", ["model.", "vocab.", "lex."])
def test_other_bytes_are_refused(command: Command, mozilla: Mozilla, cache: Path, kind: str) -> None:
    original = next(data for path, data in mozilla.files.items() if path.rpartition("/")[2].startswith(kind))
    changed(mozilla, kind, original[:-1] + bytes([original[-1] ^ 1]))
    said = refused(command, cache)
    assert "came; it was deleted and nothing was installed" in said
    assert "instead of" in said


def test_a_web_page_in_place_of_a_model_is_called_one(command: Command, mozilla: Mozilla, cache: Path) -> None:
    changed(mozilla, "model.", b"<!DOCTYPE html><title>Welcome</title>")
    assert "a web page came" in refused(command, cache)


def test_a_network_that_answers_everything_with_a_page(command: Command, mozilla: Mozilla, cache: Path) -> None:
    mozilla.pages = True
    assert "the server's answer is not JSON" in refused(command, cache)


def test_more_than_the_stated_size_ends_the_transfer(command: Command, mozilla: Mozilla, cache: Path) -> None:
    changed(mozilla, "lex.", bytes(10_000_000))
    assert "more than the stated" in refused(command, cache)


def test_a_file_that_unpacks_to_more_than_stated_is_stopped(
    command: Command, mozilla: Mozilla, cache: Path, tmp_path: Path
) -> None:
    bomb = gzip.compress(bytes(50_000_000), mtime=0)
    changed(mozilla, "vocab.", bomb)
    rewrite_list(tmp_path, "vocab.ende.spm.gz", bomb)
    assert "it unpacks to more than" in refused(command, cache)


def test_a_model_that_cannot_be_read_gets_no_name(
    command: Command, mozilla: Mozilla, cache: Path, tmp_path: Path
) -> None:
    junk = gzip.compress(b"not a vocabulary", mtime=0)
    changed(mozilla, "vocab.", junk)
    rewrite_list(tmp_path, "vocab.ende.spm.gz", junk)
    assert "vocab.ende.spm" in refused(command, cache)


def rewrite_list(tmp_path: Path, name: str, data: bytes) -> None:
    """State the hash and size of these bytes for a file."""
    path = tmp_path / "list.json"
    content = json.loads(path.read_text())
    for row in content["models"]:
        if name in row["files"]:
            row["files"][name] = [sha256(data), len(data)]
    path.write_text(json.dumps(content))
    firefox_models.cache_clear()


def test_without_a_network_there_is_one_sentence(
    command: Command, toy_list: None, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFSMITH_FIREFOX_URL", "http://127.0.0.1:1")
    done = command("models", "pull", "firefox-en-de")
    assert done.code == 3
    assert done.err.count("\n") == 1
    assert "'briefsmith models bundle firefox-en-de-base-memory --out X.tar' there" in done.err
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    assert "HF_HUB_OFFLINE is set" in command("models", "pull", "firefox-en-de").err


def test_a_slow_server_ends(command: Command, mozilla: Mozilla, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "_PATIENCE_SECONDS", -1e9)
    assert "it came too slowly" in refused(command, cache)


# The newest


def newer(mozilla: Mozilla, vocabulary: bytes | None = None) -> dict[str, bytes]:
    """Serve the fr>en toy's weights as a newer en>de model; returns its files."""
    old, other = packed(FOLDERS["en", "de"]), packed(FOLDERS["fr", "en"])
    files = {name: other[name.replace("ende", "fren")] for name in old}
    base = RUN.format(source="en", target="de").replace("run_1", "run_2")
    mozilla.files |= {f"{base}/{name}": data for name, data in files.items()}
    listed = json.loads(mozilla.files["db/models.json"])
    listed["models"]["en-de"].insert(0, published(base, files, "base-memory"))
    listed["models"]["en-de"].insert(0, published(base.replace("run_2", "run_1"), old, "base-memory", "Nightly"))
    mozilla.files["db/models.json"] = json.dumps(listed).encode()
    return files


def test_update_without_a_hash_for_the_vocabulary_is_refused(command: Command, mozilla: Mozilla, cache: Path) -> None:
    newer(mozilla)
    done = command("models", "pull", "firefox-en-de", "--update")
    assert done.code == 3
    assert "nobody states a checksum for" in done.err
    assert "vocab.ende.spm.gz" in done.err
    assert command("models", "pull", "firefox-en-de").code == 0  # the one of our list


def records(files: dict[str, bytes], **different: str) -> list[dict[str, Any]]:
    return [
        {
            "name": name.removesuffix(".gz"), "version": "3.0", "architecture": "base-memory", "sourceLanguage": "en",
            "targetLanguage": "de", "decompressedHash": sha256(gzip.decompress(data)), **different,
        }
        for name, data in files.items()
    ]  # fmt: skip


def test_update_takes_the_released_model_with_the_hashes_that_firefox_reads(
    command: Command, mozilla: Mozilla, cache: Path
) -> None:
    assert command("models", "pull", "firefox-en-de").code == 0
    files = newer(mozilla)
    wrong = records(packed(FOLDERS["en", "de"]), version="2.0")
    mozilla.files[RECORDS] = json.dumps({"data": [*wrong, *records(files)]}).encode()
    assert command("models", "pull", "firefox-en-de", "--update").out.endswith(" fetched\n")
    (folder,) = pulled_models()
    weights = (folder.path / "model.ende.intgemm.alphas.bin").read_bytes()
    assert weights == (FOLDERS["fr", "en"] / "model.fren.intgemm.alphas.bin").read_bytes()
    assert command("models", "pull", "firefox-en-de", "--update").out.endswith(" here already\n")


def test_update_compares_with_the_records(command: Command, mozilla: Mozilla, cache: Path) -> None:
    files = newer(mozilla)
    stated = records(files)
    next(row for row in stated if row["name"].startswith("vocab"))["decompressedHash"] = "0" * 64
    mozilla.files[RECORDS] = json.dumps({"data": stated}).encode()
    done = command("models", "pull", "firefox-en-de", "--update")
    assert done.code == 3
    assert "vocab.ende.spm.gz: what is in it has another checksum than stated" in done.err


# Bundles, verify, remove


def test_a_bundle_takes_the_models_and_their_licence_along(
    command: Command, mozilla: Mozilla, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command("models", "pull", "firefox-fr-de").code == 0
    assert command("models", "bundle", "firefox-fr-de", "--out", tmp_path / "x.tar").code == 0
    assert command("models", "bundle", "firefox-fr-de", "--out", tmp_path / "x").code == 0
    assert (tmp_path / "x/mozilla-firefox/firefox-en-de-base-memory/LICENSE.md").is_file()
    monkeypatch.setenv("BRIEFSMITH_FIREFOX_URL", "http://127.0.0.1:1")
    for bundle in ("x.tar", "x"):
        monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / f"other {bundle}"))
        assert command("models", "pull", "--from", tmp_path / bundle).code == 0
        assert [folder.pair for folder in pulled_models()] == [("en", "de"), ("fr", "en")]
        assert command("models", "verify").out.count("as fetched") == 2


def test_verify_names_a_changed_file_and_remove_removes(command: Command, mozilla: Mozilla, cache: Path) -> None:
    command("models", "pull", "firefox-en-de")
    (snapshot(cache, "firefox-en-de-base-memory") / "briefsmith.json").resolve().write_text("{}")
    assert (
        "changed since the download: firefox-en-de: briefsmith.json" in command("models", "verify", "firefox-en-de").err
    )
    assert pulled_models() == []  # a damaged model is not used
    assert command("models", "remove", "firefox-en-de").code == 0
    assert not list(cache.glob("models--*"))


# Using them


def test_setup_fetches_what_the_languages_need_and_says_what_to_run(
    command: Command, mozilla: Mozilla, cache: Path
) -> None:
    done = command("setup", "--lang", "de", "--from", "en,fr")
    assert done.out == "Ready. Now: briefsmith run article.txt --lang de\n"
    assert done.err.startswith("briefsmith: 0 MB to fetch: firefox-en-de-base-memory, firefox-fr-en-base-memory")
    assert [folder.pair for folder in pulled_models()] == [("en", "de"), ("fr", "en")]
    assert "everything is here already" in command("setup", "--lang", "German").err
    assert command("setup", "--lang", "de,sv").code == 3
    assert command("setup", "--lang", " ,").code == 2


def test_a_model_of_mozilla_needs_no_conversion(command: Command, mozilla: Mozilla, cache: Path) -> None:
    command("models", "pull", "firefox-en-de")
    done = command("models", "convert", "firefox-en-de")
    assert done.code == 3
    assert "needs no conversion" in done.err


def test_a_run_uses_a_pulled_model_without_a_flag(command: Command, mozilla: Mozilla, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(f"{SENTENCE} The farmer sold the map. The painter cleaned the wall.")
    before = command("run", article, "--source-lang", "en", "--lang", "de", "--length", "headline")
    assert "briefsmith setup --lang de" in before.err
    assert command("setup", "--lang", "de").code == 0
    run = ("run", article, "--source-lang", "en", "--lang", "de", "--format", "json")
    done = command(*run)
    (brief,) = json.loads(done.out)["briefs"]
    assert brief["sentences"][0]["text"] == GERMAN
    (step,) = (step for step in brief["provenance"] if step["stage"] == "translate")
    assert (step["engine"], step["model"]) == ("firefox", "firefox-en-de-base-memory")
    assert "draft quality" not in done.err
    embedded = command(*run, "--set", "translator.prefer=embedded")
    assert '"model": "en-de"' in embedded.out


def test_the_key_of_a_batch_contains_the_pulled_model(command: Command, mozilla: Mozilla) -> None:
    settings = configured(None, {"languages": ["de"], "source_language": "en"})
    before = revisions(settings)
    command("models", "pull", "firefox-en-de", "firefox-fr-en")
    after = revisions(settings)
    assert set(after) - set(before) == {"firefox-en-de-base-memory"}  # the other cannot take part


def test_two_models_in_a_row(command: Command, mozilla: Mozilla, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(" ".join(toys.translated(sentence, "fr") for sentence in toys.SENTENCES[:3]))
    run = ("run", article, "--source-lang", "fr", "--lang", "de", "--format", "json")
    assert "German by the embedded en>de model" in command(*run).err
    assert command("models", "pull", "firefox-fr-de").code == 0
    done = command(*run)
    (brief,) = json.loads(done.out)["briefs"]
    assert brief["sentences"][0]["text"] == toys.translated(toys.SENTENCES[0], "de")
    steps = [(s["model"], s["route"]) for s in brief["provenance"] if s["stage"] == "translate"]
    assert steps == [("firefox-fr-en-base-memory", "fr>en"), ("firefox-en-de-base-memory", "en>de")]


def test_an_article_in_another_language_becomes_an_english_brief(
    command: Command, mozilla: Mozilla, tmp_path: Path
) -> None:
    assert command("setup", "--from", "fr", "--lang", "en").code == 0
    article = tmp_path / "article.txt"
    article.write_text(" ".join(toys.translated(sentence, "fr") for sentence in toys.SENTENCES[:3]))
    done = command("run", article, "--source-lang", "fr", "--lang", "en", "--format", "json")
    (brief,) = json.loads(done.out)["briefs"]
    assert brief["sentences"][0]["text"] == toys.SENTENCES[0]


def test_a_direct_model_always_wins(command: Command, mozilla: Mozilla, toy: Callable[[str], Path]) -> None:
    command("models", "pull", "firefox-fr-de")
    direct = toy("m2m_100")
    settings = configured(None, {"languages": ["de"], "translator.models": [str(direct)]})
    (model,) = build_translators(settings).require("fr", "de")
    assert model.name == direct.name
    with pytest.raises(ModelUnavailableError):
        build_translators(configured(None, {"languages": ["de"]})).require("sv", "pl")
