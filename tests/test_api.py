"""What a Python program can import, and that the page about it says the same."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import briefsmith
from conftest import REPO

PAGE = REPO / "docs/reference/api.md"
TEXT = (
    "The ferry across the Brannock stopped on Tuesday. The town will open a bridge in May 2027, the mayor said. "
    "It costs 14 million dollars. Nobody in the town expects the debt to be paid before 2040."
)


def test_the_page_names_exactly_what_is_exported() -> None:
    named = set(re.findall(r"`briefsmith\.(?!yaml)(\w+)[`(]", PAGE.read_text("utf-8")))
    assert named == set(briefsmith.__all__)


def test_every_exported_name_is_there() -> None:
    for name in briefsmith.__all__:
        assert getattr(briefsmith, name) is not None
    assert set(dir(briefsmith)) >= set(briefsmith.__all__)
    with pytest.raises(AttributeError, match="no attribute 'breef'"):
        _ = briefsmith.breef


def test_the_signatures_are_those_of_the_page() -> None:
    page = PAGE.read_text("utf-8")
    stated = dict(re.findall(r"^### `(?:briefsmith\.)?([\w.]+)(\(.*\))`$", page, re.MULTILINE))
    methods = ("run", "run_all", "variant", "clean", "translate")
    assert set(stated) == {"brief", "Briefsmith", *(f"Briefsmith.{name}" for name in methods)}
    for name, text in stated.items():
        found: object = briefsmith
        for part in name.split("."):
            found = getattr(found, part)
        signature = inspect.signature(found)  # type: ignore[arg-type]
        plain = [
            p.replace(annotation=inspect.Parameter.empty) for p in signature.parameters.values() if p.name != "self"
        ]
        assert str(inspect.Signature(plain)) == text, name


def test_importing_it_loads_nothing_heavy() -> None:
    code = (
        "import sys, briefsmith\n"
        "heavy = {'numpy', 'pydantic', 'torch', 'transformers', 'ctranslate2', 'yaml', 'babel', 'briefsmith.api'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_one_brief_of_a_text() -> None:
    brief = briefsmith.brief(TEXT, lang="de", length="20w")
    assert (brief.language, brief.length) == ("de", "20w")
    assert brief.headline
    assert brief.provenance[-1].route == "en>de"
    assert briefsmith.Brief.from_json(json.loads(json.dumps(brief.to_json()))) == brief


def test_one_brief_of_a_file(examples: Path) -> None:
    brief = briefsmith.brief(examples / "news-report.txt", length="short")
    assert (brief.document_id, brief.language) == ("news-report", "en")
    assert 0 < len(brief.text().split()) <= 40


def test_many_articles_keep_their_order_and_their_troubles(examples: Path, tmp_path: Path) -> None:
    document = briefsmith.Document.create("given", TEXT, language="en")
    smith = briefsmith.Briefsmith(["en", "de"], ["headline", "short"])
    results = list(smith.run_all([examples / "feature.md", tmp_path / "none.txt", document, " ", TEXT]))
    assert [result.document_id for result in results] == [
        "feature",
        results[1].document_id,
        "given",
        "text-4",
        "text-5",
    ]
    assert [[f.kind for f in result.failures] for result in results] == [[], ["missing"], [], ["empty"], []]
    made = [(brief.language, brief.length) for brief in results[2].briefs]
    assert made == [("en", "headline"), ("en", "short"), ("de", "headline"), ("de", "short")]
    assert smith.run(TEXT).briefs[1].text() == results[4].briefs[1].text()


def test_texts_are_translated_one_or_many() -> None:
    smith = briefsmith.Briefsmith()
    assert "Montag" in smith.translate("The bridge opens on Monday.", "en", "German")
    lines = smith.translate(["The bridge opens on Monday.\n\nIt is 300 metres long.", ""], "en", "de")
    assert len(lines) == 2
    assert lines[0].count("\n") == 2
    assert "300" in lines[0]
    assert lines[1] == ""
    assert smith.translate("As it is.", "en", "en") == "As it is."


def test_cleaning_says_what_was_dropped(examples: Path) -> None:
    cleaned = briefsmith.Briefsmith().clean(examples / "scraped-page.txt")
    assert cleaned.sentences
    assert "cookie_banner" in {span.reason for span in cleaned.dropped}
    with pytest.raises(briefsmith.InputError):
        briefsmith.Briefsmith().clean("")


def test_wrong_arguments_are_told_in_a_sentence(examples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(briefsmith.SettingsError, match="unknown language 'xx'"):
        briefsmith.brief(TEXT, lang="xx")
    with pytest.raises(briefsmith.SettingsError, match=r"unknown key; known here: .*beam_size"):
        briefsmith.Briefsmith(settings={"translator.bean_size": 2})
    with pytest.raises(briefsmith.InputError, match="there is no file"):
        briefsmith.brief(Path("missing.txt"))
    with pytest.raises(briefsmith.ModelUnavailableError, match="no model here translates English into Polish"):
        briefsmith.brief(TEXT, lang="pl")
    with pytest.raises(briefsmith.UsageError, match=r"pathlib\.Path"):
        briefsmith.brief(str(examples / "feature.md"))
    with pytest.raises(briefsmith.UsageError, match="Briefsmith"):
        briefsmith.brief(TEXT, length=["short", "long"])  # type: ignore[arg-type]


def test_neither_the_folder_nor_the_environment_changes_a_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "briefsmith.yaml").write_text("lengths: [nonsense]\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BRIEFSMITH_LENGTHS", "nonsense")
    assert briefsmith.brief(TEXT, length="short").length == "short"


def test_a_configuration_file_may_be_named(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("summarizer: {compress: false}\n")
    smith = briefsmith.Briefsmith(config=tmp_path / "mine.yaml", settings={"clean": {"boilerplate": False}})
    assert smith.run(TEXT).briefs[0].text() == TEXT
