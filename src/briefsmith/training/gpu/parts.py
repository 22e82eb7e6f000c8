"""Bytes cut into files small enough to travel, and joined again only if every one of them is whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from briefsmith.errors import UsageError


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a series."""

    name: str
    size: int
    sha256: str

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Part:
        """A part as `asdict` wrote it."""
        return cls(data["name"], data["size"], data["sha256"])


def write_parts(data: bytes, folder: Path, stem: str, size: int) -> list[Part]:
    """Write `stem.00`, `stem.01`, … of at most `size` bytes each."""
    parts = []
    for number, start in enumerate(range(0, len(data), size)):
        piece = data[start : start + size]
        part = Part(f"{stem}.{number:02d}", len(piece), sha256(piece).hexdigest())
        (folder / part.name).write_bytes(piece)
        parts.append(part)
    return parts


def read_parts(parts: Sequence[Part], folders: Sequence[Path]) -> bytes:
    """The joined bytes; each part may lie in any of the folders. Raises UsageError for what is missing or damaged."""
    missing = [part.name for part in parts if not _candidates(part, folders)]
    if missing:
        places = " and ".join(str(folder) for folder in folders)
        raise UsageError(f"{', '.join(missing)} of {len(parts)} parts cannot be found in {places}.")
    return b"".join(_read(part, folders) for part in parts)


def _candidates(part: Part, folders: Sequence[Path]) -> list[Path]:
    return [folder / part.name for folder in folders if (folder / part.name).is_file()]


def _read(part: Part, folders: Sequence[Path]) -> bytes:
    """The first copy that is whole."""
    paths = _candidates(part, folders)
    for path in paths:
        data = path.read_bytes()
        if len(data) == part.size and sha256(data).hexdigest() == part.sha256:
            return data
    raise UsageError(f"{paths[0]} is damaged: it is not what was written. Copy this part again.")
