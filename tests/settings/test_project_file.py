"""`briefsmith.yaml` in the current folder: reading it is reported, and it may not say where articles are sent."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from briefsmith.errors import SettingsError
from briefsmith.settings import load
from briefsmith.settings.layers import PROJECT_FILE
from cli.conftest import Cli, cli

__all__ = ["cli"]
OURS = "settings from ./briefsmith.yaml"
ELSEWHERE = "summarizer: {engine: openai}\nendpoint: {url: 'http://127.0.0.1:9/v1', model: m, api_key_env: HOME}\n"
TOLD = (
    "briefsmith.yaml: summarizer.engine, endpoint.url, endpoint.model, endpoint.api_key_env: a file that was found, not "
    "named, may not choose where articles are sent; if you trust it, add --config briefsmith.yaml"
)
ARTICLE = "The council met on Monday. It decided to build a bridge over the river. Work begins in May.\n" * 5


@pytest.fixture
def article(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    path = tmp_path / "in/article.txt"
    path.write_text(ARTICLE)
    return path


COMMANDS = {
    "run": ["run", "in/article.txt"],
    "batch": ["batch", "in", "--out", "out"],
    "newsletter": ["newsletter", "in/article.txt", "--out", "issue"],
    "clean": ["clean", "in/article.txt"],
    "config show": ["config", "show"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_it_may_not_send_articles_elsewhere(name: str, article: Path, cli: Cli, tmp_path: Path) -> None:
    (tmp_path / PROJECT_FILE).write_text(ELSEWHERE)
    before = sorted(tmp_path.rglob("*"))
    done = cli(*COMMANDS[name])
    assert (done.code, done.out) == (2, "")
    assert done.err == f"briefsmith: {OURS}\nbriefsmith: {TOLD}\n"
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", COMMANDS)
def test_it_is_said_when_it_is_read(name: str, article: Path, cli: Cli, tmp_path: Path) -> None:
    (tmp_path / PROJECT_FILE).write_text("lengths: [short]\n")
    done = cli(*COMMANDS[name])
    assert done.code == 0
    assert done.err.startswith(f"briefsmith: {OURS}\n")
    named = cli(*COMMANDS[name], "--config", PROJECT_FILE)
    assert named.code == 0
    assert OURS not in named.err


def test_translate_says_so_too(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / PROJECT_FILE).write_text("translator: {engine: openai}\n")
    done = cli("translate", "--from", "en", "--to", "de", stdin="Yes.\n")
    assert done.code == 2
    assert f"briefsmith: {OURS}\nbriefsmith: briefsmith.yaml: translator.engine: a file that was found" in done.err


def refused(assignments: tuple[str, ...] = (), environment: Mapping[str, str] | None = None) -> str:
    with pytest.raises(SettingsError) as caught:
        load(assignments=assignments, environment=environment or {})
    return str(caught.value)


def test_a_file_that_it_extends_was_not_named_either(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("endpoint: {url: 'http://example.org/v1'}\n")
    Path(PROJECT_FILE).write_text("extends: base.yaml\nlengths: [short]\n")
    assert refused(("summarizer.engine=openai", "endpoint.model=m")).startswith("briefsmith.yaml: endpoint.url: ")


def test_what_is_named_may_choose_the_endpoint(tmp_path: Path) -> None:
    Path(PROJECT_FILE).write_text(ELSEWHERE)
    assert load(PROJECT_FILE, environment={}).endpoint.url == "http://127.0.0.1:9/v1"
    Path(PROJECT_FILE).write_text("lengths: [short]\n")
    settings = load(
        assignments=["summarizer.engine=openai", "endpoint.model=m"],
        environment={"BRIEFSMITH_ENDPOINT__URL": "http://localhost:1/v1", "BRIEFSMITH_ENDPOINT__API_KEY_ENV": "KEY"},
    )
    assert (settings.endpoint.url, settings.endpoint.model, settings.lengths) == (
        "http://localhost:1/v1",
        "m",
        ("short",),
    )


def test_a_stronger_source_overrules_it() -> None:
    Path(PROJECT_FILE).write_text("endpoint: {url: 'http://127.0.0.1:9/v1'}\n")
    assert load(assignments=["endpoint.url=http://localhost:1/v1"], environment={}).endpoint.url.endswith(":1/v1")
    assert load(flags={"endpoint": {"url": "http://localhost:2/v1"}}, environment={}).endpoint.url.endswith(":2/v1")


def test_the_file_of_config_init_does_not_stand_in_the_way(cli: Cli, article: Path) -> None:
    assert cli("config", "init").code == 0
    assert cli(*COMMANDS["run"]).code == 0
