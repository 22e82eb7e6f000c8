"""EPUB: books that EbookLib makes, and those that Debian packages bring, if this machine has them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from briefsmith.clean.stage import Clean
from briefsmith.errors import InputError
from briefsmith.model import Document
from briefsmith.sources import ReadOptions, read
from briefsmith.sources.reader import read_all
from sources.debian import debian_file

epub = pytest.importorskip("ebooklib.epub")

CHAPTER = (
    "<p>The harbour of Larvik will close its old ferry terminal in spring, because the quay has <b>sunk</b> by eleven "
    "centimetres since the last survey.</p><p>A new landing stage is to open four hundred metres further north, beside "
    "the fish market. Until then the ferries to Hirtshals will leave from a floating pontoon.</p>"
)


def book(path: Path, chapters: int = 2) -> None:
    made = epub.EpubBook()
    made.set_identifier("x")
    made.set_title("Ferries")
    made.set_language("en")
    made.add_author("Ida Moen")
    pages = [epub.EpubHtml(title="Cover", file_name="cover.xhtml", content="<h1>Ferries</h1><p>A novel</p>")]
    for number in range(chapters):
        content = f"<h1>Chapter {number}</h1>{CHAPTER}"
        pages.append(epub.EpubHtml(title=f"Chapter {number}", file_name=f"text/ch {number}.xhtml", content=content))
    for page in pages:
        made.add_item(page)
    made.toc = tuple(pages)
    made.add_item(epub.EpubNcx())
    made.add_item(epub.EpubNav())
    made.spine = ["nav", *pages]
    epub.write_epub(str(path), made)


def documents(path: Path) -> list[Document]:
    return [item for item in read_all(str(path)) if isinstance(item, Document)]


def test_chapters_are_articles(tmp_path: Path) -> None:
    book(tmp_path / "Ferries.epub")
    found = documents(tmp_path / "Ferries.epub")
    assert [(d.id, d.metadata["title"]) for d in found] == [("ferries-1", "Chapter 0"), ("ferries-2", "Chapter 1")]
    assert found[0].metadata | {"date": ""} == {
        "title": "Chapter 0",
        "author": "Ida Moen",
        "sitename": "Ferries",
        "language": "en",
        "format": "epub",
        "date": "",
    }
    assert found[0].text.split("\n\n")[1].startswith("The harbour of Larvik will close")
    assert "because the quay has sunk by eleven centimetres" in found[0].text
    (tmp_path / "Ferries.epub").rename(tmp_path / "book.zip")
    assert len(documents(tmp_path / "book.zip")) == 2
    with pytest.raises(InputError, match="holds several articles"):
        read(str(tmp_path / "book.zip"))


def test_a_protected_book_is_refused(tmp_path: Path) -> None:
    book(tmp_path / "a.epub")
    with zipfile.ZipFile(tmp_path / "a.epub", "a") as archive:
        archive.writestr(
            "META-INF/encryption.xml",
            '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData><EncryptionMethod '
            'Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></EncryptedData></encryption>',
        )
    with pytest.raises(InputError, match="protected against copying"):
        read(str(tmp_path / "a.epub"))


def test_limits_and_damage(tmp_path: Path) -> None:
    book(tmp_path / "a.epub", 30)
    with pytest.raises(InputError, match="unpacks to more than"):
        list(read_all(str(tmp_path / "a.epub"), options=ReadOptions(max_bytes=20_000)))
    data = (tmp_path / "a.epub").read_bytes()
    (tmp_path / "a.epub").write_bytes(data[: len(data) // 2])
    with pytest.raises(InputError) as caught:
        list(read_all(str(tmp_path / "a.epub")))
    assert caught.value.kind == "unreadable"


@pytest.mark.parametrize(
    ("name", "titles", "begin"),
    [
        (
            "usr/share/doc/debian-policy/policy.epub",
            ["1. About this manual", "2. The Debian Archive", "3. Binary packages"],
            "This manual describes the policy requirements for the Debian distribution.",
        ),
        (
            "usr/share/doc/debmake-doc/debmake-doc.de.epub",
            ["Vorwort", "Chapter 1. Überblick", "Chapter 2. Voraussetzungen"],
            "Falls Sie ein etwas erfahrener Debian-Benutzer",
        ),
        (
            "usr/share/developers-reference/developers-reference.epub",
            ["1. Scope of This Document", "2. Applying to Become a Member", "3. Debian Developer's Duties"],
            "The purpose of this document is to provide an overview of the recommended procedures",
        ),
    ],
)
def test_books_of_debian(tmp_path: Path, name: str, titles: list[str], begin: str) -> None:
    (tmp_path / "a.epub").write_bytes(debian_file(name))
    found = {d.metadata["title"]: d for d in documents(tmp_path / "a.epub")}
    places = [list(found).index(title) for title in titles]
    assert places == list(range(places[0], places[0] + 3))
    assert begin in found[titles[0]].text
    (clean,) = Clean()([found[titles[0]]])
    assert clean.language == ("de" if ".de." in name else "en")
