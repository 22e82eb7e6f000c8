"""Lines with the seconds since the start, on stdout and in a file that comes home."""

from __future__ import annotations

import sys
import time
from pathlib import Path


class Log:
    """Writes each line at once: a killed run has reported how far it was."""

    def __init__(self, path: Path, started: float) -> None:
        self._path = path
        self._started = started

    def say(self, line: str) -> None:
        """Say and keep a line."""
        stamped = f"{time.monotonic() - self._started:7.1f} s  {line}\n"
        sys.stdout.write(stamped)
        sys.stdout.flush()
        with self._path.open("a", encoding="utf-8") as file:
            file.write(stamped)
