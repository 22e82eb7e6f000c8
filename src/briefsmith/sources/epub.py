"""EPUB: each chapter of a book is an article."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote, urldefrag

from briefsmith.errors import InputError
from briefsmith.model import Document
from briefsmith.sources.extracted import Container, Item, Raw, ReadOptions
from briefsmith.sources.fragment import html_text
from briefsmith.sources.packed_xml import Element, Package, attribute, local, parse, stated_type, texts
from briefsmith.sources.passages import Passage, assemble
from briefsmith.sources.text import decode

MEDIA_TYPE = "application/epub+zip"

# A cover, a title page, a dedication: shorter parts are no chapters.
_MIN_WORDS = 40
_LINKS = 0.6  # share of a page's text above which it is a table of contents
_PAGES = frozenset({"application/xhtml+xml", "text/html"})
_FONT_METHODS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_HEADINGS = ("h1", "h2", "h3", "title")


def _chapters(raw: Raw, options: ReadOptions) -> Iterator[Item]:
    """The parts of the book in reading order that have at least 40 words, without tables of contents.

    Raises InputError of kind `unreadable` for a book that is damaged or protected, `too_large` as `Package` does.
    """
    package = Package(raw, options)
    _refuse_protected(package, raw.name)
    opf, book = _book(package, raw.name)
    stated = {
        "author": ", ".join(texts(book, "creator")),
        "sitename": next(iter(texts(book, "title")), None),
        "language": next(iter(texts(book, "language")), None),
        "date": next(iter(texts(book, "date")), "")[:10],
    }
    number = 0
    for path in _reading_order(book, opf):
        data = package.bytes(path)
        if not data or not data.strip():
            continue
        page = decode(data, f"{raw.name}, {path}")
        text = html_text(page)
        root = parse(data, raw.name)
        if len(text.split()) < _MIN_WORDS or _is_contents(root):
            continue
        number += 1
        metadata = {"title": _title(root) or stated["sitename"], **stated, "format": "epub"}
        found = assemble([Passage(part) for part in text.split("\n\n")], metadata)
        yield Document.create(f"{raw.id}-{number}", found.text, metadata=found.metadata)


EPUB = Container("epub", (".epub",), (MEDIA_TYPE,), lambda data: stated_type(data) == MEDIA_TYPE, _chapters)


def _refuse_protected(package: Package, name: str) -> None:
    encryption = package.xml("META-INF/encryption.xml")
    for method in () if encryption is None else encryption.iter():
        algorithm = attribute(method, "Algorithm") or ""
        if local(method) == "EncryptionMethod" and algorithm not in _FONT_METHODS:
            raise InputError(
                f"{name} is protected against copying; only the programs that its shop names open it.", "unreadable"
            )


def _book(package: Package, name: str) -> tuple[str, Element]:
    """The path of the book's description, and its root."""
    container = package.xml("META-INF/container.xml")
    paths = [] if container is None else [attribute(e, "full-path") for e in container.iter() if local(e) == "rootfile"]
    book = package.xml(paths[0]) if paths and paths[0] else None
    if book is None:
        raise InputError(f"{name} is damaged: it does not say which files the book has.", "unreadable")
    return paths[0] or "", book


def _reading_order(book: Element, opf: str) -> Iterator[str]:
    """The paths of the book's pages in the order of its spine, without the table of contents."""
    pages: dict[str, str] = {}
    for item in book.iter():
        if local(item) == "item" and attribute(item, "media-type") in _PAGES:
            if "nav" in (attribute(item, "properties") or "").split():
                continue
            href = unquote(urldefrag(attribute(item, "href") or "").url)
            pages[attribute(item, "id") or ""] = posixpath.normpath(posixpath.join(posixpath.dirname(opf), href))
    for reference in book.iter():
        if local(reference) == "itemref" and (path := pages.pop(attribute(reference, "idref") or "", None)):
            yield path


def _is_contents(root: Element) -> bool:
    """Whether most of the page's text is in links."""
    links = sum(len("".join(element.itertext())) for element in root.iter() if local(element) == "a")
    return links > _LINKS * len("".join(root.itertext()))


def _title(root: Element) -> str | None:
    """The first heading of a page, the higher the better."""
    for name in _HEADINGS:
        for element in root.iter():
            if local(element) == name and (text := " ".join("".join(element.itertext()).split())):
                return text
    return None
