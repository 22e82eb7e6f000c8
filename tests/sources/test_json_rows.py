"""JSON as `run` reads it, and text that is the source of something else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefsmith.errors import InputError
from briefsmith.model import Document
from briefsmith.sources import ReadOptions, read
from briefsmith.sources.extracted import Columns
from briefsmith.sources.reader import read_all

ROWS = [
    {"text": "It rained.", "id": "rain", "title": "Rain", "lang": "en"},
    {"text": "<html><body><article>" + "<p>The river rose and the bridge held.</p>" * 3 + "</article></body></html>"},
    {"text": 3},
]


def found(path: Path, options: ReadOptions | None = None) -> list[tuple[str, str]]:
    items = read_all(str(path), options=options)
    return [(i.id, i.metadata["format"]) if isinstance(i, Document) else (i.document_id, i.kind) for i in items]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", "\n".join(map(json.dumps, ROWS))),
        ("a.txt", "\n\n".join(map(json.dumps, ROWS)) + "\n"),
        ("a.json", json.dumps(ROWS, indent=2)),
        ("a.json", json.dumps({"count": 3, "articles": ROWS})),
        ("a", "\ufeff" + json.dumps(ROWS)),
    ],
)
def test_rows(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    assert found(tmp_path / name) == [("rain", "text"), ("a-2", "html"), ("a-3", "empty")]


def test_one_object_and_its_metadata(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(ROWS[0]))
    document = read(str(tmp_path / "a.json"))
    assert document.metadata == {"title": "Rain", "language": "en", "format": "text"}


def test_a_bad_line_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "It rained."}\n{"text": \n{"text": "It snowed."}\n')
    assert found(tmp_path / "a.jsonl") == [("a-1", "text"), ("a-2", "unreadable"), ("a-3", "text")]


def test_columns_have_names(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([{"body": "It rained.", "key": "r"}]))
    assert found(tmp_path / "a.json", ReadOptions(columns=Columns("body", "key"))) == [("r", "text")]
    with pytest.raises(InputError, match=r"has body, key\. Name the column with the article: --text-column") as caught:
        read(str(tmp_path / "a.json"))
    assert caught.value.kind == "unsupported"


@pytest.mark.parametrize("text", ["[Music] It rained all day.", "{quiet} It rained.", "[" * 100_000 + " it rained"])
def test_brackets_are_not_json(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text)
    assert read(str(tmp_path / "a.txt")).metadata["format"] == "text"


XML = "<?xml version='1.0'?>\n<article><title>Rain</title><para>It rained all day in the north.</para></article>"
LATEX = "\\documentclass{article}\n\\begin{document}\n\\section{Rain}\nIt rained all day.\n\\end{document}\n"


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.txt", XML, "XML"),
        ("a.docbook", XML.partition("\n")[2], "XML"),
        ("a", "<!-- old -->\n<tei:TEI xmlns:tei='x'><tei:p>It rained.</tei:p></tei:TEI>", "XML"),
        ("a.svg", "<svg width='3'><text>It rained.</text></svg>", "XML"),
        ("a.tex", LATEX, "LaTeX"),
        ("a.txt", "% main\n" + LATEX, "LaTeX"),
        ("a.txt", "\\section{Rain}\n\\label{r}\nIt \\emph{rained} \\cite{moen}, see \\ref{r}.\n", "LaTeX"),
    ],
)
def test_sources_are_not_prose(tmp_path: Path, name: str, text: str, kind: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(InputError, match=f"is {kind}") as caught:
        read(str(tmp_path / name))
    assert caught.value.kind == "unsupported"


@pytest.mark.parametrize(
    "text",
    [
        "<b>Rain</b> fell all day.",
        "<3 from Larvik\nIt rained.",
        "The command \\section{x} and \\item begin a list.",
        "a < b > c",
    ],
)
def test_prose_about_sources_is_prose(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text)
    assert read(str(tmp_path / "a.txt")).text == text


def test_xml_that_is_no_feed(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(XML)
    with pytest.raises(InputError, match=r"is not a feed"):
        read(str(tmp_path / "a.xml"))
