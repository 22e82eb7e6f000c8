"""The command as a user runs it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from cli.conftest import COMMAND, INTERRUPTIBLE, environment

from .samples import lighthouse, write_issue


def test_it_prints_its_address_and_serves_until_ctrl_c(tmp_path: Path) -> None:
    write_issue(tmp_path / "issue", [lighthouse()])
    with subprocess.Popen(
        [*INTERRUPTIBLE, "preview", "issue", "--no-open"],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        url = process.stdout.readline().strip()
        with urlopen(f"{url}issue.json", timeout=10) as answer:  # noqa: S310 - our own address
            assert json.load(answer)["name"] == "issue"
        process.send_signal(signal.SIGINT)
        rest, error = process.communicate(timeout=20)
    assert (process.returncode, rest) == (130, "")
    assert error.splitlines() == ["briefsmith: press Ctrl-C to stop", "briefsmith: interrupted"]


@pytest.mark.skipif(os.name == "nt", reason="the browser is a shell script")
@pytest.mark.parametrize(
    ("flags", "display", "opened"),
    [(["--open"], {}, True), ([], {"DISPLAY": ":7"}, True), ([], {}, False), (["--no-open"], {"DISPLAY": ":7"}, False)],
)
def test_the_browser_opens_when_there_is_a_screen(
    flags: list[str], display: dict[str, str], opened: bool, tmp_path: Path
) -> None:
    write_issue(tmp_path / "issue", [lighthouse()])
    browser = tmp_path / "browser"
    # It requests the page as a browser does, and would wait forever if the server started after it.
    browser.write_text(
        f"#!/bin/sh\n'{sys.executable}' -c 'import sys, urllib.request as u; u.urlopen(sys.argv[1])' $1 && echo $1 > opened\n"
    )
    browser.chmod(0o755)
    variables = {key: value for key, value in environment().items() if key not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    with subprocess.Popen(
        [*INTERRUPTIBLE, "preview", "issue", *flags],
        cwd=tmp_path,
        env={**variables, **display, "BROWSER": f"{browser} %s"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline()
        deadline = time.monotonic() + (30 if opened else 1)
        while not (tmp_path / "opened").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
    assert (tmp_path / "opened").exists() == opened
    if opened:
        assert (tmp_path / "opened").read_text() == url


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    (tmp_path / "empty").mkdir()
    (tmp_path / "other.json").write_text('{"briefs": 3}')
    (tmp_path / "broken.json").write_text("[{")
    (tmp_path / "deep.json").write_text("[" * 100_000)
    (tmp_path / "binary.json").write_bytes(bytes(range(256)))
    (tmp_path / "folder.json").mkdir()
    write_issue(tmp_path / "issue", [lighthouse()])
    return tmp_path


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("nowhere", "there is no folder or file nowhere."),
        ("empty", "empty has no briefs.json."),
        ("folder.json", "folder.json has no briefs.json."),
        ("other.json", "other.json looks like briefs, but is not what 'briefsmith run --format json' writes"),
        ("broken.json", "broken.json looks like briefs, but is not"),
        ("deep.json", "deep.json looks like briefs, but is not"),
        ("binary.json", "binary.json looks like briefs, but is not"),
    ],
)
def test_what_is_no_issue_gets_a_sentence(path: str, sentence: str, bad: Path) -> None:
    assert_refused([path], 1, sentence, bad)


def test_a_taken_port_gets_a_sentence(bad: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert_refused(["issue", "--port", port], 2, f"port {port} cannot be used: Address already in use.", bad)


def test_a_port_that_is_none_is_a_usage_error(bad: Path) -> None:
    done = run(["issue", "--port", "70000"], bad)
    assert (done.returncode, done.stdout) == (2, "")
    assert "65535" in done.stderr


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    command = [*COMMAND, "preview", *arguments, "--no-open"]
    return subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, text=True, timeout=60, check=False
    )


def assert_refused(arguments: list[str], code: int, sentence: str, folder: Path) -> None:
    done = run(arguments, folder)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith(f"briefsmith: {sentence}")
    assert done.stderr.count("\n") == 1
