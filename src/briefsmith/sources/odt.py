"""OpenDocument text (ODT): the paragraphs as a reader sees them; heads, notes and contents are left out with a reason."""

from __future__ import annotations

from collections.abc import Iterator

from briefsmith.errors import InputError
from briefsmith.sources.cells import row_passages
from briefsmith.sources.extracted import Extracted, Raw, Reader, ReadOptions
from briefsmith.sources.packed_xml import Element, Package, attribute, local, stated_type, texts
from briefsmith.sources.passages import Passage, assemble, title_line, words_of

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"

_PARAGRAPHS = frozenset({"p", "h"})
_CONTENTS = frozenset(
    {
        *("table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index"),
        "bibliography",
    }
)
# Text that was deleted, remarks of editors, and what is not text.
_SKIPPED = frozenset(
    {"tracked-changes", "annotation", "annotation-end", "forms", "sequence-decls", "ruby-text", "index-title-template"}
)


def read_odt(raw: Raw, options: ReadOptions) -> Extracted:
    """The paragraphs of a document, rows of tables as lines. Raises InputError as `read_docx` does."""
    package = Package(raw, options)
    content = package.xml("content.xml")
    if content is None:
        raise InputError(f"{raw.name} is damaged: it has no content.xml. Save or download it again.", "unreadable")
    body = next((element for element in content.iter() if local(element) == "text" and element is not content), None)
    notes: list[Passage] = []
    passages = [] if body is None else list(_paragraphs(body, notes))
    if not words_of(passages):
        raise InputError(f"{raw.name} has no text in it. Give a document with the article's text.", "empty")
    styles = package.xml("styles.xml")
    for element in () if styles is None else styles.iter():
        if local(element) in {"header", "footer"}:
            passages += [Passage(passage.text, "running_head") for passage in _paragraphs(element, notes)]
    meta = package.xml("meta.xml")
    metadata = {
        "title": next(iter(texts(meta, "title")), None) or title_line(passages),
        "author": next(iter(texts(meta, "initial-creator", "creator")), None),
        "date": next(iter(texts(meta, "creation-date", "date")), "")[:10],
        "language": next(iter(texts(meta, "language")), None) or _language(styles),
    }
    return assemble([*passages, *notes], metadata)


ODT = Reader(
    "odt", (".odt", ".ott"), (MEDIA_TYPE,), lambda data: stated_type(data).startswith(MEDIA_TYPE), read_odt, binary=True
)


def _paragraphs(element: Element, notes: list[Passage], bullet: str = "") -> Iterator[Passage]:
    for child in element:
        name = local(child)
        if name in _PARAGRAPHS:
            parts: list[str] = []
            boxes: list[Element] = []
            _collect(child, parts, boxes, notes)
            text = " ".join("".join(parts).split())
            yield Passage(f"{bullet}{text}" if text and name == "p" else text)
            for box in boxes:
                yield from _paragraphs(box, notes)
        elif name == "list-item":
            yield from _paragraphs(child, notes, "• ")
        elif name == "table-row":
            cells = [list(_paragraphs(cell, notes)) for cell in child if local(cell) == "table-cell"]
            yield from row_passages(cells)
        elif name in _CONTENTS:
            yield from (Passage(passage.text, "contents") for passage in _paragraphs(child, notes))
        elif name not in _SKIPPED:
            yield from _paragraphs(child, notes, bullet)


def _collect(element: Element, parts: list[str], boxes: list[Element], notes: list[Passage]) -> None:
    """The text of a paragraph into `parts`, boxes anchored in it into `boxes`, its footnotes into `notes`."""
    parts.append(element.text or "")
    for child in element:
        name = local(child)
        if name == "note":
            body = (part for part in child if local(part) == "note-body")
            notes += [Passage(passage.text, "footnote") for part in body for passage in _paragraphs(part, [])]
        elif name == "text-box":
            boxes.append(child)
        elif name in {"s", "tab", "line-break"}:
            parts.append(" ")
        elif name not in _SKIPPED:
            _collect(child, parts, boxes, notes)
        parts.append(child.tail or "")


def _language(styles: Element | None) -> str | None:
    """The language that the document's text has unless it says otherwise."""
    for element in () if styles is None else styles.iter():
        language = attribute(element, "language") if local(element) == "text-properties" else None
        if language and language != "none":
            return language
    return None
