"""Who has got which message: lines of JSON that are only added to, flushed to the disk before and after each sending.

`begun` is written before the text goes out, `sent` or `refused` after the server answered. What stays `begun` was cut off in
between, and nobody knows whether the server took it. Addresses are in it as hashes only: it lies beside what is published.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal, get_args

from briefsmith.errors import InputError, UsageError
from briefsmith.files import output_errors
from briefsmith.sending.recipients import key_of

State = Literal["begun", "sent", "refused"]
FILE_NAME = "sent.jsonl"
MAX_BYTES = 100_000_000


class SentLedger:
    """The states in a file that is locked while this is open."""

    def __init__(self, path: Path, file: BinaryIO | None, states: dict[tuple[str, str], State]) -> None:
        self._path = path
        self._file = file
        self._states = states

    def state(self, message: str, recipient: str) -> State | None:
        """What became of this message to this recipient; None if it was never tried."""
        return self._states.get((message, _digest(recipient)))

    def record(self, message: str, recipient: str, state: State) -> None:
        """Add a line; it is on the disk when this returns. Raises OutputError."""
        assert self._file is not None  # noqa: S101 - a ledger that is only read records nothing
        line = {"message": message, "recipient": _digest(recipient), "state": state}
        with output_errors(self._path):
            self._file.write(json.dumps(line).encode() + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())
        self._states[message, _digest(recipient)] = state


def read_ledger(path: Path) -> SentLedger:
    """The ledger as it is, empty if there is none. Raises InputError for a file that is none."""
    return SentLedger(path, None, _read(path))


@contextmanager
def open_ledger(path: Path) -> Iterator[SentLedger]:
    """The ledger to be written. Raises InputError for a file that is none, UsageError while another process has it."""
    from filelock import FileLock, Timeout

    with output_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(f"{path}.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise UsageError(f"another 'briefsmith send' is using {path}; wait for its end") from None
    try:
        states = _read(path)
        with output_errors(path):
            _drop_cut_line(path)
            file = path.open("ab")
        with file:
            yield SentLedger(path, file, states)
    finally:
        lock.release()


def _read(path: Path) -> dict[tuple[str, str], State]:
    if not path.exists():
        return {}
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path} is larger than {MAX_BYTES / 1e6:g} MB: no ledger of 'briefsmith send'.", "ledger")
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}.", "ledger") from None
    states: dict[tuple[str, str], State] = {}
    for number, line in enumerate(lines, 1):
        try:
            data = json.loads(line) if line.strip() else None
            if data is not None:
                if data["state"] not in get_args(State):
                    raise ValueError
                states[str(data["message"]), str(data["recipient"])] = data["state"]
        except (ValueError, TypeError, KeyError, RecursionError):
            # Without its line `sent` a message is unsure, and not sent again; so a damaged line is no reason to go on.
            if number < len(lines):
                raise InputError(
                    f"{path}, line {number}, is no line of 'briefsmith send'; mend it, or name another file with --ledger.",
                    "ledger",
                ) from None
    return states


def _drop_cut_line(path: Path) -> None:
    """Remove the end of a last line whose writing a power failure cut off."""
    if path.exists() and not (data := path.read_bytes()).endswith(b"\n"):
        os.truncate(path, data.rfind(b"\n") + 1)


def _digest(recipient: str) -> str:
    return hashlib.sha256(key_of(recipient).encode()).hexdigest()[:32]
