"""JSON and JSON lines, whole in memory: each object is an article. `rows` streams larger files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from briefsmith.errors import InputError
from briefsmith.model import Failure
from briefsmith.sources.extracted import Columns, Container, Item, Raw, ReadOptions
from briefsmith.sources.rows import column_names, has_column, parse_row, row_document, row_id
from briefsmith.sources.text import decode


def begins_like_json(data: bytes) -> bool:
    """Whether the bytes are JSON, or their first line is a JSON object, as in JSON lines."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:1] not in {b"{", b"["}:
        return False
    first = data.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")[0]
    return isinstance(_loaded(first), dict) or isinstance(_loaded(data), (dict, list))


def _rows(raw: Raw, options: ReadOptions) -> Iterator[Item]:
    """The articles of a JSON text: an array of objects, one object, an object with one such array, or JSON lines.

    Raises InputError of kind `unsupported` if the first object does not have the column of the text.
    """
    text = decode(raw.data, raw.name, raw.charset)
    whole = _loaded(text.encode("utf-8"))
    lines = whole is None
    rows: list[Any] = [line for line in text.split("\n") if line.strip()] if lines else _objects(whole)
    for number, row in enumerate(rows, 1):
        name = f"{raw.id}-{number}" if len(rows) > 1 else raw.id
        try:
            data = parse_row(row, f"row {number} of {raw.name}") if lines else row
            if number == 1:
                _require(data, options.columns, raw.name)
            name = row_id(data, options.columns) or name
            yield row_document(data, options.columns, name, number, options)
        except InputError as error:
            if error.kind == "unsupported":
                raise
            yield Failure(name, "read", error.kind, str(error))


# Not in folders: there a .json file is settings more often than articles, and a .jsonl file may be our own output.
JSON = Container(
    "json",
    (".json", ".jsonl", ".ndjson"),
    ("application/json", "application/x-ndjson"),
    begins_like_json,
    _rows,
    in_folders=False,
)


def _loaded(data: bytes) -> Any:
    """The value of a JSON text, None for anything else."""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None


def _objects(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    arrays = [item for item in value.values() if isinstance(item, list) and item and isinstance(item[0], dict)]
    return arrays[0] if len(arrays) == 1 else [value]


def _require(row: Any, columns: Columns, name: str) -> None:
    if not isinstance(row, dict) or not has_column(row, columns.text):
        known = column_names(row) if isinstance(row, dict) else "none"
        raise InputError(
            f"{name} is JSON without the column {columns.text!r}; it has {known}. Name the column with the article: "
            "--text-column.",
            "unsupported",
        )
