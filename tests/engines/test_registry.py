"""The registry of engines: which one opens a folder, and how a package adds one."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefsmith.engines import registry
from briefsmith.engines.base import EngineSpec
from briefsmith.engines.folder import embedded_models
from briefsmith.engines.options import EngineOptions
from briefsmith.engines.registry import ENGINES, engine_of, is_engine, open_engine
from briefsmith.errors import EngineError, ModelUnavailableError, SettingsError
from briefsmith.model import Document
from briefsmith.settings import load
from briefsmith.testing import FakeEngine
from briefsmith.wiring.pipeline import build_pipeline

# What a package with an engine looks like: one module, and what an installer writes next to it.
MODULE = """
from briefsmith.engines.base import EngineSpec
from briefsmith.testing import FakeEngine

def opens(path):
    return (path / "briefsmith.json").is_file() or (path / "rules.txt").is_file()

def open_rules(path, name, revision, options):
    return FakeEngine(max_input_tokens=512)

SPEC = EngineSpec("rules", opens, open_rules)
"""
Install = Callable[[str, str], None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Installs a package with one module under tmp_path, with an entry point `rules` in our group."""
    site = tmp_path / "site-packages"

    def forget() -> None:
        registry._entry_points.cache_clear()
        registry._plug_in.cache_clear()
        sys.modules.pop("briefsmith_rules", None)

    def installed(module: str, target: str = "briefsmith_rules:SPEC") -> None:
        info = site / "briefsmith_rules-1.0.dist-info"
        info.mkdir(parents=True)
        (site / "briefsmith_rules.py").write_text(module, "utf-8")
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: briefsmith-rules\nVersion: 1.0\n", "utf-8")
        (info / "entry_points.txt").write_text(f"[briefsmith.engines]\nrules = {target}\n", "utf-8")
        monkeypatch.syspath_prepend(str(site))
        forget()

    forget()
    yield installed
    monkeypatch.undo()
    forget()


def embedded() -> Path:
    return embedded_models()[0].path


def test_the_registry_loads_no_engine() -> None:
    code = "import sys, briefsmith.engines.registry; print({'torch', 'ctranslate2', 'transformers', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_the_first_that_opens_a_folder(toy: Callable[[str], Path], tmp_path: Path) -> None:
    assert [engine_of(path) for path in (embedded(), toy("bart"), toy("led"), tmp_path)] == [
        *(ENGINES["ctranslate2"], ENGINES["ctranslate2"], ENGINES["transformers"], None)
    ]


def test_an_engine_named_for_other_models_leaves_exported_folders_to_theirs() -> None:
    engine = open_engine(embedded(), name="x", revision="1", options=EngineOptions("transformers"))
    assert engine.info.engine == "ctranslate2"


def test_a_folder_that_is_not_a_model_says_why(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailableError, match=r"not a model folder: config.json"):
        open_engine(tmp_path, name="x", revision="1")
    with pytest.raises(EngineError, match="no engine 'rules'; choose one of auto, ctranslate2, firefox, transformers"):
        open_engine(tmp_path, name="x", revision="1", options=EngineOptions("rules"))


def test_settings_name_the_engines_there_are(install: Install) -> None:
    with pytest.raises(SettingsError) as unknown:
        load(assignments=["translator.engine=rules", "summarizer.engine=rules"], environment={})
    assert unknown.value.problems == [
        "--set: summarizer.engine: Input should be 'embedded', 'auto', 'ctranslate2', 'firefox', 'transformers' or 'openai'",
        "--set: translator.engine: Input should be 'auto', 'ctranslate2', 'firefox', 'transformers' or 'openai'",
    ]
    install(MODULE)
    assert is_engine("rules")
    assert load(assignments=["translator.engine=rules"], environment={}).translator.engine == "rules"
    with pytest.raises(SettingsError, match="'transformers', 'rules' or 'openai'"):
        load(assignments=["translator.engine=ruler"], environment={})


def test_an_installed_package_translates(install: Install) -> None:
    install(MODULE)
    chosen = ["translator.engine=rules", "translator.locale=false", "check.translation=false"]
    settings = load(assignments=chosen, flags={"languages": "de", "lengths": "short"}, environment={})
    text = "The council opened the new bridge over the river on Monday. It had been closed for two years."
    (result,) = build_pipeline(settings).run([Document.create("bridge", text, language="en")])
    (brief,) = result.briefs
    assert brief.sentences[0].text == "THE COUNCIL OPENED THE NEW BRIDGE OVER THE RIVER ON MONDAY."
    assert [step.engine for step in brief.provenance if step.stage == "translate"] == ["fake"]


def test_an_installed_package_opens_folders_that_none_of_ours_does(install: Install, tmp_path: Path) -> None:
    install(MODULE)
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "rules.txt").write_text("upper", "utf-8")
    chosen = ["summarizer.engine=auto", f"summarizer.model={json.dumps(str(folder))}", "check.facts=false"]
    settings = load(assignments=chosen, flags={"lengths": "short"}, environment={})
    text = "The council opened the new bridge over the river on Monday. It had been closed for two years. " * 5
    (result,) = build_pipeline(settings).run([Document.create("bridge", text, language="en")])
    assert [step.engine for step in result.briefs[0].provenance][-1] == "fake"
    # Other engines are not asked about folders that our own engines open.
    assert engine_of(embedded()) is ENGINES["ctranslate2"]


@pytest.mark.parametrize(
    ("module", "said"),
    [
        ("import no_such_library", r"cannot be imported \(ModuleNotFoundError: No module named 'no_such_library'\)"),
        ("SPEC = 3", "briefsmith_rules:SPEC of the package briefsmith-rules is not an EngineSpec"),
    ],
)
def test_a_broken_package_is_named(install: Install, module: str, said: str) -> None:
    install(module)
    with pytest.raises(ModelUnavailableError, match=rf"^engine rules: .*briefsmith-rules.*|{said}") as broken:
        open_engine(embedded(), name="x", revision="1", options=EngineOptions("rules"))
    assert broken.match(said)
    assert broken.match("briefsmith-rules")


def test_one_line_in_the_registry_is_an_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = EngineSpec("rule", lambda path: True, lambda path, name, revision, options: FakeEngine())
    monkeypatch.setitem(ENGINES, "rule", spec)
    assert load(assignments=["summarizer.engine=rule"], environment={}).summarizer.engine == "rule"
    engine = open_engine(embedded(), name="x", revision="1", options=EngineOptions("rule"))
    assert engine.info.model == "rule"
