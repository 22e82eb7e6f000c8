"""Rows as CSV and TSV, for Excel, pandas and DuckDB alike."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable

SEPARATORS = {".csv": ",", ".tsv": "\t"}
# Excel reads UTF-8 only where the file begins with it; the others skip it.
MARK = "\ufeff"
# A spreadsheet runs what begins like this, and an article may come from anybody.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def line(values: Iterable[object], separator: str) -> str:
    """The values as one line, with its end; lists are JSON. What looks like a formula has an apostrophe in front."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerow(_cell(value) for value in values)
    return text.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return json.dumps(value, ensure_ascii=False)
