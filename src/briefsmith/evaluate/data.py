"""Reading evaluation data: JSON lines, or anything that `datasets` loads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from briefsmith.errors import InputError, UsageError


def read(source: str, columns: tuple[str, ...]) -> list[Mapping[str, Any]]:
    """The records of a JSONL file, or of a dataset named `name[:split]`; each must have `columns`.

    Raises InputError if a file cannot be read, UsageError if a column is missing or the dataset cannot be loaded.
    """
    path = Path(source)
    records = list(_lines(path)) if path.exists() or path.suffix in {".jsonl", ".json"} else _dataset(source)
    for number, record in enumerate(records, 1):
        missing = [column for column in columns if not isinstance(record.get(column), str)]
        if missing:
            raise UsageError(
                f"{source}: record {number} has no text in {', '.join(missing)}; it needs {', '.join(columns)}."
            )
    if not records:
        raise InputError(f"{source} holds no records.", "empty")
    return records


def _lines(path: Path) -> Iterable[Mapping[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}.", "unreadable") from None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"{path}, line {number} is not JSON: {error}.", "format") from None
        if not isinstance(record, dict):
            raise InputError(f"{path}, line {number} is not a JSON object.", "format")
        yield record


def _dataset(source: str) -> list[Mapping[str, Any]]:
    name, _, split = source.partition(":")
    from datasets import load_dataset

    try:
        return list(load_dataset(name, split=split or "test"))
    except Exception as error:  # noqa: BLE001 - `datasets` raises whatever its backends raise
        raise UsageError(f"'{source}' is neither a file nor a dataset that can be loaded: {error}") from None
