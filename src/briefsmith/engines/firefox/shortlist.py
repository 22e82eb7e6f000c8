"""Mozilla's lexical shortlist: for each piece of the source, the pieces of the target that may translate it.

    u64 magic, checksum, frequent, best, count of offsets, count of ids; offsets as u64; ids as u32; little-endian.

The checksum is not computed: it goes through the file value by value, which takes Python a second, and every value that
is used is checked. A sentence may write the `frequent` first pieces of the vocabulary, those that the list has for its own
pieces, and with one vocabulary for both languages its own pieces as well, for names.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from briefsmith.errors import ModelUnavailableError

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAGIC = 0xF11A48D5013417F5
_HEADER = struct.Struct("<6Q")


class Shortlist:
    """The allowed pieces of any source."""

    def __init__(self, frequent: int, offsets: NDArray[np.int64], ids: NDArray[np.uint32], shared: bool) -> None:
        self._frequent = frequent
        self._offsets = offsets
        self._ids = ids
        self._shared = shared

    @classmethod
    def open(cls, path: Path, vocabularies: tuple[int, int], *, shared: bool) -> Shortlist:
        """Read a file for vocabularies of these sizes. Raises ModelUnavailableError for anything else."""
        try:
            data = path.read_bytes()
        except OSError as error:
            raise ModelUnavailableError(f"{path}: cannot be read: {error.strerror or error}") from None
        return cls.parse(data, str(path), vocabularies, shared=shared)

    @classmethod
    def parse(cls, data: bytes, name: str, vocabularies: tuple[int, int], *, shared: bool) -> Shortlist:
        """Read a file that is in memory; `name` is for messages. Raises ModelUnavailableError."""
        source, target = vocabularies
        if len(data) < _HEADER.size or _HEADER.unpack_from(data)[0] != MAGIC:
            raise ModelUnavailableError(f"{name}: not a binary shortlist")
        _, _, frequent, _, offset_count, id_count = _HEADER.unpack_from(data)
        if _HEADER.size + 8 * offset_count + 4 * id_count != len(data):
            raise ModelUnavailableError(f"{name}: a shortlist of {len(data):,} bytes that do not agree with its header")
        if offset_count != source + 1:
            raise ModelUnavailableError(
                f"{name}: a shortlist for {offset_count - 1:,} source pieces, the model has {source:,}"
            )
        if frequent > target:
            raise ModelUnavailableError(
                f"{name}: a shortlist of the {frequent:,} first pieces, the model has {target:,}"
            )
        offsets = np.frombuffer(data, "<u8", offset_count, _HEADER.size)
        ids = np.frombuffer(data, "<u4", id_count, _HEADER.size + 8 * offset_count)
        if offsets[0] != 0 or offsets[-1] != id_count or (offsets[1:] < offsets[:-1]).any():
            raise ModelUnavailableError(f"{name}: the offsets of this shortlist are not in order")
        if id_count and ids.max() >= target:
            raise ModelUnavailableError(f"{name}: the shortlist names a piece {ids.max():,}, the model has {target:,}")
        return cls(frequent, offsets.astype(np.int64), ids.astype(np.uint32), shared)

    def allowed(self, source: Sequence[int], end: int) -> NDArray[np.int64]:
        """The pieces that a translation of this source may have, ascending, with the end token."""
        parts = [self._ids[self._offsets[i] : self._offsets[i + 1]] for i in source]
        own = np.array([*(source if self._shared else ()), end], np.int64)
        return np.unique(np.concatenate([np.arange(self._frequent), own, *parts]).astype(np.int64))
