"""The main job, through the real command with the embedded models."""

from __future__ import annotations

import json
import os
from pathlib import Path

import jsonschema
import pytest
import yaml

from briefsmith.engines.folder import DESCRIPTION, embedded_models
from conftest import REPO

from .conftest import Cli

PATH = os.environ.get("PYTHONPATH", "")


def test_a_german_brief(cli: Cli, examples: Path) -> None:
    done = cli("run", examples / "news-report.txt", "--lang", "de", "--length", "short,medium")
    assert done.code == 0
    front = yaml.safe_load(done.out[4:].split("\n---\n")[0])
    assert front["machine_translated"] == ["de"]
    assert front["source_title"] == "Harbour City to Run Its Ferries on Battery Power by 2031"
    assert done.out.count("machine-translated*") == 2
    assert "214 Millionen" in done.out
    assert done.err.count("note: German by the embedded en>de model, draft quality (BLEU ") == 1


@pytest.fixture
def polish(tmp_path: Path) -> str:
    """The setting for a model that claims English into Polish but writes German."""
    embedded = next(model for model in embedded_models() if model.pair == ("en", "de"))
    path = tmp_path / "en-pl"
    path.mkdir()
    for file in embedded.path.iterdir():
        (path / file.name).symlink_to(file)
    (path / DESCRIPTION).unlink()
    described = json.loads((embedded.path / DESCRIPTION).read_text())
    (path / DESCRIPTION).write_text(json.dumps(described | {"pair": "en-pl", "target": "pl"}))
    return f"translator.models=[{path}]"


NOT_CHECKED = (
    "not checked in Polish: numbers in words, currencies, names, countries, figures and names that changed places, left-out parts, "
    "untranslated words, made-up words, opposites, negations"
)


def test_what_cannot_be_checked_is_told_once_and_in_every_brief(cli: Cli, examples: Path, polish: str) -> None:
    article = examples / "news-report.txt"
    languages = ("--lang", "de,pl", "--source-lang", "en", "--length", "short,headline", "--set", polish)
    done = cli("run", article, *languages, "--format", "json")
    assert done.code == 0
    assert [line for line in done.err.splitlines() if "not checked" in line] == [f"briefsmith: note: {NOT_CHECKED}"]
    briefs = json.loads(done.out)["briefs"]
    told = [(b["language"], [c["status"] for c in b["checks"] if c["message"] == NOT_CHECKED]) for b in briefs]
    assert told == [("de", []), ("de", []), ("pl", ["passed"]), ("pl", ["passed"])]
    batch = cli("batch", str(examples / "news-report.*"), *languages)
    assert batch.err.count(f"note: {NOT_CHECKED}\n") == 1


@pytest.mark.parametrize("target", ["de", "en"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\u2028", "\x85", "\v", "\f"])
def test_as_many_lines_out_as_in(end: str, target: str, cli: Cli) -> None:
    text = f"Rain fell.{end}{end}The bridge is closed.{end}Rain fell.\n"
    out = cli("translate", "--from", "en", "--to", target, stdin=text).out
    assert len(out.splitlines()) == len(text.splitlines()) == 4
    assert out.count(end) == text.count(end)


def test_lines_are_translated_with_the_same_note(cli: Cli, polish: str) -> None:
    pair = ("translate", "--from", "en", "--to", "pl", "--set", polish)
    assert cli(*pair, stdin="Rain fell.\n").err == f"briefsmith: note: {NOT_CHECKED}\n"
    assert cli(*pair, "--set", "check.translation=false", stdin="Rain fell.\n").err == ""
    assert "not checked" not in cli("translate", "--from", "en", "--to", "de", stdin="Rain fell.\n").err


def test_json_fits_its_published_schema(cli: Cli, examples: Path) -> None:
    done = cli("run", examples / "feature.md", "--lang", "en,de", "--length", "headline,short,3s", "--format", "json")
    data = json.loads(done.out)
    schema = json.loads((REPO / "docs/reference/schema/run.schema.json").read_text())
    jsonschema.validate(data, schema)
    assert [(b["language"], b["length"]) for b in data["briefs"]] == [
        (language, length) for language in ("en", "de") for length in ("headline", "short", "3s")
    ]
    assert data["document"]["metadata"]["author"] == "Ines Aldermann"
    assert data["failures"] == []


def test_every_sentence_of_a_brief_stands_where_it_says(cli: Cli, examples: Path) -> None:
    data = json.loads(cli("run", examples / "news-report.txt", "--set", "summarizer.compress=false", "-f", "json").out)
    sentences = data["document"]["sentences"]
    source = (examples / "news-report.txt").read_text()
    assert data["briefs"][0]["sentences"]
    for sentence in data["briefs"][0]["sentences"]:
        (index,) = sentence["sources"]
        assert sentences[index]["text"] == sentence["text"]
        assert " ".join(source[sentences[index]["start"] : sentences[index]["end"]].split()) == sentence["text"]


def test_without_a_language_the_brief_stays_in_its_own(cli: Cli, examples: Path) -> None:
    done = cli("run", examples / "news-report.txt", "--length", "short", "--format", "text")
    assert (done.code, done.err) == (0, "")
    assert len(done.out.split("\n", 2)[2].split()) <= 40


def test_the_scraped_page_gives_a_brief_without_clutter(cli: Cli, examples: Path) -> None:
    done = cli("run", examples / "scraped-page.txt", "--length", "long", "--format", "text")
    for clutter in ("cookie", "newsletter", "Share", "Tags", "Read also", "gardenfan", "All rights", "Photo gallery"):
        assert clutter not in done.out


def test_several_inputs_and_one_that_fails(cli: Cli, examples: Path) -> None:
    done = cli("run", examples / "feature.md", "nowhere.txt", examples / "news-report.txt", "--format", "json")
    assert done.code == 1
    assert [bool(item["briefs"]) for item in json.loads(done.out)] == [True, False, True]
    assert done.err == "briefsmith: there is no file nowhere.txt. Check the path.\n"


def test_stdin_and_a_file_for_the_result(cli: Cli, tmp_path: Path, examples: Path) -> None:
    text = (examples / "news-report.txt").read_bytes()
    done = cli("run", "-", "--out", "new/brief.html", "--format", "html", stdin=text)
    assert (done.code, done.out) == (0, "new/brief.html\n")
    assert (tmp_path / "new/brief.html").read_text().startswith("<!doctype html>")


def test_a_folder_gets_one_file_a_brief(cli: Cli, tmp_path: Path, examples: Path) -> None:
    same_name = tmp_path / "other" / "news-report.txt"
    same_name.parent.mkdir()
    same_name.write_bytes((examples / "feature.md").read_bytes())
    done = cli("run", examples / "news-report.txt", same_name, "--length", "short,3s", "--out", "briefs/")
    assert done.out.splitlines() == [
        f"briefs/news-report{n}.en.{length}.md" for n in ("", "-2") for length in ("short", "3s")
    ]
    assert {p.name for p in (tmp_path / "briefs").iterdir()} == {
        "news-report.en.short.md", "news-report.en.3s.md", "news-report-2.en.short.md", "news-report-2.en.3s.md",
    }  # fmt: skip


def test_the_same_run_gives_the_same_bytes(cli: Cli, examples: Path) -> None:
    arguments = ("run", examples / "news-report.txt", "--lang", "de", "--format", "json")
    assert cli(*arguments).out == cli(*arguments).out


def test_settings_come_from_the_environment_too(cli: Cli, examples: Path) -> None:
    done = cli("run", examples / "news-report.txt", BRIEFSMITH_LENGTHS="3s", BRIEFSMITH_FORMAT="json")
    (brief,) = json.loads(done.out)["briefs"]
    assert (brief["length"], len(brief["sentences"])) == ("3s", 3)


@pytest.mark.parametrize("command", [["--version"], ["--help"], ["languages"], ["config", "show"]])
def test_nothing_heavy_is_imported(cli: Cli, command: list[str], tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import atexit, sys\n"
        "atexit.register(lambda: print('heavy:', {'torch', 'transformers', 'datasets', 'ray'} & set(sys.modules), file=sys.stderr))\n"
    )
    done = cli(*command, PYTHONPATH=str(tmp_path))
    assert done.code == 0
    assert done.err.endswith("heavy: set()\n")


def test_an_embedded_run_needs_no_torch(cli: Cli, examples: Path, tmp_path: Path) -> None:
    for name in ("torch", "transformers", "datasets"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('a heavy library was imported')\n")
    assert cli("run", examples / "news-report.txt", "--lang", "de", PYTHONPATH=str(tmp_path)).code == 0


@pytest.mark.parametrize("translating", [False, True])
def test_what_is_off_is_not_imported(translating: bool, cli: Cli, examples: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import atexit, sys\n"
        "atexit.register(lambda: print(*(m for m in sys.modules if m.startswith('briefsmith.')), file=sys.stderr))\n"
    )
    off = ("--set", "check.facts=false", "--set", "check.translation=false")
    language = ("--lang", "de") if translating else ()
    done = cli("run", examples / "feature.md", *off, *language, "--length", "1s", PYTHONPATH=f"{tmp_path}:{PATH}")
    assert done.code == 0
    loaded = {name.removeprefix("briefsmith.") for name in done.err.splitlines()[-1].split()}
    parts = {name.split(".")[0] for name in loaded}
    # A translator chooses among its n-best by figures and repetitions, even if its choice is not checked.
    assert parts & {"check", "facts", "translate"} == ({"facts", "translate"} if translating else set())
