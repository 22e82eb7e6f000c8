"""Articles in the rows of JSONL, CSV, TSV and Parquet, as a stream: no more than a few rows are in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath

from briefsmith.credentials import without_credentials
from briefsmith.errors import InputError, UsageError
from briefsmith.model import Document, Failure
from briefsmith.sources.extracted import Columns, Raw, ReadOptions, one_line
from briefsmith.sources.names import slug, url_id
from briefsmith.sources.readers import to_document
from briefsmith.sources.tables import (
    PACKED,
    Row,
    csv_header,
    csv_rows,
    lines,
    parquet_count,
    parquet_rows,
    table_errors,
)

# Columns about the article that become its metadata.
METADATA = ("title", "author", "date", "place", "site", "sitename", "source", "url", "language")
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
        return row_document(
            parse_row(row.data, f"row {row.number} of {without_credentials(row.path)}"), columns, name, options
        )
    except InputError as error:
        return Failure(name, "read", error.kind, str(error))


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


def row_document(row: Row, columns: Columns, name: str, options: ReadOptions) -> Document:
    """The article of one row; `name` is its id when the row has none. HTML is read as a page. Raises InputError."""
    text = row.get(columns.text)
    if not isinstance(text, str):
        raise InputError(f"{name} has no text in the column {columns.text!r}.", "empty")
    metadata = one_line({"language": row.get("lang"), **{key: row[key] for key in METADATA if row.get(key)}})
    given = one_line({"id": row.get(columns.id or "id")}).get("id")
    name = given or (url_id(metadata["url"]) if "url" in metadata else name)
    if "url" in metadata:
        metadata["url"] = without_credentials(metadata["url"])
    document = to_document(Raw(name, name, text.encode("utf-8", "surrogatepass")), options)
    return replace(document, metadata={**document.metadata, **metadata})


def _require(row: Row, columns: Columns, path: str) -> None:
    for flag, column in (("--text-column", columns.text), ("--id-column", columns.id)):
        if column is not None and column not in row:
            known = ", ".join(map(str, row))
            shown = without_credentials(path)
            raise UsageError(f"{shown} has no column {column!r}; it has {known}. Name the right one with {flag}.")


def _rows(path: str, columns: Columns) -> Iterator[Row | str | InputError]:
    kind = kind_of_rows(path)
    if kind == "text":
        return (line for line in lines(path) if not isinstance(line, str) or line.strip())
    if kind == "parquet":
        return parquet_rows(path)
    _require(dict.fromkeys(csv_header(path)[1]), columns, path)
    return csv_rows(path)


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
