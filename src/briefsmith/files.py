"""Files that are either complete or absent."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from briefsmith.errors import BriefsmithError, OutputError

# The hint of a command that has `--out`; others, such as those that write to a cache, give none.
OUT_HINT = "choose another place with --out"


class AtomicFile:
    """A file with a temporary name next to `path` until `commit` renames it to `path`. Creates the folder.

    A link stays, and what it leads to is written. Raises OutputError for a device, a pipe and the like, which no file
    may replace.

    `file` takes bytes; writing to it may raise OSError, which `output_errors` turns into an OutputError; `hint` says what
    to do about it.
    """

    def __init__(self, path: Path, hint: str = "") -> None:
        self._hint = hint
        with output_errors(path, hint):
            if path.exists() and not path.is_file():  # asked of what a link leads to
                raise FileExistsError(errno.EEXIST, "it is a folder" if path.is_dir() else "it is a device or a pipe")
            self.path = path = path.resolve() if path.is_symlink() else path
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        self._temporary = Path(name)
        self.file: BinaryIO = os.fdopen(descriptor, "wb")

    def commit(self) -> None:
        """Flush, fsync, rename. Raises OutputError and then leaves no file behind."""
        try:
            with output_errors(self.path, self._hint):
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
        with suppress(OSError):  # a full disk is reported by the write that failed
            self.file.close()
        self._temporary.unlink(missing_ok=True)


def write_atomically(path: Path, text: str, hint: str = "") -> None:
    """Write UTF-8 text to a temporary file next to `path`, fsync, rename. Creates the folder. Raises OutputError."""
    write_bytes(path, text.encode(), hint)


def write_bytes(path: Path, data: bytes, hint: str = "") -> None:
    """The same for bytes."""
    whole = AtomicFile(path, hint)
    try:
        with output_errors(path, hint):
            whole.file.write(data)
        whole.commit()
    finally:
        whole.discard()


def remove_leftovers(folder: Path, name: str = "", hint: str = "") -> None:
    """Remove the temporary files that a killed process left in the folder: those of `name`, or all."""
    with output_errors(folder, hint):
        if folder.is_dir():
            for entry in os.scandir(folder):
                if entry.name.startswith(f".{name}") and entry.name.endswith(".part"):
                    Path(entry.path).unlink(missing_ok=True)


def sync_folder(folder: Path, hint: str = "") -> None:
    """Flush a folder's names to the disk: a renamed file is still there after a power failure."""
    if os.name == "nt":
        return  # Windows cannot open folders
    with output_errors(folder, hint):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def output_errors(path: Path, hint: str = "") -> Iterator[None]:
    """Turn an OSError into an OutputError that names the path and ends with the hint, if there is one."""
    try:
        yield
    except BriefsmithError:  # a missing model is an OSError too, and no matter of writing
        raise
    except OSError as error:
        message = f"cannot write {path}: {error.strerror or error}"
        raise OutputError(f"{message}; {hint}" if hint else message) from error
