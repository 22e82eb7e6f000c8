"""Batches by id: each is the command `batch` in a process of its own, with its ledger, one after the other.

DATA/ID/
  articles.jsonl    what was sent
  request.json      the settings of the batch, and the languages and lengths that were asked for
  results/          what `batch` wrote: results.jsonl, its failures and its ledger
  outcome.json      the exit code; there when the batch is over

An id is a hash of what was sent: the same batch sent again is the same batch. One that a stop interrupted goes on at the next
start.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefsmith.files import write_atomically

_LONGEST_MESSAGE = 2000
# What `batch` says where another process holds the ledger, and the seconds after which it is asked again.
_HELD, _PAUSE = "another run is using", 1.0


@dataclass(frozen=True, slots=True)
class BatchState:
    """What is known of a batch. `state` is waiting, running, done or failed; `message` is what the command said last."""

    id: str
    state: str
    documents: int
    results: int
    message: str = ""


class Batches:
    """The batches of a folder; `start` begins the thread that works on them."""

    def __init__(self, folder: Path, environment: Mapping[str, str], most_waiting: int = 100) -> None:
        self._folder = folder
        self._environment = environment
        self._most = most_waiting
        self._queue: deque[str] = deque()
        self._running: tuple[str, subprocess.Popen[str]] | None = None
        self._changed = threading.Condition()
        self._stopped = False
        self._thread = threading.Thread(target=self._work, name="batches", daemon=True)

    def start(self) -> None:
        """Take up what an earlier service did not finish."""
        for folder in sorted(self._folder.glob("*/request.json")):
            if not (folder.parent / "outcome.json").is_file():
                self._queue.append(folder.parent.name)
        self._thread.start()

    def stop(self) -> None:
        """End the running batch, which has lost nothing and goes on at the next start."""
        with self._changed:
            self._stopped = True
            if self._running:
                self._running[1].terminate()
            self._changed.notify_all()
        self._thread.join(timeout=30)

    def add(self, documents: Sequence[Mapping[str, str]], settings: Mapping[str, Any]) -> BatchState | None:
        """The batch of these articles (`id`, `text`), new or known; None if too many wait. Raises OutputError.

        `settings` are as JSON, by section.
        """
        chosen = json.dumps(settings, sort_keys=True)
        lines = "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)
        id_ = hashlib.sha256(f"{chosen}\n{lines}".encode()).hexdigest()[:16]
        with self._changed:
            if (known := self.state(id_)) is not None:
                return known
            if len(self._queue) >= self._most:
                return None
            folder = self._folder / id_
            write_atomically(folder / "articles.jsonl", lines)
            write_atomically(folder / "request.json", json.dumps({"documents": len(documents), "settings": settings}))
            self._queue.append(id_)
            self._changed.notify_all()
        return self.state(id_)

    def state(self, id_: str) -> BatchState | None:
        """None for an id that is not known here."""
        folder = self._folder / id_
        if not id_.isalnum() or not (folder / "request.json").is_file():
            return None
        documents = json.loads((folder / "request.json").read_text("utf-8"))["documents"]
        written = sum(1 for _ in self.results(id_))
        if (outcome := folder / "outcome.json").is_file():
            found: dict[str, Any] = json.loads(outcome.read_text("utf-8"))
            state = "done" if found["exit_code"] in {0, 1, 4} else "failed"
            return BatchState(id_, state, documents, written, found["message"])
        running = self._running is not None and self._running[0] == id_
        return BatchState(id_, "running" if running else "waiting", documents, written)

    def results(self, id_: str) -> Iterator[str]:
        """The lines of the results that are complete so far."""
        path = self._folder / id_ / "results" / "results.jsonl"
        if path.is_file():
            with path.open(encoding="utf-8") as file:
                yield from (line for line in file if line.endswith("\n"))

    def _work(self) -> None:
        while True:
            with self._changed:
                while not self._queue and not self._stopped:
                    self._changed.wait()
                if self._stopped:
                    return
                id_ = self._queue.popleft()
                folder = self._folder / id_
                process = subprocess.Popen(
                    _command(folder),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,
                    text=True,
                    env=dict(self._environment),
                )
                self._running = (id_, process)
            _, said = process.communicate()
            with self._changed:
                self._running = None
                if _HELD in said and not self._stopped:
                    # The process of a service that was killed still works on it, and will have done it.
                    self._queue.appendleft(id_)
                    self._changed.wait(_PAUSE)
                    continue
                if self._stopped and process.returncode != 0:
                    return  # it goes on at the next start
                message = said[-_LONGEST_MESSAGE:].strip()
                outcome = {"exit_code": process.returncode, "message": message}
                write_atomically(folder / "outcome.json", json.dumps(outcome, ensure_ascii=False) + "\n")


def _command(folder: Path) -> list[str]:
    """`briefsmith batch` with exactly the settings of the request."""
    settings = json.loads((folder / "request.json").read_text("utf-8"))["settings"]
    file = folder / "settings.json"
    write_atomically(file, json.dumps({**settings, "format": "json"}))
    results = folder / "results" / "results.jsonl"
    call = "from briefsmith.cli import main; main()"
    arguments = ["batch", str(folder / "articles.jsonl"), "--out", str(results), "--config", str(file)]
    return [sys.executable, "-c", call, *arguments]
