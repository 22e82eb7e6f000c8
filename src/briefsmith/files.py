"""Files that are either whole or not there."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from briefsmith.errors import OutputError


def write_atomically(path: Path, text: str) -> None:
    """Write UTF-8 text to a temporary name beside `path`, fsync, rename. Makes the folder. Raises OutputError."""
    temporary: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)  # mkstemp makes files private
        Path(temporary).replace(path)
        temporary = None
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}; name another place with --out") from error
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
