"""What a Python program can import, and that the page about it says the same."""

from __future__ import annotations

import dataclasses
import inspect
import json
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import ctranslate2
import pytest

import briefsmith
import toys
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


def test_the_page_names_every_field_of_the_values() -> None:
    rows = dict(re.findall(r"^\| `briefsmith\.(\w+)` \|(.+)$", PAGE.read_text("utf-8"), re.MULTILINE))
    values = [getattr(briefsmith, name) for name in rows if dataclasses.is_dataclass(getattr(briefsmith, name))]
    assert len(values) == 10
    for value in values:
        fields = {field.name for field in dataclasses.fields(value)}
        assert fields <= set(re.findall(r"`(\w+)`", rows[value.__name__])), value.__name__


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


class _Counted(ctranslate2.Translator):  # type: ignore[misc]  # it has no types
    """A model of CTranslate2 that says how many there were."""

    loaded = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        type(self).loaded += 1
        super().__init__(*args, **kwargs)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> type[_Counted]:
    monkeypatch.setattr(_Counted, "loaded", 0)
    monkeypatch.setattr(ctranslate2, "Translator", _Counted)
    return _Counted


def _texts(result: briefsmith.Result) -> list[str]:
    return [brief.text() for brief in result.briefs]


def test_threads_share_one_object_and_load_each_model_once(counted: type[_Counted], examples: Path) -> None:
    articles = [examples / "feature.md", examples / "news-report.txt", TEXT]
    one_by_one = [_texts(briefsmith.Briefsmith(["en", "de"], ["headline", "short"]).run(item)) for item in articles]
    counted.loaded = 0
    smith, ready = briefsmith.Briefsmith(["en", "de"], ["headline", "short"]), Barrier(12)

    def run(number: int) -> list[str]:
        ready.wait()
        return _texts(smith.run(articles[number % 3]))

    with ThreadPoolExecutor(12) as threads:
        together = list(threads.map(run, range(12)))
    assert together == one_by_one * 4
    assert counted.loaded == 1


def test_variants_share_the_model_that_summarizes(counted: type[_Counted], toy: Callable[[str], Path]) -> None:
    settings = {"summarizer.engine": "ctranslate2", "summarizer.model": str(toy("bart"))}
    smith = briefsmith.Briefsmith(settings=settings)
    for number in range(3):
        article = toys.article(number, 12)
        (brief,) = smith.variant(None, "8w", source_lang="en").run(article).briefs
        assert brief.text() == toys.first_sentence(article)
    assert counted.loaded == 1


def test_variants_share_the_model_that_checks(hhem: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from briefsmith.engines import consistency

    opened = []

    class Opened(consistency.ConsistencyModel):
        def __init__(self, *args: Any) -> None:
            opened.append(args)
            super().__init__(*args)

    monkeypatch.setattr(consistency, "ConsistencyModel", Opened)
    smith = briefsmith.Briefsmith(settings={"check.consistency": str(hhem), "check.consistency_of": "all"})
    for length in ("1s", "2s"):
        (result,) = smith.variant(None, length, source_lang="en").run_all([TEXT])
        assert "consistency" in [check.name for check in result.briefs[0].checks]
    assert len(opened) == 1


def test_it_may_be_pickled_after_its_use() -> None:
    smith = briefsmith.Briefsmith("de", "1s", settings={"translator.beam_size": 2})
    made = _texts(smith.run(TEXT))
    again = pickle.loads(pickle.dumps(smith))  # noqa: S301 - our own
    assert again.settings == smith.settings
    assert _texts(again.run(TEXT)) == made


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_processes_that_are_forked_after_its_use_work() -> None:
    code = (
        "import multiprocessing, sys, briefsmith\n"
        "smith = briefsmith.Briefsmith(['en', 'de'], '1s')\n"
        "def run(text): return [brief.text() for brief in smith.run(text).briefs]\n"
        "before = run(sys.argv[1])\n"
        "with multiprocessing.get_context('fork').Pool(2) as pool:\n"
        "    assert pool.map_async(run, sys.argv[1:] * 4).get(60) == [before] * 4\n"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code, TEXT], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_what_is_not_given_is_as_in_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("lengths: [headline]\nlanguages: [de]\n")
    (brief,) = briefsmith.Briefsmith(config=tmp_path / "mine.yaml").run(TEXT).briefs
    assert (brief.language, brief.length) == ("de", "headline")
    assert briefsmith.brief(TEXT, "en", settings={"lengths": ["1s"]}).length == "1s"
    assert briefsmith.brief(TEXT, length="2s", config=tmp_path / "mine.yaml").length == "2s"


def test_what_is_no_article_fails_alone() -> None:
    results = list(briefsmith.Briefsmith(length="1s").run_all([TEXT, None, float("nan"), b"bytes", TEXT]))  # type: ignore[list-item]
    assert [len(result.briefs) for result in results] == [1, 0, 0, 0, 1]
    assert [failure.message for result in results for failure in result.failures] == [
        f"text-{number} is no article but of type {kind}: give a str, a pathlib.Path or a Document."
        for number, kind in ((2, "NoneType"), (3, "float"), (4, "bytes"))
    ]
    with pytest.raises(briefsmith.UsageError, match="one is of type NoneType"):
        briefsmith.Briefsmith().translate(["A map.", None], "en", "de")  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"lang": "xx"}, "lang: unknown language 'xx'"),
        ({"length": "tall"}, "length: 'tall' is not a length"),
        ({"source_lang": "xx"}, "source_lang: unknown language 'xx'"),
        ({"settings": {"translator.beam_size": 0}}, "translator.beam_size: Input should be greater than or equal to 1"),
        ({"settings": {"translator": {"beam_size": 0}}}, "translator: translator.beam_size: Input should be greater"),
    ],
)
def test_wrong_settings_are_named_as_they_were_given(arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(briefsmith.SettingsError) as error:
        briefsmith.Briefsmith(**arguments)
    assert str(error.value).startswith(said)


@pytest.mark.parametrize(
    "text", ["市议会星期二决定维修港口大桥，工程五月开始，" * 12, "สภาเมืองมีมติเมื่อวันอังคารให้ซ่อมสะพาน" * 5]
)
def test_a_text_without_spaces_is_no_name_of_a_file(text: str) -> None:
    assert briefsmith.Briefsmith().run(text).document_id == "text-1"
