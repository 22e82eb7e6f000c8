"""The folder of converted models, and the hash that shows whether a checkpoint has changed."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from briefsmith.errors import OutputError
from briefsmith.files import write_atomically

_WEIGHTS = ("*.safetensors", "pytorch_model*.bin")


def cache_folder() -> Path:
    """`BRIEFSMITH_CACHE`, otherwise `briefsmith` in `XDG_CACHE_HOME` or `~/.cache`."""
    if named := os.environ.get("BRIEFSMITH_CACHE"):
        return Path(named).expanduser()
    return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "briefsmith"


def checkpoint_hash(path: Path) -> str:
    """Twelve hex digits that change with the configuration or the weights of a checkpoint folder.

    A folder without config.json belongs to another engine, which may read any file: all files count.
    """
    config = path / "config.json"
    digest = hashlib.sha256(config.read_bytes() if config.is_file() else b"")
    patterns = _WEIGHTS if config.is_file() else ("*",)
    for weights in sorted(file for pattern in patterns for file in path.glob(pattern) if file.is_file()):
        digest.update(f"{weights.name} {_file_hash(weights)}".encode())
    return digest.hexdigest()[:12]


def _file_hash(path: Path) -> str:
    """SHA-256 of a file, cached by path, size and time: 1.2 GB take a second, too long for a short run."""
    real, stat = path.resolve(), path.stat()
    key = hashlib.sha256(f"{real} {stat.st_size} {stat.st_mtime_ns}".encode()).hexdigest()[:24]
    memo = cache_folder() / "hashes" / key
    if memo.is_file():
        return memo.read_text("utf-8")
    found = _sha256(path)
    with suppress(OutputError):  # a cache that cannot be written only costs time
        write_atomically(memo, found)
    return found


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()
