"""The command as a user runs it: a separate process, with its streams and its exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Run:
    """What a finished command left behind."""

    code: int
    out: str
    err: str


Cli = Callable[..., Run]
COMMAND = [sys.executable, "-c", "from briefsmith.cli import main; main()"]
# For Ctrl-C: a shell starts background processes with SIGINT ignored, and children inherit that.
INTERRUPTIBLE = [
    sys.executable,
    "-c",
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from briefsmith.cli import main; main()",
]


def environment(**more: str) -> dict[str, str]:
    """A terminal of fixed width without colours, so that output is the same everywhere."""
    keep = {k: v for k, v in os.environ.items() if not k.startswith("BRIEFSMITH_")}
    return {**keep, "COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1", "TERM": "dumb", **more}


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """Run `briefsmith ARGS...` in an empty folder; `stdin` is what it reads."""

    def run(*arguments: str | Path, stdin: str | bytes = b"", seconds: float = 120, **variables: str) -> Run:
        done = subprocess.run(
            [*COMMAND, *map(str, arguments)],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            cwd=tmp_path,
            env=environment(**variables),
            timeout=seconds,
            check=False,
        )
        result = Run(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in result.err or "--debug" in arguments, result.err
        return result

    return run
