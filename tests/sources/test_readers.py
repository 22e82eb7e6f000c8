"""The table of readers: which one reads what, and how a format is added."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from briefsmith.errors import InputError, UsageError
from briefsmith.sources import ReadOptions, read
from briefsmith.sources.collection import CollectionOptions, folder_files, open_collection
from briefsmith.sources.extracted import Extracted, Raw, Reader
from briefsmith.sources.readers import READERS, choose, format_of_media_type, format_of_suffix
from briefsmith.sources.refused import REFUSED, refuse

MAGIC = b"XYZ\x00\x01"


def read_mirrored(raw: Raw, options: ReadOptions) -> Extracted:
    text = raw.data.removeprefix(MAGIC).decode("ascii")[::-1]
    if not text:
        raise InputError(f"{raw.name} is empty.", "empty")
    return Extracted(text, {"title": "Mirrored"})


@pytest.fixture
def xyz(monkeypatch: pytest.MonkeyPatch) -> None:
    """A binary format, added as its one line in the table would do it."""
    reader = Reader("xyz", (".xyz",), ("application/xyz",), lambda data: data.startswith(MAGIC), read_mirrored)
    monkeypatch.setitem(READERS, "xyz", reader)


def test_names_of_formats() -> None:
    assert [format_of_suffix(suffix) for suffix in (".HTM", ".markdown", "", ".text", ".xyz")] == [
        *("html", "markdown", "text", "text", None)
    ]
    assert format_of_media_type("application/xhtml+xml") == "html"
    # Servers send it for anything, so the suffix and the bytes decide.
    assert format_of_media_type("text/plain") is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_markup_is_known_in_every_encoding(encoding: str) -> None:
    page = "\u00a0\r\n<!-- größer -->\n<html><body>Es regnete.</body></html>".encode(encoding)
    assert choose(Raw("a", "a.md", page, "markdown")).name == "html"
    note = "---\r\n# für später\r\ntitle: Regen\r\n---\r\nEs regnete.".encode(encoding)
    assert choose(Raw("a", "a.txt", note, "text")).name == "markdown"
    assert choose(Raw("a", "a.html", note, "html")).name == "html"


def test_an_unknown_format_names_those_there_are() -> None:
    with pytest.raises(
        UsageError,
        match="no reader is named 'rtf'; choose one of html, pdf, docx, odt, mail, subtitles, markdown, text",
    ):
        choose(Raw("a", "a", b"x"), "rtf")


@pytest.mark.usefixtures("xyz")
def test_a_new_format_is_read(tmp_path: Path) -> None:
    path = tmp_path / "rain.xyz"
    path.write_bytes(MAGIC + b".deniar tI")
    assert format_of_media_type("application/xyz") == "xyz"
    document = read(str(path))
    assert (document.text, document.metadata) == ("It rained.", {"title": "Mirrored", "format": "xyz"})
    # It is recognised by its bytes under any name, and by its name with any bytes.
    path.rename(tmp_path / "rain.txt")
    assert read(str(tmp_path / "rain.txt")).metadata["format"] == "xyz"
    path.write_bytes(b"")
    with pytest.raises(InputError, match=r"rain\.xyz is empty"):
        read(str(path))


@pytest.mark.usefixtures("xyz")
def test_a_folder_has_the_new_format_too(tmp_path: Path) -> None:
    (tmp_path / "rain.xyz").write_bytes(MAGIC + b".deniar tI")
    (tmp_path / "rain.jpg").write_bytes(b"\xff\xd8\xff")
    skipped: Counter[str] = Counter()
    assert [path.name for path in folder_files(tmp_path, None, skipped)] == ["rain.xyz"]
    assert skipped == {".jpg": 1}
    (document,) = open_collection(str(tmp_path), CollectionOptions()).items
    assert getattr(document, "text", document) == "It rained."


def test_a_reader_of_a_refused_kind_is_asked_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1 It rained.}")
    with pytest.raises(InputError, match=r"an RTF document, which briefsmith does not read; open it in the program"):
        read(str(path))
    rtf = Reader(
        "rtf", (".rtf",), (), lambda data: data.startswith(b"{\\rtf"), lambda raw, options: Extracted("It rained.")
    )
    monkeypatch.setitem(READERS, "rtf", rtf)
    assert read(str(path)).text == "It rained."


@pytest.mark.parametrize("kind", REFUSED, ids=lambda kind: kind.name)
def test_every_refused_kind_is_named(kind: object) -> None:
    name, magic, remedy, offset = (getattr(kind, key) for key in ("name", "magic", "remedy", "offset"))
    with pytest.raises(InputError) as caught:
        refuse(b"\x00" * offset + magic + b"rest", "x")
    end = f"; {remedy}." if remedy else "."
    assert (caught.value.kind, str(caught.value)) == ("binary", f"x is {name}, which briefsmith does not read{end}")
