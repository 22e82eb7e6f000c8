"""Articles in the rows of JSONL, CSV, TSV and Parquet, as a stream: no more than a few rows are in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import PurePath
from textwrap import shorten

from briefsmith.credentials import without_credentials
from briefsmith.errors import InputError, UsageError
from briefsmith.model import Document, Failure
from briefsmith.sources.delimited import csv_header, csv_rows
from briefsmith.sources.extracted import Columns, Raw, ReadOptions, one_line
from briefsmith.sources.names import slug, url_id
from briefsmith.sources.readers import to_document
from briefsmith.sources.tables import (
    PACKED,
    Row,
    lines,
    parquet_count,
    parquet_rows,
    table_errors,
)

# Columns about the article that become its metadata.
METADATA = ("title", "author", "date", "place", "site", "sitename", "source", "url", "language")
_NOTHING = object()
_MESSAGE = 300  # characters
_KINDS = {".jsonl": "text", ".ndjson": "text", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet"}


def kind_of_rows(path: str) -> str | None:
    """`text` (JSONL), `csv` or `parquet` by the file's suffix, None for any other file."""
    suffixes = PurePath(path).suffixes
    if suffixes and suffixes[-1].lower() in PACKED:
        suffixes.pop()
    return _KINDS.get(suffixes[-1].lower()) if suffixes else None


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as it is in the file: columns, a line of JSON, or the error in its place; the first `number` is 1."""

    path: str
    number: int
    data: Row | str | InputError


def read_rows(path: str, columns: Columns, options: ReadOptions) -> Iterator[Document | Failure]:
    """A document for each row, a Failure for each that has no article.

    If the file itself breaks off, a last Failure says so. Raises UsageError if the first row lacks a requested column.
    """
    return (row if isinstance(row, Failure) else read_row(row, columns, options) for row in raw_rows(path, columns))


def raw_rows(path: str, columns: Columns) -> Iterator[RawRow | Failure]:
    """The rows of a file, for `read_row` here or elsewhere; else as `read_rows`."""
    number = 0
    try:
        with table_errors(path):
            for number, data in enumerate(_rows(path, columns), 1):
                row = RawRow(path, number, data)
                if number == 1:
                    _require_in(row, columns)
                yield row
    except InputError as error:
        message = f"{without_credentials(path)} cannot be read{f' after row {number}' if number else ''}: {error}"
        yield Failure(_name(path, number + 1), "read", error.kind, message)


def read_row(row: RawRow, columns: Columns, options: ReadOptions) -> Document | Failure:
    """The article of a row."""
    name = _name(row.path, row.number)
    try:
        data = parse_row(row.data, f"row {row.number} of {without_credentials(row.path)}")
        name = row_id(data, columns) or name
        document = row_document(data, columns, name, row.number, options)
        # The name of the file, not where it is: it is the same for all rows, and goes into each.
        place = {"path": PurePath(without_credentials(row.path)).name} if options.places else {}
        return replace(document, metadata={**document.metadata, **place})
    except InputError as error:
        # The lines of JSON that is laid out over several, or a list of articles.
        whole = row.number == 1 and isinstance(row.data, str) and error.kind == "unreadable"
        hint = " A file that is one JSON value has to end in .json." if whole else ""
        return Failure(name, "read", error.kind, f"{error}{hint}")


def _name(path: str, number: int) -> str:
    return f"{slug(PurePath(path).name.split('.')[0])}-{number}"


def _require_in(row: RawRow, columns: Columns) -> None:
    try:
        data = parse_row(row.data, "")
    except InputError:  # its Failure comes when it is read
        return
    _require(data, columns, row.path)


def parse_row(row: Row | str | InputError, name: str) -> Row:
    """A row, or one from its line of JSON. Raises InputError, also the one that stands for a row."""
    if isinstance(row, InputError):
        raise InputError(f"{name} {row}", row.kind)
    if not isinstance(row, str):
        return row
    try:
        data = json.loads(row)
    except RecursionError:
        raise InputError(f"{name} is nested too deep.", "unreadable") from None
    except ValueError as error:
        raise InputError(f"{name} is not JSON: {error}.", "unreadable") from None
    if not isinstance(data, dict):
        raise InputError(f"{name} is not a JSON object with columns.", "unreadable")
    return data


def row_id(row: Row, columns: Columns) -> str | None:
    """What a row says it is called: in its column of ids, or by its address."""
    values = one_line({"id": _value(row, columns.id or "id"), "url": _value(row, "url")})
    return values.get("id") or (url_id(values["url"]) if "url" in values else None)


def row_document(row: Row, columns: Columns, name: str, number: int, options: ReadOptions) -> Document:
    """The article of one row, called `name`; the first `number` is 1. HTML is read as a page. Raises InputError."""
    text = _value(row, columns.text)
    if not isinstance(text, str):
        raise InputError(f"{name} has no text in the column {columns.text!r}.", "empty")
    stated = {key: _value(row, key) or None for key in METADATA}
    metadata = one_line(stated | {"language": stated["language"] or _value(row, "lang")})
    if "url" in metadata:
        metadata["url"] = without_credentials(metadata["url"])
    document = to_document(Raw(name, name, text.encode("utf-8", "surrogatepass")), options)
    place = {"row": str(number)} if options.places else {}
    return replace(document, metadata={**document.metadata, **metadata, **place})


def has_column(row: Row, column: str) -> bool:
    """Whether a row has the column, be it without a value."""
    return _value(row, column, _NOTHING) is not _NOTHING


def column_names(row: Row) -> str:
    """The columns of a row, for a message; those of an object in a column as `column.name`."""
    names = (
        [f"{name}.{inner}" for inner in value] if isinstance(value, dict) and value else [str(name)]
        for name, value in row.items()
    )
    return shorten(", ".join(chain.from_iterable(names)), _MESSAGE)


def _value(row: Row, column: str, default: object = None) -> object:
    """What a row has in a column, whose name may differ in case.

    `article.body` is the column of that name, or `body` in the object in the column `article`.
    """
    if column in row:
        return row[column]
    folded = column.casefold()
    for name, value in row.items():
        if str(name).strip().casefold() == folded:
            return value
        if isinstance(value, dict) and folded.startswith(f"{str(name).casefold()}."):
            return _value(value, column[len(str(name)) + 1 :], default)
    return default


def _require(row: Row, columns: Columns, path: str) -> None:
    for flag, column in (("--text-column", columns.text), ("--id-column", columns.id)):
        if column is not None and not has_column(row, column):
            raise UsageError(
                f"{without_credentials(path)} has no column {column!r}; it has {column_names(row)}. "
                f"Name the right one with {flag}."
            )


def _require_once(names: list[str], columns: Columns, path: str) -> None:
    for column in (columns.text, columns.id):
        if column is not None and names.count(column) > 1:
            raise UsageError(f"{without_credentials(path)} has {names.count(column)} columns {column!r}; rename one.")


def _rows(path: str, columns: Columns) -> Iterator[Row | str | InputError]:
    kind = kind_of_rows(path)
    if kind == "text":
        return (line for line in lines(path) if not isinstance(line, str) or line.strip())
    if kind == "parquet":
        return parquet_rows(path)
    header = csv_header(path)
    if not header.names:
        raise InputError("it is empty", "empty")
    _require(dict.fromkeys(header.names), columns, path)
    _require_once(header.names, columns, path)
    return csv_rows(path, header)


def count_rows(path: str) -> int | None:
    """The number of rows for the progress bar, if it is quick to find; otherwise None."""
    kind = kind_of_rows(path)
    try:
        if kind == "parquet":
            return parquet_count(path)
        if kind == "text" and PurePath(path).suffix.lower() not in PACKED:
            with open(path, "rb") as file:  # noqa: PTH123 - `path` may not be a path for pathlib
                return sum(1 for line in file if line.strip())
    except (OSError, ValueError):
        return None
    return None
