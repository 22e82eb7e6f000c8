"""Whatever goes wrong: one sentence, the documented exit code, no traceback, nothing half-written."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from .conftest import COMMAND, INTERRUPTIBLE, Cli, environment

PROSE = "The council met on Monday. It decided to build a bridge over the river. Work begins in May. "


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A folder of things that are not articles."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "blank.txt").write_text(" \n\t\n")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    (tmp_path / "menu.txt").write_text("Home\nNews\nSport\nLogin\nAccept all cookies\n© 2026 Example\n")
    (tmp_path / "riddle.txt").write_text("Xqz wvut prst mnbk. Lkjh gfds qwrt zxcv! Plmk njbh vgcf.\n" * 3)
    (tmp_path / "article.txt").write_text(PROSE * 5)
    (tmp_path / "broken.yaml").write_text("languages: [de\n")
    (tmp_path / "unknown.yaml").write_text("langs: [de]\n")
    return tmp_path


CASES = {
    "missing file": (["run", "nowhere.txt"], 1),
    "folder": (["run", "folder"], 1),
    "empty": (["run", "empty.txt"], 1),
    "blank": (["run", "blank.txt"], 1),
    "binary": (["run", "binary.txt"], 1),
    "picture": (["run", "picture.png"], 1),
    "only clutter": (["run", "menu.txt"], 1),
    "no language": (["run", "riddle.txt"], 1),
    "unreachable": (["run", "http://127.0.0.1:9/article"], 1),
    "clean missing": (["clean", "nowhere.txt"], 1),
    "unknown language": (["run", "article.txt", "--lang", "gemran"], 2),
    "unknown length": (["run", "article.txt", "--length", "tiny"], 2),
    "unknown format": (["run", "article.txt", "--format", "pdf"], 2),
    "unknown option": (["run", "article.txt", "--langs", "de"], 2),
    "no input": (["run"], 1),
    "unknown key": (["run", "article.txt", "--config", "unknown.yaml"], 2),
    "broken yaml": (["run", "article.txt", "--config", "broken.yaml"], 2),
    "no such profile": (["run", "article.txt", "--config", "best"], 2),
    "bad set": (["run", "article.txt", "--set", "translator.beam_size=many"], 2),
    "unsupported pair": (["run", "article.txt", "--lang", "ja"], 3),
    "unsupported pair, language known": (["run", "article.txt", "--lang", "ja", "--source-lang", "fr"], 3),
    "no such model": (["run", "article.txt", "--lang", "de", "--set", "translator.models=[nowhere]"], 3),
    "translate pair": (["translate", "--from", "de", "--to", "ja"], 3),
    "unwritable": (["run", "article.txt", "--out", "empty.txt/brief.md"], 1),
}


@pytest.mark.parametrize("name", CASES)
def test_a_sentence_and_a_code(name: str, bad: Path, cli: Cli, snapshot: SnapshotAssertion) -> None:
    arguments, code = CASES[name]
    before = {p: p.stat().st_mtime_ns for p in bad.rglob("*")}
    done = cli(*arguments)
    assert (done.code, done.out) == (code, "")
    assert done.err == snapshot
    assert {p: p.stat().st_mtime_ns for p in bad.rglob("*")} == before


def test_norwegian_in_a_language_list_is_a_language(bad: Path, cli: Cli) -> None:
    (bad / "no.yaml").write_text("languages: [no]\n")
    done = cli("run", "article.txt", "--config", "no.yaml")
    assert done.code == 3
    assert "English into Norwegian" in done.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder(bad: Path, cli: Cli) -> None:
    (bad / "folder").chmod(0o500)
    done = cli("run", "article.txt", "--out", "folder/")
    assert done.code == 1
    assert "cannot write folder/article.en.medium.md" in done.err
    assert list((bad / "folder").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("one line without an end", "word " * 20_000),
        ("no punctuation", "the council met on monday and decided to build a bridge\n" * 30),
        ("one word", "x" * 100_000 + " " + PROSE),
        ("mixed languages", PROSE * 3 + "Der Rat hat am Montag getagt und eine Brücke beschlossen. "),
        ("NULs and controls", PROSE.replace(" ", "\0 ", 3) + "\x07\x1b[31m" + PROSE),
    ],
)
def test_strange_texts_give_a_brief_or_a_reason(name: str, text: str, cli: Cli) -> None:
    done = cli("run", "-", "--length", "short", "--format", "text", stdin=text)
    assert done.code == 0 or (done.code == 1 and "stdin" in done.err), name
    if done.code == 0:
        assert len(done.out.split("\n\n", 1)[-1].split()) <= 40
    assert "\0" not in done.out
    assert "\x1b" not in done.out


def test_lone_surrogates_and_broken_utf8(cli: Cli) -> None:
    done = cli("run", "-", "--format", "json", stdin=PROSE.encode() + b"\xed\xa0\x80 \xff " + PROSE.encode())
    assert done.code in {0, 1}
    assert "\\ud800" not in done.out


def test_fifty_megabytes(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_text((PROSE * 5 + "\n\n") * (50_000_000 // (len(PROSE) * 5)))
    limited = cli("run", "big.txt", "--set", "read.max_bytes=1000000")
    assert limited.code == 1
    assert "big.txt" in limited.err


def test_the_reader_may_leave_early(bad: Path) -> None:
    command = subprocess.list2cmdline([*COMMAND, "run", "article.txt", "article.txt", "--length", "long"])
    script = f"set -o pipefail; {command} | head -c 5"
    done = subprocess.run(
        ["bash", "-c", script], capture_output=True, cwd=bad, env=environment(), timeout=120, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"---\nd", b"")


def test_ctrl_c_says_so_and_leaves_nothing(bad: Path) -> None:
    # A pipe that stays open: the command waits for the end of an article, which does not come.
    with subprocess.Popen(
        [*INTERRUPTIBLE, "run", "-", "--out", "brief.md"],
        cwd=bad,
        env=environment(),
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        process.stdin.write(b"x" * 300_000)  # more than a pipe holds: this returns when the command reads
        process.stdin.flush()
        time.sleep(0.5)  # until it waits for more: a signal just before that is only seen when more comes
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        error = process.stderr.read().decode()
    assert process.returncode == 130
    assert error == "briefsmith: interrupted\n"
    assert not (bad / "brief.md").exists()


def test_debug_shows_the_traceback_wherever_it_stands(bad: Path, cli: Cli) -> None:
    for arguments in (
        ["--debug", "config", "validate", "broken.yaml"],
        ["config", "validate", "broken.yaml", "--debug"],
    ):
        done = cli(*arguments)
        assert "Traceback" in done.err
