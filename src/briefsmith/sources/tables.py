"""The lines of JSONL and CSV and the rows of Parquet, here or in a store, each read for what it is or refused.

Nothing is replaced in silence: a line that is not UTF-8 is read in its old encoding, or is an error in place of its row.
"""

from __future__ import annotations

import bz2
import codecs
import csv
import lzma
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from typing import Any, Protocol

from briefsmith.errors import InputError
from briefsmith.sources.text import SAMPLE, old_encoding, seems_utf8, utf16_of

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
    except UnicodeError:
        raise InputError("it is damaged, or not in the encoding that it begins with", "unreadable") from None
    except (zlib.error, lzma.LZMAError):
        raise InputError("it is damaged, or not packed as its name says", "unreadable") from None
    except (OSError, EOFError, ValueError, RuntimeError, TypeError, KeyError, csv.Error) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(" ".join(why.split()) or type(error).__name__, "unreadable") from None
    except ImportError as error:
        needed = f"the package {error.name} is needed: pip install {error.name}" if error.name else str(error)
        raise InputError(needed, "unreadable") from None


def lines(path: str) -> Iterator[str | InputError]:
    """The lines of a text file without their ends; an error for each whose encoding is not found.

    Raises EOFError at the end of packed data that are cut short, after all that is whole.
    """
    old = ""
    for number, raw in enumerate(_raw_lines(path)):
        line = raw.removeprefix(codecs.BOM_UTF8) if number == 0 else raw
        if len(line) > _LONGEST_LINE:
            yield InputError(f"is a line of more than {_LONGEST_LINE:,} bytes.", "too_large")
            continue
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError:
            old = old or _old_encoding(path, number)
            yield _in_old_encoding(line, old)


def _in_old_encoding(line: bytes, encoding: str) -> str | InputError:
    text = None if seems_utf8(line) else line.decode(encoding, "replace")
    return InputError("is not UTF-8; save the file as UTF-8.", "unreadable") if not text or "\ufffd" in text else text


def _old_encoding(path: str, number: int) -> str:
    """The encoding of the lines that are not UTF-8, of which the one of this number is the first.

    One line is too little to tell: "Größe" in cp1252 is "Grφίe" in Greek.
    """
    sample = bytearray()
    for place, line in enumerate(_raw_lines(path)):
        if not line.isascii() and _is_utf8(line):
            continue
        sample += line + b"\n"
        if place < number:
            del sample[: -SAMPLE // 2]
        elif len(sample) > SAMPLE:
            break
    return old_encoding(bytes(sample))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _raw_lines(path: str) -> Iterator[bytes]:
    """The lines as they are; of one that is too long, enough to see that it is."""
    begun = bytearray()
    pieces = _utf8_pieces(path)
    first = next(pieces, b"")
    mark = b"\r" if b"\r" in first and b"\n" not in first else b"\n"  # as on an old Macintosh
    for piece in chain([first], pieces):
        *ends, rest = piece.split(mark)
        for end in ends:
            yield (bytes(begun) + end).removesuffix(b"\r")
            begun.clear()
        if len(begun) <= _LONGEST_LINE:
            begun += rest
    if begun:
        yield bytes(begun).removesuffix(b"\r")


def _utf8_pieces(path: str) -> Iterator[bytes]:
    """The bytes, those of UTF-16 (Excel's "Unicode text") as UTF-8. Raises UnicodeError if they are neither."""
    pieces = _pieces(path)
    first = next((piece for piece in pieces if piece), b"")
    encoding = utf16_of(first)
    if encoding is None:
        yield first
        yield from pieces
        return
    decoder = codecs.getincrementaldecoder(encoding)()
    for piece in chain([first], pieces):
        yield decoder.decode(piece).encode()
    decoder.decode(b"", final=True)


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
