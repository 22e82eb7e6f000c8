"""CSV as Excel, databases and scripts write it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from briefsmith.errors import UsageError
from briefsmith.model import Document, Failure
from briefsmith.sources import ReadOptions, delimited
from briefsmith.sources.rows import Columns, read_rows

GERMAN = 'Die Größe der Brücke: 14 €, sagte Müller; "zu teuer".\nDie Straße, so heißt es, wird später gebaut.'
ROWS = [("007", "Größe", GERMAN), ("008", "", "Señor Núñez opened it, he said."), ("009", "£5", "Ærø has a bridge.")]


def table(separator: str = ",", *, first: str = "", end: str = "\r\n", names: tuple[str, ...] = ()) -> str:
    text = io.StringIO(newline="")
    text.write(first)
    writer = csv.writer(text, delimiter=separator, lineterminator=end)
    writer.writerows([names or ("id", "title", "text"), *ROWS])
    return text.getvalue()


def read(data: bytes, name: str = "in.csv", columns: Columns | None = None) -> list[Document | Failure]:
    Path(name).write_bytes(data)
    return list(read_rows(name, columns or Columns(), ReadOptions()))


def articles(found: list[Document | Failure]) -> list[tuple[str, str, str]]:
    return [(item.id, item.metadata.get("title", ""), item.text) for item in found if isinstance(item, Document)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_and_encodings_are_found(separator: str, encoding: str) -> None:
    assert articles(read(table(separator).encode(encoding))) == ROWS


def test_a_first_line_may_state_the_separator() -> None:
    assert articles(read(table(";", first="sep=;\r\n").encode("utf-8-sig"))) == ROWS
    assert articles(read(table("^", first='"sep=^"\n').encode())) == ROWS


def test_the_suffix_decides_where_the_header_does_not() -> None:
    assert articles(read(b"id|nr,text\n1,One; two.\n", columns=Columns(id="id|nr"))) == [("1", "", "One; two.")]


def test_an_old_encoding_is_that_of_the_file_and_not_of_each_line() -> None:
    # Alone, "Größe" was read as Greek, "Señor Núñez" as Russian, "£" and "Æ" as Polish.
    assert [title for _, title, _ in articles(read(table().encode("cp1252")))] == ["Größe", "", "£5"]


def test_lines_in_utf8_stay_so_among_others() -> None:
    mixed = table().encode("cp1252") + "010,Ölze,Die Brücke über die Ölze.\n".encode()
    assert articles(read(mixed)) == [*ROWS, ("010", "Ölze", "Die Brücke über die Ölze.")]


def test_damaged_utf16_is_named() -> None:
    (*_, last) = read(table().encode("utf-16")[:-1])
    assert isinstance(last, Failure)
    assert last.message.endswith("it is damaged, or not in the encoding that it begins with")


def test_lines_that_end_as_on_an_old_macintosh() -> None:
    plain = [("1", "", "One."), ("2", "", "Two.")]
    assert articles(read(b"id,text\r1,One.\r2,Two.\r")) == plain


def test_names_of_columns_in_any_case_and_with_spaces() -> None:
    assert articles(read(table(names=("ID", " Title", "Text ")).encode())) == ROWS
    rows = read(b"Text,text\none,two\n")  # the exact name comes first
    assert [text for *_, text in articles(rows)] == ["two"]


def test_empty_rows_and_columns_at_the_end_are_nothing() -> None:
    found = read(b"id,text,,\n1,One.,,\n,,,\n\n2,Two.,,,,\n,,,\n")
    assert articles(found) == [("1", "", "One."), ("2", "", "Two.")]
    assert len(found) == 2


def test_a_file_of_nothing_and_a_header_alone() -> None:
    (failure,) = read(b"")
    assert isinstance(failure, Failure)
    assert failure.message == "in.csv cannot be read: it is empty"
    assert read(b"id,text\n") == []


def test_a_column_that_is_there_twice() -> None:
    with pytest.raises(UsageError, match=r"^in\.csv has 2 columns 'text'; rename one\.$"):
        read(b"id,text,text\n1,One.,Two.\n")


def test_a_header_with_a_line_break_in_it() -> None:
    assert articles(read(b'id;"the\ntext"\n1;One, two, three.\n', columns=Columns("the\ntext"))) == [
        ("1", "", "One, two, three.")
    ]


def test_a_quotation_that_is_open_by_mistake_takes_no_end_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "_LONGEST_FIELD", 100)
    found = read(b'id,text\n1,"One.\n' + b"2,Two.\n" * 20 + b"3,Three.\n")
    assert isinstance(found[0], Failure)
    assert found[0].message == "row 1 of in.csv is not CSV: field larger than field limit (100)."
    assert articles(found)[-1] == ("3", "", "Three.")
