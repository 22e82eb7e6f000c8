"""The hub's own hashes: SHA-256 for files in large-file storage, for the small ones the SHA-1 of the git blob."""

from __future__ import annotations

import hashlib
from pathlib import Path

_SHA256_DIGITS = 64
_CHUNK = 1 << 20


def hub_hash(path: Path, like: str) -> str:
    """The hash of a file, of the kind that `like` is: 64 hex digits SHA-256, 40 a git blob's SHA-1."""
    if len(like) == _SHA256_DIGITS:
        digest = hashlib.sha256()
    else:
        digest = hashlib.sha1(f"blob {path.stat().st_size}\0".encode(), usedforsecurity=False)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
