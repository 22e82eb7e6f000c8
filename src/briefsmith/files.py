"""Files that are either whole or not there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from briefsmith.errors import OutputError


class AtomicFile:
    """A file under a temporary name beside `path`, until `commit` puts it there whole. Makes the folder.

    `file` takes bytes; writing to it may raise OSError, which `output_errors` turns into a sentence.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with output_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        self._temporary = Path(name)
        self.file: BinaryIO = os.fdopen(descriptor, "wb")

    def commit(self) -> None:
        """Flush, fsync, rename. Raises OutputError, after which nothing is left behind."""
        try:
            with output_errors(self.path):
                self.file.flush()
                os.fsync(self.file.fileno())
                umask = os.umask(0)
                os.umask(umask)
                self._temporary.chmod(0o666 & ~umask)  # mkstemp makes files private
                self._temporary.replace(self.path)
        finally:
            self.discard()

    def discard(self) -> None:
        """Close and remove the temporary file, if it is still there."""
        with suppress(OSError):  # a full disk is reported where it was written to
            self.file.close()
        self._temporary.unlink(missing_ok=True)


def write_atomically(path: Path, text: str) -> None:
    """Write UTF-8 text to a temporary name beside `path`, fsync, rename. Makes the folder. Raises OutputError."""
    whole = AtomicFile(path)
    try:
        with output_errors(path):
            whole.file.write(text.encode())
        whole.commit()
    finally:
        whole.discard()


def remove_leftovers(folder: Path, name: str = "") -> None:
    """Remove the temporary files of a process that was killed while it wrote `name`, or anything, into the folder."""
    with output_errors(folder):
        if folder.is_dir():
            for entry in os.scandir(folder):
                if entry.name.startswith(f".{name}") and entry.name.endswith(".part"):
                    Path(entry.path).unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk: a file that was renamed is found there after a power failure."""
    if os.name == "nt":
        return  # folders cannot be opened there
    with output_errors(folder):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def output_errors(path: Path) -> Iterator[None]:
    """Turn an OSError into an OutputError that names the path."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}; name another place with --out") from error
