"""Articles in the rows of JSONL, CSV, TSV and Parquet, streamed through `datasets`, which never loads all of it."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from briefsmith.errors import InputError, UsageError
from briefsmith.model import Document, Failure
from briefsmith.sources.extracted import Columns, Raw, ReadOptions, one_line
from briefsmith.sources.names import slug, url_id
from briefsmith.sources.readers import to_document

# Columns about the article that become its metadata.
METADATA = ("title", "author", "date", "place", "site", "sitename", "source", "url", "language")
_OPTIONS: dict[str, dict[str, Any]] = {
    # JSON line by line: the JSON reader of `datasets` rejects a whole file for one bad line or a column of two types.
    "text": {"encoding": "utf-8-sig", "encoding_errors": "replace"},
    "csv": {"keep_default_na": False, "encoding": "utf-8-sig", "encoding_errors": "replace"},
    "parquet": {},
}
_KINDS = {".jsonl": "text", ".ndjson": "text", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet"}
_PACKED = {".gz", ".bz2", ".xz", ".zst"}

Row = Mapping[str, Any]


def kind_of_rows(path: str) -> str | None:
    """`text` (JSONL), `csv` or `parquet` by the file's suffix, None for any other file."""
    suffixes = PurePath(path).suffixes
    if suffixes and suffixes[-1].lower() in _PACKED:
        suffixes.pop()
    return _KINDS.get(suffixes[-1].lower()) if suffixes else None


def read_rows(path: str, columns: Columns, options: ReadOptions) -> Iterator[Document | Failure]:
    """A document for each row, a Failure for each that has no article.

    If the file itself breaks off, a last Failure says so. Raises UsageError if the first row lacks a requested column.
    """
    stem = slug(PurePath(path).name.split(".")[0])
    rows = _rows(path, columns)
    number = 0
    try:
        for number, row in enumerate(rows, 1):
            name = f"{stem}-{number}"
            try:
                data = parse_row(row, f"row {number} of {path}") if isinstance(row, str) else row
                if number == 1:
                    _require(data, columns, path)
                yield row_document(data, columns, name, options)
            except InputError as error:
                yield Failure(name, "read", error.kind, str(error))
    except (OSError, ValueError, RuntimeError) as error:  # pyarrow's, pandas' and datasets' errors are among these
        cause = one_line({"why": error.__cause__ or error})["why"]
        message = f"{path} cannot be read after row {number}: {cause}"
        yield Failure(f"{stem}-{number + 1}", "read", "unreadable", message)


def parse_row(line: str, name: str) -> Row:
    """One line of JSONL. Raises InputError."""
    try:
        data = json.loads(line)
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
    document = to_document(Raw(name, name, text.encode("utf-8", "surrogatepass")), options)
    return replace(document, metadata={**document.metadata, **metadata})


def _require(row: Row, columns: Columns, path: str) -> None:
    for flag, column in (("--text-column", columns.text), ("--id-column", columns.id)):
        if column is not None and column not in row:
            known = ", ".join(map(str, row))
            raise UsageError(f"{path} has no column {column!r}; it has {known}. Name the right one with {flag}.")


def _rows(path: str, columns: Columns) -> Iterator[Row | str]:
    # Before the import, which reads them: nothing may be fetched from a hub or reported to it.
    for name in ("HF_DATASETS_OFFLINE", "HF_HUB_OFFLINE", "HF_HUB_DISABLE_TELEMETRY"):
        os.environ.setdefault(name, "1")
    import datasets

    datasets.disable_progress_bars()
    datasets.config.TORCH_AVAILABLE = False  # otherwise it imports torch at the first row: 200 MB that nothing uses
    kind = kind_of_rows(path)
    assert kind is not None  # noqa: S101 - the caller checked it
    options = _OPTIONS[kind] | (_columns_as_text(path, columns) if kind == "csv" else {})
    data = datasets.load_dataset(kind, data_files=path, split="train", streaming=True, **options)
    return (row["text"] for row in data if row["text"].strip()) if kind == "text" else iter(data)


def _columns_as_text(path: str, columns: Columns) -> dict[str, Any]:
    """Options for CSV from its header: all columns are text, or the id 007 would become 7."""
    import datasets

    separator, header = csv_header(path)
    _require(dict.fromkeys(header), columns, path)
    return {"sep": separator, "features": datasets.Features({name: datasets.Value("string") for name in header})}


def csv_header(path: str) -> tuple[str, list[str]]:
    """The separator, by the suffix, and the names of the columns."""
    import fsspec

    separator = "\t" if ".tsv" in path.lower() else ","
    with fsspec.open(path, "rt", compression="infer", encoding="utf-8-sig", errors="replace", newline="") as file:
        return separator, next(csv.reader(file, delimiter=separator), [])


def count_rows(path: str) -> int | None:
    """The number of rows for the progress bar, if it is quick to find; otherwise None."""
    kind = kind_of_rows(path)
    try:
        if kind == "parquet":
            import pyarrow.parquet

            return int(pyarrow.parquet.read_metadata(path).num_rows)
        if kind == "text" and PurePath(path).suffix.lower() not in _PACKED:
            with open(path, "rb") as file:  # noqa: PTH123 - `path` may not be a path for pathlib
                return sum(1 for line in file if line.strip())
    except (OSError, ValueError):
        return None
    return None
