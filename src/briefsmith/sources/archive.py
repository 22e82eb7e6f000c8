"""Archives: the articles in a ZIP file, and what is packed with gzip, bzip2 or xz."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any

from briefsmith.errors import InputError
from briefsmith.sources.extracted import Container, Raw, ReadOptions
from briefsmith.sources.names import slug
from briefsmith.sources.packed_xml import Package, is_zip, stated_type
from briefsmith.sources.readers import format_of_suffix

MAX_FILES = 100_000

_OPENERS: dict[bytes, Callable[[io.BytesIO], Any]] = {b"\x1f\x8b": gzip.open, b"BZh": bz2.open, b"\xfd7zXZ": lzma.open}
# What may be in a ZIP file in place of articles: tables, which are read when they are named.
_TABLES = frozenset({".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".parquet", ".xlsx", ".xml"})
# The suffixes of files that are packed one by one; the suffix before it says what is in them.
PACKED = (".gz", ".bz2", ".xz")


def zip_container(is_article: Callable[[PurePath], bool]) -> Container:
    """ZIP files, of which the files are read that are articles by their names, but no hidden ones."""

    def parts(raw: Raw, options: ReadOptions) -> Iterator[Raw]:
        package = Package(raw, options)
        if "[Content_Types].xml" in package.names or stated_type(raw.data):
            raise InputError(
                f"{raw.name} is an office document other than a text (a table, slides); save its text as a file.",
                "unsupported",
            )
        if len(package.names) > MAX_FILES:
            raise InputError(f"{raw.name} has more than {MAX_FILES:,} files in it; unpack what you need.", "too_large")
        found = False
        for name in sorted(package.names):
            path = PurePath(name)
            hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
            if name.endswith("/") or hidden or not is_article(path):
                continue
            data = package.bytes(name)
            assert data is not None  # noqa: S101 - the name is one of its own
            found = True
            inner = slug("-".join((raw.id, *path.with_suffix("").parts)))
            yield Raw(inner, f"{raw.name}, {name}", data, format_of_suffix(path.suffix))
        table = next((name for name in sorted(package.names) if PurePath(name).suffix.lower() in _TABLES), None)
        if not found and table is not None:
            raise InputError(
                f"{raw.name} has no articles in it but the table {table}: unpack it and name that.", "empty"
            )

    return Container("zip", (".zip",), ("application/zip", "application/x-zip-compressed"), is_zip, parts)


def _unpacked(raw: Raw, options: ReadOptions) -> Iterator[Raw]:
    """What is in a packed file, under the file's name without `.gz`."""
    opener = next((opener for magic, opener in _OPENERS.items() if raw.data.startswith(magic)), None)
    if opener is None:
        raise InputError(f"{raw.name} is not packed as its name says. Give it its right name.", "unreadable")
    try:
        with opener(io.BytesIO(raw.data)) as file:
            data: bytes = file.read(options.max_bytes + 1)
    except (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError) as error:
        raise InputError(f"{raw.name} is damaged: {error}. Save or download it again.", "unreadable") from None
    packed = PurePath(raw.name).suffix
    name = raw.name[: -len(packed)] if packed.lower() in PACKED else raw.name
    suffix = PurePath(name).suffix
    article = slug(raw.id.removesuffix(suffix.lower())) if suffix else raw.id
    yield Raw(article, name, data, format_of_suffix(suffix), raw.charset)


PACKED_FILE = Container(
    "packed",
    PACKED,
    ("application/gzip", "application/x-gzip", "application/x-bzip2", "application/x-xz"),
    lambda data: data.startswith(tuple(_OPENERS)),
    _unpacked,
)
