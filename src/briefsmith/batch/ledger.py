"""What is done: an SQLite file that survives a kill at any moment, for one run at a time.

    results   key of a work -> its briefs (`work.encode`), and whether it failed
    outputs   document -> stamp of the files that were written for it
    failed    what failed in the latest run, for its report

A row is written only after the files it refers to are on the disk. Write-ahead logging with checksums makes each
`commit` whole or absent; the exclusive lock ends with the process that holds it, so no lock is ever stale.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefsmith.errors import OutputError
from briefsmith.files import OUT_HINT
from briefsmith.model import Failure

VERSION = 1
_MEMORY = ":memory:"
_TABLES = """
CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, failed INTEGER NOT NULL, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS outputs (document TEXT PRIMARY KEY, stamp TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS failed (document TEXT, stage TEXT, kind TEXT, message TEXT, path TEXT);
"""


@dataclass(frozen=True, slots=True)
class Failed:
    """A failure, and the path of the input; empty where the failure itself is named by it."""

    failure: Failure
    path: str = ""


@dataclass
class Entries:
    """What one commit records."""

    results: list[tuple[str, bool, bytes]] = field(default_factory=list)
    outputs: list[tuple[str, str]] = field(default_factory=list)
    failures: list[Failed] = field(default_factory=list)


class Ledger:
    """The ledger of one output folder or file. Raises OutputError when it cannot be read, written or locked."""

    def __init__(self, path: Path | None) -> None:
        """Open or create the ledger; None keeps it in memory. A damaged one is set aside, and `damaged` says where."""
        self.path = path or Path(_MEMORY)
        self.damaged: Path | None = None
        with _sentences(self.path):
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._connection = _connect(self.path)
            except sqlite3.OperationalError:  # locked, read-only, full: the file is sound
                raise
            except sqlite3.DatabaseError:
                self.damaged = _set_aside(self.path)
                self._connection = _connect(self.path)

    def begin(self, *, fresh: bool = False) -> None:
        """Begin a run: forget the failures of the previous one; `fresh` also forgets all that was done."""
        with _sentences(self.path), self._connection as c:
            c.execute("DELETE FROM failed")
            if fresh:
                c.execute("DELETE FROM results")
                c.execute("DELETE FROM outputs")

    def state(self, key: str) -> bool | None:
        """None for a work that is not done, else whether it failed."""
        row = self._one("SELECT failed FROM results WHERE key = ?", key)
        return None if row is None else bool(row[0])

    def result(self, key: str) -> bytes:
        """The briefs of a work that is done."""
        row = self._one("SELECT data FROM results WHERE key = ?", key)
        assert row is not None  # noqa: S101 - the caller asked `state` or recorded it
        data: bytes = row[0]
        return data

    def stamp(self, document: str) -> str | None:
        """The stamp of the files written for a document."""
        row = self._one("SELECT stamp FROM outputs WHERE document = ?", document)
        return None if row is None else str(row[0])

    def commit(self, entries: Entries) -> None:
        """Record everything; it is on the disk when this returns."""
        with _sentences(self.path), self._connection as c:
            c.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", entries.results)
            c.executemany("INSERT OR REPLACE INTO outputs VALUES (?, ?)", entries.outputs)
            failures = [(one.failure, one.path) for one in entries.failures]
            rows = [(f.document_id, f.stage, f.kind, f.message, path) for f, path in failures]
            c.executemany("INSERT INTO failed VALUES (?, ?, ?, ?, ?)", rows)

    def failures(self) -> Iterator[Failed]:
        """What failed in this run, one kind after the other, each in the order of the input."""
        with _sentences(self.path):
            for row in self._connection.execute("SELECT * FROM failed ORDER BY kind, rowid"):
                yield Failed(Failure(*row[:4]), row[4])

    def close(self) -> None:
        self._connection.close()

    def _one(self, query: str, value: str) -> tuple[Any, ...] | None:
        with _sentences(self.path):
            row: tuple[Any, ...] | None = self._connection.execute(query, (value,)).fetchone()
            return row


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=0)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("BEGIN EXCLUSIVE")  # takes the lock, which stays until the connection or its process ends
        connection.execute("COMMIT")
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("damaged")
        _check_version(connection, path)
        connection.executescript(_TABLES)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_version(connection: sqlite3.Connection, path: Path) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version not in {0, VERSION}:
        raise OutputError(
            f"{path} was written by another version of briefsmith (ledger {version}, this one writes {VERSION}); "
            "use that version, or delete the file to start again"
        )
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _set_aside(path: Path) -> Path:
    """Rename a damaged ledger, so that nothing is lost; its log goes with it."""
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    for suffix in ("", "-wal", "-shm"):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(aside.with_name(aside.name + suffix))
    return aside


@contextmanager
def _sentences(path: Path) -> Iterator[None]:
    """The errors of SQLite and of the file system as sentences."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"cannot write to {path.parent}: {error.strerror}; {OUT_HINT}") from None
    except sqlite3.Error as error:
        text = str(error)
        if "locked" in text:
            raise OutputError(f"another run is using {path.parent}; wait for it to end, or {OUT_HINT}") from None
        if "full" in text:
            raise OutputError(
                f"cannot write {path}: the disk is full; free some space and run the same command"
            ) from None
        raise OutputError(f"cannot write {path}: {text}; {OUT_HINT}") from error
