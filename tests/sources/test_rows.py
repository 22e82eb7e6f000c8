from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from briefsmith.errors import UsageError
from briefsmith.model import Document, Failure
from briefsmith.sources import ReadOptions
from briefsmith.sources.rows import Columns, count_rows, read_rows

TEXT = "The bridge opened on Monday. It cost 12 million dollars."


def read(path: str, columns: Columns | None = None) -> list[Document | Failure]:
    return list(read_rows(path, columns or Columns(), ReadOptions()))


def documents(path: str, columns: Columns | None = None) -> list[Document]:
    return [item for item in read(path, columns) if isinstance(item, Document)]


def test_jsonl_with_what_it_says_of_the_article() -> None:
    row = {"id": 7, "text": TEXT, "title": "Bridge\nopens", "url": "https://example.org/a", "stars": 5, "author": None}
    Path("in.jsonl").write_text("\ufeff" + json.dumps(row) + "\n\n" + json.dumps({"text": TEXT}) + "\n", "utf-8")
    first, second = documents("in.jsonl")
    assert (first.id, first.text) == ("7", TEXT)
    assert first.metadata == {"format": "text", "title": "Bridge opens", "url": "https://example.org/a"}
    assert second.id == "in-2"
    assert count_rows("in.jsonl") == 2


def test_a_bad_line_is_one_failure() -> None:
    lines = [
        '{"text": "One. Two."}',
        '{"text": ',
        "[1]",
        '{"text": 5}',
        '{"title": "x"}',
        '{"text": "Line\\u2028end."}',
    ]
    Path("in.jsonl").write_text("\n".join(lines))
    found = read("in.jsonl")
    kinds = [item.kind if isinstance(item, Failure) else item.text for item in found]
    assert kinds == ["One. Two.", "unreadable", "unreadable", "empty", "empty", "Line\nend."]
    messages = [item.message for item in found if isinstance(item, Failure)]
    assert messages[0].startswith("row 2 of in.jsonl is not JSON: ")
    assert messages[1] == "row 3 of in.jsonl is not a JSON object with columns."


def test_pages_in_a_column_are_read_as_pages() -> None:
    page = "<html><head><title>Bridge</title></head><body><article><p>" + TEXT * 5 + "</p></article></body></html>"
    Path("in.jsonl").write_text(json.dumps({"html": page, "name": "a"}) + "\n")
    (document,) = documents("in.jsonl", Columns("html", "name"))
    assert (document.id, document.metadata["format"], document.metadata["title"]) == ("a", "html", "Bridge")
    assert "<" not in document.text


@pytest.mark.parametrize("name", ["in.csv", "in.tsv", "in.csv.gz"])
def test_csv_is_text_in_all_columns(name: str) -> None:
    separator = "\t" if "tsv" in name else ","
    table = f'id{separator}text\n007{separator}"{TEXT}\n\nOver ""lines""."\nNA{separator}42\n'
    Path(name).write_bytes(gzip.compress(table.encode()) if name.endswith("gz") else table.encode())
    first, second = documents(name)
    assert (first.id, first.text) == ("007", f'{TEXT}\n\nOver "lines".')
    assert (second.id, second.text) == ("NA", "42")


def test_parquet_in_order() -> None:
    pyarrow.parquet.write_table(
        pa.table({"text": [f"{TEXT} {n}" for n in range(2500)]}), "in.parquet", row_group_size=100
    )
    assert [document.text for document in documents("in.parquet")] == [f"{TEXT} {n}" for n in range(2500)]
    assert count_rows("in.parquet") == 2500


def test_a_file_that_breaks_off_ends_in_one_failure() -> None:
    Path("in.csv").write_text('id,text\n1,"One."\n2,two,three,four\n')
    (*_, last) = read("in.csv")
    assert isinstance(last, Failure)
    assert last.message.startswith("in.csv cannot be read after row ")


def test_a_column_that_is_not_there() -> None:
    pyarrow.parquet.write_table(pa.table({"body": ["x"]}), "in.parquet")
    with pytest.raises(
        UsageError, match=r"in\.parquet has no column 'text'; it has body\. Name the right one with --text-column\."
    ):
        read("in.parquet")


def test_nothing_is_asked_of_a_hub_and_torch_stays_out() -> None:
    Path("in.jsonl").write_text(json.dumps({"text": TEXT}) + "\n")
    code = (
        "import socket, sys\n"
        "def refuse(*a, **k): raise SystemExit('a connection was tried')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "from briefsmith.sources.rows import *\n"
        "print(len(list(read_rows('in.jsonl', Columns(), ReadOptions()))), 'torch' in sys.modules)\n"
    )
    environment = {key: value for key, value in os.environ.items() if key != "HF_HUB_OFFLINE"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)
    assert (done.stdout, done.returncode) == ("1 False\n", 0), done.stderr
