"""The recipes of docs/extending.md, run as they stand on the page."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefsmith.cli import main
from briefsmith.engines import registry
from briefsmith.engines.base import GenerationParams
from briefsmith.sources.readers import READERS, TEXT
from briefsmith.testing import FakeEngine
from briefsmith.translate.checked import CheckedTranslator
from briefsmith.translate.guards import GUARDS
from briefsmith.translate.seq2seq import Seq2SeqTranslator
from conftest import REPO

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PAGE = (REPO / "docs/extending.md").read_text("utf-8")
PACKAGE = REPO / "src/briefsmith"


def section(title: str) -> str:
    """The part of the page under a heading that begins so."""
    return next(part for part in re.split(r"^## ", PAGE, flags=re.MULTILINE) if part.startswith(title))


def block(title: str, language: str) -> str:
    """The first block of code in a language under a heading."""
    found = re.search(rf"^```{language}\n(.*?)^```$", section(title), re.MULTILINE | re.DOTALL)
    assert found is not None, f"{title}: no block of {language}"
    return found[1]


def defined(code: str) -> dict[str, Any]:
    """The names that a block of code defines."""
    names: dict[str, Any] = {"__name__": "recipe"}
    exec(code, names)  # noqa: S102 - our own page
    return names


def test_the_table_names_what_is_there() -> None:
    rows = re.findall(r"one, in `(\w+)` of `([\w/.]+)`", section("What you touch"))
    assert [name for name, _ in rows] == ["ENGINES", "READERS", "CONTAINERS", "FORMATS", "SERVICES", "GUARDS"]
    for name, path in rows:
        assert re.search(rf"^{name}\b.* = ", (REPO / path).read_text("utf-8"), re.MULTILINE), path


def test_a_language_is_one_module(tmp_path: Path) -> None:
    """A copy of the package without Italian gets the module of the page, and nothing else."""
    package = tmp_path / "briefsmith"
    package.mkdir()
    for entry in PACKAGE.iterdir():
        if entry.name != "languages":
            (package / entry.name).symlink_to(entry)
    shutil.copytree(PACKAGE / "languages", package / "languages")
    for italian in (package / "languages").rglob("*it.py"):
        italian.unlink()
    code = (
        "from briefsmith.facts.extract import extract\n"
        "from briefsmith.translate.guards import findings, unchecked\n"
        "print(unchecked(('en', 'it')))\n"
        "print([fact.value for fact in extract('Ha speso ventitré milioni di euro, nulla resta.', 'it')])\n"
        "print([f.message for f in findings('It cost twelve euros.', 'È costato tredici euro.', ('en', 'it'))])\n"
    )

    def known() -> list[str]:
        variables = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=variables, check=True)
        return done.stdout.splitlines()

    by_lists = (
        "'names', 'countries', 'figures and names that changed places', 'left-out parts', 'untranslated words', "
        "'made-up words', 'opposites'"
    )
    assert known() == [f"['numbers in words', 'currencies', {by_lists}, 'negations']", "[]", "[]"]
    (package / "languages/it.py").write_text(block("A language", "python"), "utf-8")
    assert known() == [
        f"['currencies', {by_lists}]",
        "['EUR 23000000', 'resta']",
        "['lost twelve']",
    ]


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of the engine of the page, whose package is installed."""
    site, folder = tmp_path / "site-packages", tmp_path / "my-rules"
    project = tomllib.loads(block("An engine", "toml"))
    info = site / "briefsmith_rules-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "briefsmith_rules.py").write_text(block("An engine", "python"), "utf-8")
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['project']['name']}\nVersion: 1.0\n", "utf-8"
    )
    points = project["project"]["entry-points"]["briefsmith.engines"]
    lines = [f"{name} = {target}" for name, target in points.items()]
    (info / "entry_points.txt").write_text("\n".join(["[briefsmith.engines]", *lines, ""]), "utf-8")
    folder.mkdir()
    (folder / "briefsmith.json").write_text(block("An engine", "json"), "utf-8")
    (folder / "rules.txt").write_text("bridge=ponte\nThe=Il\nopened=ha aperto\n", "utf-8")
    monkeypatch.syspath_prepend(str(site))
    forget()
    yield folder
    monkeypatch.undo()
    forget()


def forget() -> None:
    """Have the registry look for packages anew."""
    registry._entry_points.cache_clear()
    registry._plug_in.cache_clear()
    sys.modules.pop("briefsmith_rules", None)


@pytest.mark.parametrize("engine", ["auto", "rules"])
def test_an_engine_is_a_package(rules: Path, engine: str, capsys: pytest.CaptureFixture[str]) -> None:
    article = rules.parent / "article.txt"
    article.write_text("The bridge opened on Monday. The town had waited for it for three years.", "utf-8")
    settings = ["--set", f"translator.models=[{rules}]", "--set", f"translator.engine={engine}"]
    out, _ = run(capsys, "run", str(article), "--source-lang", "en", "--lang", "it", "-f", "text", *settings)
    assert "Il ponte ha aperto" in out


def test_a_reader_is_a_file_and_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reader = defined(block("A reader", "python"))["ORG"]
    monkeypatch.delitem(READERS, "text")
    monkeypatch.setitem(READERS, "org", reader)
    monkeypatch.setitem(READERS, "text", TEXT)
    text = "* The bridge\nThe council of Marlow opened the new bridge over the river on Monday, after three years of work.\n"
    (tmp_path / "notes.org").write_text(
        f"#+TITLE: The Bridge of Marlow\n#+AUTHOR: Ada Lund\n# a remark\n{text}", "utf-8"
    )
    shutil.copy(tmp_path / "notes.org", tmp_path / "notes.txt")
    for name in ("notes.org", "notes.txt"):
        out, _ = run(capsys, "run", str(tmp_path / name), "-f", "md")
        assert "author: Ada Lund" in out
        assert "source_title: The Bridge of Marlow" in out
        assert "remark" not in out
    (tmp_path / "empty.org").write_text("#+TITLE: Nothing\n", "utf-8")
    _, err = run(capsys, "run", str(tmp_path / "empty.org"), code=1)
    assert "has no prose in it" in err


def test_a_guard_is_a_file_and_a_line() -> None:
    exclamations = defined(block("A guard", "python"))["Exclamations"]()
    swedish = {"See the bridge!": "Hon ser bron.", "He has seen it.": "Han har sett den."}
    translator = Seq2SeqTranslator(FakeEngine(lambda text: swedish[text]), GenerationParams())
    source = list(swedish)
    with_it = CheckedTranslator(translator, ("en", "sv"), guards=(*GUARDS, exclamations)).checked(source)
    assert [[finding.message for finding in done.findings] for done in with_it] == [
        ["the exclamation became a statement"],
        [],
    ]
    assert with_it[0].rungs == ("beam",)
    without = CheckedTranslator(translator, ("en", "sv")).checked(source)
    assert [done.findings for done in without] == [(), ()]


def run(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> tuple[str, str]:
    """What the command prints, to stdout and to stderr."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["briefsmith", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
    printed = capsys.readouterr()
    assert left.value.code == code, printed.err
    return printed.out, printed.err
