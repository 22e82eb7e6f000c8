"""The other commands, and the help of all of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from syrupy.assertion import SnapshotAssertion

from briefsmith.cli import app
from conftest import REPO

from .conftest import Cli


def commands() -> list[list[str]]:
    """Every command and group, as it is typed."""

    def below(group: object, path: list[str]) -> list[list[str]]:
        found = [path]
        for name, command in sorted(getattr(group, "commands", {}).items()):
            found += below(command, [*path, name])
        return found

    return below(typer.main.get_command(app), [])


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_help(command: list[str], cli: Cli, snapshot: SnapshotAssertion) -> None:
    done = cli(*command, "--help")
    assert done.code == 0
    assert "\n".join(line.rstrip() for line in done.out.splitlines()) == snapshot


@pytest.mark.parametrize("command", [c for c in commands() if c], ids=" ".join)
def test_every_command_stands_in_the_docs(command: list[str]) -> None:
    reference = (REPO / "docs/reference/commands.md").read_text()
    assert f"## briefsmith {' '.join(command)}\n" in reference


def test_clean_prints_the_article_alone(cli: Cli, examples: Path) -> None:
    done = cli("clean", examples / "scraped-page.txt")
    paragraphs = done.out.strip().split("\n\n")
    assert len(paragraphs) == 7
    assert paragraphs[0].startswith("The Lower Brannock reservoir is 94 percent full")
    assert paragraphs[-1].endswith("but twice the long-term figure.")


def test_clean_json_accounts_for_every_character(cli: Cli, examples: Path) -> None:
    text = (examples / "scraped-page.txt").read_text()
    data = json.loads(cli("clean", examples / "scraped-page.txt", "--format", "json").out)
    spans = sorted(
        [(s["start"], s["end"]) for s in data["sentences"]] + [(d["start"], d["end"]) for d in data["dropped"]]
    )
    rest = "".join(text[a:b] for (_, a), (b, _) in zip([(0, 0), *spans], [*spans, (len(text), 0)], strict=True))
    assert rest.strip() == ""
    assert all(text[d["start"] : d["end"]] == d["text"] and d["reason"] for d in data["dropped"])
    assert data["metadata"]["author"] == "Nadia Ferrante"


def test_translate_is_one_line_for_one(cli: Cli) -> None:
    done = cli("translate", "--from", "en", "--to", "de", stdin="The house is old.\n\nIn 2024. Yes.\r\n12:30\n")
    lines = done.out.split("\n")
    assert len(lines) == 5
    assert lines[1] == lines[4] == ""
    assert "alt" in lines[0]
    assert "2024" in lines[2]
    assert lines[3] == "12:30"


def test_translate_into_the_same_language_is_the_text(cli: Cli) -> None:
    assert cli("translate", "--from", "en", "--to", "English", stdin="As it is.\n").out == "As it is.\n"


def test_languages_tells_what_is_embedded_and_how_good(cli: Cli) -> None:
    done = cli("languages")
    assert "en > de" in done.out
    assert "flores-dev: BLEU " in done.out
    assert "  zh   Chinese (中文)" in done.out


def test_config_show_init_and_validate_agree(cli: Cli, tmp_path: Path) -> None:
    assert cli("config", "init").out == "briefsmith.yaml\n"
    assert cli("config", "validate", "briefsmith.yaml").code == 0
    with_file = cli("config", "show", "--set", "lengths=short").out
    (tmp_path / "briefsmith.yaml").unlink()
    assert cli("config", "show", "--set", "lengths=short").out == with_file
    assert "- short" in with_file


def test_config_init_does_not_overwrite(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "briefsmith.yaml").write_text("languages: [de]\n")
    done = cli("config", "init")
    assert (done.code, done.err) == (2, "briefsmith: briefsmith.yaml already exists; use --force to overwrite it\n")
    assert cli("config", "init", "--force").code == 0


def test_version(cli: Cli) -> None:
    assert cli("--version").out.startswith("briefsmith 0.")


def test_completion_is_there_for_the_shell(cli: Cli) -> None:
    assert "briefsmith" in cli("--show-completion", "bash", _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1").out


def test_help_shows_the_extra_in_brackets(cli: Cli) -> None:
    assert "pip install 'briefsmith[ray]'" in cli("batch", "--help", COLUMNS="200", TERMINAL_WIDTH="200").out
