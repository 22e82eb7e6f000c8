"""Which files of a folder an issue wrote, so that the next one removes those that it no longer has, and no others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

NAME = ".briefsmith-issue.json"


def stale_files(folder: Path, files: Mapping[str, str]) -> list[Path]:
    """Files that an earlier issue wrote into the folder, that nobody changed since, and that are not among `files`."""
    return [
        folder / name
        for name, digest in _written(folder).items()
        if name not in files and _digest_of(folder / name) == digest
    ]


def manifest(files: Mapping[str, str]) -> str:
    """The text of the manifest: the hash of each file that was written."""
    hashes = {name: _digest(text.encode("utf-8", "surrogatepass")) for name, text in sorted(files.items())}
    return json.dumps({"files": hashes}, indent=2) + "\n"


def _written(folder: Path) -> dict[str, str]:
    """What the manifest says; nothing when there is none, or one that we did not write."""
    try:
        files = json.loads((folder / NAME).read_text("utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    if not isinstance(files, dict):
        return {}
    # Never outside the folder, whatever the file says.
    return {name: str(digest) for name, digest in files.items() if name == Path(name).name and name not in {"", ".."}}


def _digest_of(path: Path) -> str:
    try:
        return "" if path.is_symlink() else _digest(path.read_bytes())
    except OSError:
        return ""


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
