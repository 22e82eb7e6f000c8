"""The rows of JSONL, CSV and Parquet files here or in a store, each read for what it is or refused.

Nothing is replaced in silence: a line that is not UTF-8 is read in its old encoding, or is an error in place of its row.
"""

from __future__ import annotations

import bz2
import codecs
import csv
import lzma
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from briefsmith.errors import InputError
from briefsmith.sources.text import legacy, seems_utf8

Row = Mapping[str, Any]

_CHUNK = 1 << 16
# A line of more bytes is no row; packed data can hold an endless one.
_LONGEST_LINE = 1 << 28


class _Unpacker(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


def _zstd() -> _Unpacker:
    import zstandard

    unpacker: _Unpacker = zstandard.ZstdDecompressor().decompressobj()
    return unpacker


PACKED: dict[str, Callable[[], _Unpacker]] = {
    ".gz": lambda: zlib.decompressobj(16 + zlib.MAX_WBITS),
    ".bz2": bz2.BZ2Decompressor,
    ".xz": lzma.LZMADecompressor,
    ".zst": _zstd,
}


@contextmanager
def table_errors(path: str) -> Iterator[None]:
    """Whatever the libraries raise on a file that cannot be read, or not to its end, as an InputError."""
    try:
        yield
    except (OSError, EOFError, ValueError, RuntimeError, TypeError, KeyError, zlib.error, lzma.LZMAError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(" ".join(why.split()) or type(error).__name__, "unreadable") from None
    except ImportError as error:
        needed = f"the package {error.name} is needed: pip install {error.name}" if error.name else str(error)
        raise InputError(needed, "unreadable") from None


def lines(path: str) -> Iterator[str | InputError]:
    """The lines of a text file without their ends; an error for each whose encoding is not found.

    Raises EOFError at the end of packed data that are cut short, after all that is whole.
    """
    for number, raw in enumerate(_raw_lines(path)):
        yield _decoded(raw.removeprefix(codecs.BOM_UTF8) if number == 0 else raw)


def _decoded(line: bytes) -> str | InputError:
    if len(line) > _LONGEST_LINE:
        return InputError(f"is a line of more than {_LONGEST_LINE:,} bytes.", "too_large")
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        text = None if seems_utf8(line) else legacy(line)
    return InputError("is not UTF-8; save the file as UTF-8.", "unreadable") if not text or "\ufffd" in text else text


def _raw_lines(path: str) -> Iterator[bytes]:
    """The lines as they are; of one that is too long, enough to see that it is."""
    begun = bytearray()
    for piece in _pieces(path):
        *ends, rest = piece.split(b"\n")
        for end in ends:
            yield (bytes(begun) + end).removesuffix(b"\r")
            begun.clear()
        if len(begun) <= _LONGEST_LINE:
            begun += rest
    if begun:
        yield bytes(begun).removesuffix(b"\r")


def _pieces(path: str) -> Iterator[bytes]:
    """The bytes of the file, unpacked."""
    import fsspec

    make = next((make for suffix, make in PACKED.items() if path.lower().endswith(suffix)), None)
    unpacker = make() if make else None
    with fsspec.open(path, "rb") as file:
        while data := file.read(_CHUNK):
            if make is None or unpacker is None:
                yield data
                continue
            while data.strip(b"\0"):  # a file of several parts has one after the other, and may end in zeros
                unpacker = make() if unpacker.eof else unpacker
                yield unpacker.decompress(data)
                data = unpacker.unused_data if unpacker.eof else b""
    if unpacker is not None and not unpacker.eof:
        raise EOFError("its packed data are cut short")


def csv_header(path: str) -> tuple[str, list[str]]:
    """The separator, by the suffix, and the names of the columns. Raises InputError."""
    separator = "\t" if ".tsv" in path.lower() else ","
    with table_errors(path):
        return separator, next(csv.reader(_csv_lines(path, _State()), delimiter=separator), [])


def csv_rows(path: str) -> Iterator[Row | InputError]:
    """The rows below the header, all columns as text, or the id 007 would become 7."""
    csv.field_size_limit(sys.maxsize)  # an article is longer than 131,072 characters now and then
    separator, header = csv_header(path)
    state = _State()
    rows = csv.reader(_csv_lines(path, state), delimiter=separator)
    next(rows, None)
    while True:
        state.bad = None
        try:
            values = next(rows, None)
        except csv.Error as error:
            yield InputError(f"is not CSV: {error}.", "unreadable")
            continue
        if values is None:
            return
        if state.bad is not None:
            yield state.bad
        elif state.ended:
            yield InputError("begins a quotation that does not end.", "unreadable")
        elif len(values) > len(header):
            yield InputError(f"has {len(values)} columns, and the header {len(header)}.", "unreadable")
        elif values:
            yield dict(zip(header, [*values, *[""] * (len(header) - len(values))], strict=True))


@dataclass(slots=True)
class _State:
    """What the lines of a row were: one of them not readable, or the last of the file with a quotation still open."""

    bad: InputError | None = None
    ended: bool = False


def _csv_lines(path: str, state: _State) -> Iterator[str]:
    """The lines with their ends, which belong to a field in quotes."""
    for line in lines(path):
        if isinstance(line, InputError):
            state.bad = line
        yield "?\n" if isinstance(line, InputError) else f"{line}\n"
    state.ended = True


def parquet_rows(path: str) -> Iterator[Row]:
    """The rows in order, a few at a time."""
    import fsspec
    import pyarrow.parquet

    with fsspec.open(path, "rb") as file:
        for batch in pyarrow.parquet.ParquetFile(file).iter_batches(batch_size=64):
            yield from batch.to_pylist()


def parquet_count(path: str) -> int:
    """The number of rows. Raises OSError or ValueError."""
    import pyarrow.parquet

    return int(pyarrow.parquet.read_metadata(path).num_rows)
