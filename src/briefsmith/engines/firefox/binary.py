"""A strict reader of Marian's binary model format, version 1: what it does not know, it refuses.

    u64 version, u64 count; count x {u64 length of the name with its NUL, u64 type, u64 rank, u64 length of the data};
    names; shapes as i32; u64 gap, so many bytes; data. All of it is little-endian.

Counts and lengths are compared with the size of the file before anything is allocated, and the file is exactly as long
as they say.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING

from briefsmith.errors import ModelUnavailableError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CONFIG_ITEM = "special:model.yml"
VERSION = 1
FLOAT32, INT8, INTGEMM8 = 0x404, 0x101, 0x4101
# Bytes of one value, and of what follows the values: intgemm8 has its multiplier there, a float32.
_SIZES = {FLOAT32: (4, 0), INT8: (1, 0), INTGEMM8: (1, 4)}
# Data is padded to 256 bytes; some writers pad after the multiplier, some before it.
_MOST_PADDING = 512
# A model of 6 + 6 layers has about 400 tensors; names have up to 40 characters.
_MOST_ITEMS, _LONGEST_NAME, _HIGHEST_RANK = 4096, 256, 4
_HEADER = struct.Struct("<QQQQ")


@dataclass(frozen=True, slots=True)
class Tensor:
    """One item of a model file: `shape` is the logical one, whatever the order of the bytes."""

    name: str
    type: int
    shape: tuple[int, ...]
    data: memoryview

    @property
    def count(self) -> int:
        """The number of values."""
        return prod(self.shape)

    def floats(self) -> NDArray[np.float32]:
        """The values of a float32 tensor in its shape."""
        import numpy as np

        return np.frombuffer(self.data, "<f4", self.count).reshape(self.shape).astype(np.float32, copy=False)

    def integers(self) -> NDArray[np.int8]:
        """The values of an int8 or intgemm8 tensor in the order they are stored in."""
        import numpy as np

        return np.frombuffer(self.data, np.int8, self.count)

    def multiplier(self) -> float:
        """What the weights were multiplied by before they were rounded."""
        found: float = struct.unpack_from("<f", self.data, self.count)[0]
        return found


@dataclass(frozen=True, slots=True)
class _Header:
    name_length: int
    type: int
    rank: int
    data_length: int


class _Reader:
    """A position in the file; every read is checked against its size."""

    def __init__(self, data: memoryview, name: str) -> None:
        self._data = data
        self._name = name
        self._at = 0

    def bytes(self, length: int) -> memoryview:
        if length > self.left:
            raise self.broken(f"it ends after {len(self._data):,} bytes, before what its header announces")
        found = self._data[self._at : self._at + length]
        self._at += length
        return found

    def unsigned(self) -> int:
        return int.from_bytes(self.bytes(8), "little")

    @property
    def left(self) -> int:
        return len(self._data) - self._at

    def broken(self, why: str) -> ModelUnavailableError:
        return ModelUnavailableError(f"{self._name}: not a Marian model that can be read: {why}")


def read_tensors(path: Path) -> dict[str, Tensor]:
    """The items of a model file by name. Raises ModelUnavailableError for anything but a whole, known file."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelUnavailableError(f"{path}: cannot be read: {error.strerror or error}") from None
    return parse_tensors(data, str(path))


def parse_tensors(data: bytes, name: str) -> dict[str, Tensor]:
    """The items of a model file that is in memory; `name` is for messages. Raises ModelUnavailableError."""
    reader = _Reader(memoryview(data), name)
    version = reader.unsigned()
    if version != VERSION:
        raise reader.broken(f"its version is {version}, not {VERSION}")
    headers = _headers(reader)
    names = [_text(reader, header.name_length) for header in headers]
    shapes = [_shape(reader, header.rank) for header in headers]
    reader.bytes(reader.unsigned())  # the gap before the data
    tensors: dict[str, Tensor] = {}
    for header, item, shape in zip(headers, names, shapes, strict=True):
        if item in tensors:
            raise reader.broken(f"{item} is in it twice")
        _check_length(reader, header, item, shape)
        tensors[item] = Tensor(item, header.type, shape, reader.bytes(header.data_length))
        _check_values(reader, tensors[item])
    if reader.left:
        raise reader.broken(f"{reader.left:,} bytes follow its last item")
    return tensors


def _headers(reader: _Reader) -> list[_Header]:
    count = reader.unsigned()
    if not 0 < count <= _MOST_ITEMS or count * _HEADER.size > reader.left:
        raise reader.broken(f"it announces {count:,} items in {reader.left:,} bytes")
    headers = [_Header(*_HEADER.unpack(reader.bytes(_HEADER.size))) for _ in range(count)]
    for header in headers:
        if header.type not in _SIZES:
            raise reader.broken(f"an item has the type {header.type:#x}; known are float32, int8 and intgemm8")
        if not 1 < header.name_length <= _LONGEST_NAME or not 0 < header.rank <= _HIGHEST_RANK:
            raise reader.broken(f"an item has a name of {header.name_length:,} bytes and {header.rank:,} dimensions")
    return headers


def _text(reader: _Reader, length: int) -> str:
    name, end = bytes(reader.bytes(length)[:-1]), length - 1
    if b"\0" in name or not name.isascii() or not name.decode().isprintable():
        raise reader.broken(f"the name of an item is not {end} printable characters")
    return name.decode()


def _shape(reader: _Reader, rank: int) -> tuple[int, ...]:
    shape = struct.unpack(f"<{rank}i", reader.bytes(4 * rank))
    if min(shape) < 1:
        raise reader.broken(f"an item has the shape {shape}")
    return shape


def _check_length(reader: _Reader, header: _Header, name: str, shape: tuple[int, ...]) -> None:
    size, after = _SIZES[header.type]
    needed = prod(shape) * size + after
    if not needed <= header.data_length <= needed + _MOST_PADDING:
        raise reader.broken(f"{name} has {header.data_length:,} bytes of data, its shape {shape} needs {needed:,}")


def _check_values(reader: _Reader, tensor: Tensor) -> None:
    import numpy as np

    if tensor.type == INTGEMM8 and not 0 < tensor.multiplier() < float("inf"):
        raise reader.broken(f"{tensor.name} has the multiplier {tensor.multiplier()}")
    if tensor.type == FLOAT32 and not np.isfinite(tensor.floats()).all():
        raise reader.broken(f"{tensor.name} has values that are not numbers")
