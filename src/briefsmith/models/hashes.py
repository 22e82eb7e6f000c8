"""The hub's own hashes: SHA-256 for files in large-file storage, the SHA-1 of the git blob for small ones."""

from __future__ import annotations

import hashlib
from pathlib import Path

_SHA256_DIGITS = 64
_CHUNK = 1 << 20


def hub_hash(path: Path, like: str) -> str:
    """The hash of a file, of the same kind as `like`: SHA-256 for 64 hex digits, a git blob's SHA-1 for 40."""
    if len(like) == _SHA256_DIGITS:
        digest = hashlib.sha256()
    else:
        digest = hashlib.sha1(f"blob {path.stat().st_size}\0".encode(), usedforsecurity=False)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
