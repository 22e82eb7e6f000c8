"""Outputs that cannot be written, streams that are closed, and signals: a sentence and a documented code each."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .conftest import COMMAND, Cli, environment

PROSE = "The council met on Monday. It decided to build a bridge over the river. Work begins in May. " * 3
FULL = Path("/dev/full")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(PROSE)
    return path


def shell(script: str, folder: Path) -> tuple[int, str]:
    """Exit code and stderr of a script in which `briefsmith` is the command."""
    command = f'briefsmith() {{ {subprocess.list2cmdline([sys.executable, "-m", "briefsmith"])} "$@"; }}; {script}'
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment(), stderr=subprocess.PIPE, timeout=120, check=False
    )
    return done.returncode, done.stderr.decode()


@pytest.mark.skipif(not FULL.exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("command", ["run article.txt", "run article.txt --out brief.md", "languages", "--version"])
def test_a_full_disk_on_stdout(command: str, article: Path) -> None:
    code, err = shell(f"briefsmith {command} > /dev/full", article.parent)
    assert code == 1
    assert err.startswith("briefsmith: cannot write ")
    assert err.endswith("No space left on device\n")
    assert err.count("\n") == 1


@pytest.mark.skipif(not FULL.exists(), reason="the system has no /dev/full")
def test_a_full_stderr_does_not_cost_the_brief(article: Path) -> None:
    assert shell("briefsmith run article.txt nowhere.txt --out brief.md 2> /dev/full", article.parent)[0] == 1
    assert "The council met" in (article.parent / "brief.md").read_text()


def test_a_closed_stdout_is_an_error_and_a_closed_stderr_is_none(article: Path) -> None:
    code, err = shell("briefsmith run article.txt >&-", article.parent)
    assert (code, err) == (1, "briefsmith: cannot write to standard output: Bad file descriptor\n")
    assert shell("briefsmith run article.txt --out brief.md > names 2>&-", article.parent)[0] == 0
    assert (article.parent / "brief.md").read_text().count("The council met") == 1
    assert shell("briefsmith run article.txt nowhere.txt --out second.md > names 2>&-", article.parent)[0] == 1
    assert "nowhere" not in (article.parent / "second.md").read_text()


def test_out_never_replaces_an_input(article: Path, cli: Cli) -> None:
    link = article.with_name("link.md")
    link.symlink_to(article)
    for out in ("article.txt", "./article.txt", "link.md"):
        done = cli("run", "article.txt", "--out", out)
        assert (done.code, done.out) == (2, "")
        assert done.err == (
            f"briefsmith: --out {out} is an input, which would be replaced; choose another place with --out\n"
        )
    rows = article.with_name("rows.jsonl")
    rows.write_text('{"text": "One."}\n')
    assert cli("batch", "rows.jsonl", "--out", "rows.jsonl").code == 2
    assert (article.read_text(), rows.read_text()) == (PROSE, '{"text": "One."}\n')


def test_out_keeps_a_link_and_writes_what_it_leads_to(article: Path, cli: Cli) -> None:
    link, target = article.with_name("link.md"), article.with_name("target.md")
    target.write_text("old")
    link.symlink_to(target)
    assert cli("run", "article.txt", "--out", "link.md").code == 0
    assert link.is_symlink()
    assert "The council met" in target.read_text()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_out_never_replaces_a_pipe_or_device(article: Path, cli: Cli) -> None:
    pipe = article.with_name("pipe")
    os.mkfifo(pipe)
    for out in ("pipe", "/dev/null"):
        done = cli("run", "article.txt", "--out", out)
        assert (done.code, done.out) == (1, "")
        assert done.err == (
            f"briefsmith: cannot write {out}: it is a device or a pipe; choose another place with --out\n"
        )
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "article.txt", "--out", "x" * 300],
        ["run", "x" * 300],
        ["run", "article.txt", "--config", "x" * 300 + ".yaml"],
        ["run", "article.txt", "--lang", "de", "--glossary", "x" * 300],
        ["batch", "x" * 300],
        ["batch", "article.txt", "--out", "x" * 300],
        ["batch", "x" * 300 + ".jsonl"],
        ["clean", "x" * 300],
        ["newsletter", "x" * 300],
        ["newsletter", "article.txt", "--template", "x" * 300],
        ["preview", "x" * 300],
        ["models", "verify", "x" * 300],
    ],
)
def test_a_name_that_is_too_long(arguments: list[str], article: Path, cli: Cli) -> None:
    done = cli(*arguments)
    assert done.code in {1, 2, 3}
    assert done.err.startswith("briefsmith: ")
    assert "internal error" not in done.err


@pytest.mark.parametrize("deep", ["a: " + "[" * 20_000, "- " * 5_000, "{a: " * 20_000])
def test_yaml_nested_too_deep(deep: str, article: Path, cli: Cli) -> None:
    article.with_name("deep.yaml").write_text(deep)
    for arguments in (["--config", "deep.yaml"], ["--glossary", "deep.yaml", "--lang", "de"]):
        done = cli("run", "article.txt", *arguments)
        assert (done.code, done.out) == (2, "")
        assert "deep.yaml: nested too deep" in done.err


def test_a_date_in_yaml_that_does_not_exist(article: Path, cli: Cli) -> None:
    article.with_name("bad.yaml").write_text("format: 2026-13-45\n")
    done = cli("run", "article.txt", "--config", "bad.yaml")
    assert (done.code, "not valid YAML" in done.err) == (2, True)


@pytest.mark.parametrize("name", ["in.jsonl", "in.csv", "in.parquet"])
def test_a_store_without_its_package(name: str, cli: Cli, tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    (tmp_path / "s3fs.py").write_text("raise ImportError('not here')\n")
    done = cli(
        "batch", f"s3://bucket/{name}", "--out", "out/", PYTHONPATH=f"{tmp_path}:{os.environ.get('PYTHONPATH', '')}"
    )
    assert done.code == 1
    assert done.err == f"briefsmith: s3://bucket/{name} cannot be read: Install s3fs to access S3\n"
    assert not (tmp_path / "out").exists()
    done = cli("batch", "in.jsonl", "--out", "s3://bucket/out")
    assert (done.code, "only --engine ray writes to a store" in done.err) == (2, True)


def test_a_broken_table_is_said_before_anything_is_written(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "in.parquet").write_bytes(b"PAR1 and no more")
    done = cli("batch", "in.parquet", "--out", "out/")
    assert done.code == 1
    assert done.err.startswith("briefsmith: in.parquet cannot be read: ")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("home", ["/dev/null/home", "/proc/home"])
def test_a_home_that_cannot_be_written(home: str, article: Path, cli: Cli) -> None:
    done = cli("run", "article.txt", "--lang", "de", HOME=home, XDG_CACHE_HOME="", HF_HOME="")
    assert (done.code, "internal error" in done.err) == (0, False), done.err
    done = cli("models", "list", HOME=home, XDG_CACHE_HOME="", HF_HOME="")
    assert (done.code, "internal error" in done.err) == (0, False), done.err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM that a program sees")
def test_sigterm_says_so_and_leaves_nothing(article: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "run", "-", "--out", "brief.md"],
        cwd=article.parent, env=environment(), stdin=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        process.stdin.write(b"x" * 300_000)  # more than a pipe holds: this returns when the command reads
        process.stdin.flush()
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        assert process.stderr is not None
        error = process.stderr.read().decode()
    assert process.returncode == 143
    assert error == "briefsmith: ended by SIGTERM; every file that was written is whole\n"
    assert [path.name for path in article.parent.iterdir()] == ["article.txt"]


def test_a_name_gives_no_commands_to_the_terminal(article: Path, cli: Cli) -> None:
    name = "red\x1b[31m\x07\u202ename.txt"
    done = cli("run", name)
    assert (done.code, done.err) == (
        1,
        "briefsmith: there is no file red\\x1b[31m\\x07\\u202ename.txt. Check the path.\n",
    )
    (article.parent / "in").mkdir()
    (article.parent / "in" / name).write_text("")
    assert cli("batch", "in", "--out", "out").code == 1
    report = (article.parent / "out/failures.txt").read_text()
    assert "red\\x1b[31m\\x07\\u202ename.txt is empty" in report
    assert "\x1b" not in report


def test_a_link_that_leads_nowhere_is_called_one(article: Path, cli: Cli) -> None:
    article.with_name("link.txt").symlink_to("nowhere.txt")
    assert cli("run", "link.txt").err == (
        "briefsmith: link.txt is a link to a file that is not there. Mend the link or remove it.\n"
    )


def test_the_counts_of_a_batch_add_up(article: Path, cli: Cli) -> None:
    (article.parent / "in").mkdir()
    for name in "abc":
        (article.parent / "in" / f"{name}.txt").write_text(PROSE)
    assert (
        "3 documents: 1 processed, 2 with the text of another or of an earlier run, 0 unchanged, 0 failed; "
        "3 briefs written" in cli("batch", "in", "--out", "out").err
    )
    assert "3 documents: 0 processed, 3 unchanged, 0 failed" in cli("batch", "in", "--out", "out").err
