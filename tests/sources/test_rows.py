from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from briefsmith.errors import UsageError
from briefsmith.model import Document, Failure
from briefsmith.sources import ReadOptions
from briefsmith.sources.reader import read_all
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


def failed(found: list[Document | Failure]) -> list[str]:
    return [item.message for item in found if isinstance(item, Failure)]


def test_csv_rows_that_are_none_are_named_and_the_others_read() -> None:
    Path("in.csv").write_text('id,text\n1,"One."\n2,two,three,four\n3\n4,"Four."\n5,"Five is open\nto the end')
    found = read("in.csv")
    assert [item.text for item in found if isinstance(item, Document)] == ["One.", "Four."]
    assert failed(found) == [
        "row 2 of in.csv has 4 columns, and the header 2.",
        "3 is empty. Give a file with the article's text in it.",
        "row 5 of in.csv begins a quotation that does not end.",
    ]


@pytest.mark.parametrize(("suffix", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)])
def test_packed_rows_before_a_cut_are_read_and_the_rest_is_named(suffix: str, pack: Callable[[bytes], bytes]) -> None:
    rows = [json.dumps({"text": f"{TEXT} {random.Random(n).random()}"}) for n in range(3000)]
    packed = pack(("\n".join(rows) + "\n").encode())
    name = f"in.jsonl.{suffix}"
    Path(name).write_bytes(packed)
    assert len(documents(name)) == 3000
    Path(name).write_bytes(packed[: len(packed) * 3 // 4])
    *whole, last = read(name)
    assert [item.text for item in whole if isinstance(item, Document)] == [
        json.loads(row)["text"] for row in rows[: len(whole)]
    ]
    assert (len(whole) > 1500) is (suffix != "bz2")  # which unpacks a whole block at a time
    assert isinstance(last, Failure)
    after = f" after row {len(whole)}" if whole else ""
    assert last.message == f"{name} cannot be read{after}: its packed data are cut short"


def test_a_packed_file_of_several_parts() -> None:
    Path("in.jsonl.gz").write_bytes(b"".join(gzip.compress(b'{"text": "%d."}\n' % n) for n in range(3)) + b"\0" * 9)
    assert [document.text for document in documents("in.jsonl.gz")] == ["0.", "1.", "2."]


def test_a_line_nested_too_deep_is_one_failure() -> None:
    Path("in.jsonl").write_text('{"text": "One."}\n' + "[" * 100_000 + '\n{"text": "Three."}\n')
    found = read("in.jsonl")
    assert [item.text for item in found if isinstance(item, Document)] == ["One.", "Three."]
    assert failed(found) == ["row 2 of in.jsonl is nested too deep."]


FRENCH = "Le château fut vendu à Genève après l'été ; la mairie s'en réjouit et prépare déjà la fête du théâtre."


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
@pytest.mark.parametrize("name", ["in.csv", "in.tsv", "in.jsonl"])
def test_old_encodings_are_read(name: str, encoding: str) -> None:
    mark = "\t" if "tsv" in name else ","
    table = json.dumps({"text": FRENCH}, ensure_ascii=False) if "json" in name else f"id{mark}text\n1{mark}{FRENCH}"
    Path(name).write_bytes(f"{table}\n".encode(encoding))
    assert [document.text for document in documents(name)] == [FRENCH]


@pytest.mark.parametrize("name", ["in.csv", "in.jsonl"])
def test_a_line_that_is_not_text_is_named(name: str) -> None:
    good = FRENCH.encode()
    damaged = good[:50] + b"\xff" + good[50:]
    rows = (
        [b'{"text": "%s"}' % good, b'{"text": "%s"}' % damaged]
        if "json" in name
        else [b"text", b'"%s"' % good, damaged]
    )
    Path(name).write_bytes(b"\n".join(rows))
    found = read(name)
    assert [item.text for item in found if isinstance(item, Document)] == [FRENCH]
    assert failed(found) == [f"row 2 of {name} is not UTF-8; save the file as UTF-8."]


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1" + b"x" * 400 + b"PAR1", b"no parquet at all"])
def test_a_broken_parquet_file_is_one_failure(data: bytes) -> None:
    Path("in.parquet").write_bytes(data)
    (failure,) = read("in.parquet")
    assert isinstance(failure, Failure)
    assert failure.message.startswith("in.parquet cannot be read: ")


def test_a_store_without_its_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    (failure,) = read("s3://bucket/in.jsonl")
    assert isinstance(failure, Failure)
    assert "s3fs" in failure.message


def test_a_column_that_is_not_there() -> None:
    pyarrow.parquet.write_table(pa.table({"body": ["x"]}), "in.parquet")
    with pytest.raises(
        UsageError, match=r"in\.parquet has no column 'text'; it has body\. Name the right one with --text-column\."
    ):
        read("in.parquet")


def test_columns_in_objects() -> None:
    rows = [{"_id": {"$oid": f"65f{n}"}, "article": {"body": TEXT, "Title": "T"}} for n in range(2)]
    Path("in.jsonl").write_text("\n".join(map(json.dumps, rows)))
    found = documents("in.jsonl", Columns("article.body", "_id.$oid"))
    assert [(document.id, document.text) for document in found] == [("65f0", TEXT), ("65f1", TEXT)]
    with pytest.raises(UsageError, match=r"it has _id\.\$oid, article\.body, article\.Title\. Name"):
        read("in.jsonl")


@pytest.mark.parametrize("name", ["in.jsonl", "in.json"])
def test_what_fails_has_the_id_of_its_row(name: str) -> None:
    rows = [{"id": "a7", "text": TEXT}, {"id": "b8", "text": None}, {"url": "https://example.org/c", "text": " "}]
    found = "\n".join(map(json.dumps, rows)) if name.endswith("l") else json.dumps(rows)
    Path(name).write_text(found)
    items = read(name) if name.endswith("l") else list(read_all(name))
    assert [item.document_id for item in items if isinstance(item, Failure)] == ["b8", "example.org-c"]


@pytest.mark.parametrize("text", ['[{"text": "One."}]', '{\n "text": "One."\n}'])
def test_one_json_value_in_a_file_of_lines(text: str) -> None:
    Path("in.jsonl").write_text(text)
    first, *rest = failed(read("in.jsonl"))
    assert first.endswith(" A file that is one JSON value has to end in .json.")
    assert not any(".json." in message for message in rest)


@pytest.mark.parametrize("name", ["in.jsonl.gz", "in.csv.xz"])
def test_a_file_that_is_not_packed_as_its_name_says(name: str) -> None:
    Path(name).write_text('{"text": "One."}')
    assert failed(read(name)) == [f"{name} cannot be read: it is damaged, or not packed as its name says"]


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
