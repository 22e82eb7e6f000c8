"""Word's DOCX: the paragraphs as a reader sees them; heads, footnotes and contents are left out with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefsmith.errors import InputError
from briefsmith.sources.cells import row_passages
from briefsmith.sources.extracted import Extracted, Raw, Reader, ReadOptions
from briefsmith.sources.packed_xml import Element, Package, attribute, local, names_in, texts
from briefsmith.sources.passages import Passage, assemble, title_line, words_of

_BODY = "word/document.xml"
# Beside the body: what is on every page, and notes.
_ASIDE = (
    (re.compile(r"word/(?:header|footer)\d*\.xml"), "running_head"),
    (re.compile(r"word/(?:foot|end)notes\.xml"), "footnote"),
)
# Text that was deleted or moved away, the second copy of a drawing for old programs, and what is not text.
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "rPr", "pPr", "sdtPr"})
_ROW = "tr"
_SPACES = frozenset({"tab", "br", "cr", "ptab"})
_CONTENTS = re.compile(r"toc(?: ?\d| heading)|contents|table of figures", re.IGNORECASE)


def read_docx(raw: Raw, options: ReadOptions) -> Extracted:
    """The paragraphs of a document, rows of tables as lines; changes are taken as accepted, comments are left out.

    Raises InputError of kind `empty`, `unreadable` for a damaged or locked file, `too_large` when it unpacks to more
    than `max_bytes`.
    """
    package = Package(raw, options)
    body = package.xml(_BODY)
    if body is None:
        raise InputError(f"{raw.name} is damaged: it has no text part. Save or download it again.", "unreadable")
    styles = package.xml("word/styles.xml")
    reader = _Paragraphs(_style_names(styles))
    passages = list(reader.of(body))
    if not words_of(passages):
        raise InputError(f"{raw.name} has no text in it. Give a document with the article's text.", "empty")
    for name in sorted(package.names):
        for pattern, reason in _ASIDE:
            if pattern.fullmatch(name) and (part := package.xml(name)) is not None:
                passages += [Passage(passage.text, reason) for passage in reader.of(part)]
    core = package.xml("docProps/core.xml")
    metadata = {
        "title": next(iter(texts(core, "title")), None) or reader.title or title_line(passages),
        "author": next(iter(texts(core, "creator")), None),
        "date": next(iter(texts(core, "created", "modified")), "")[:10],
        "language": next(iter(texts(core, "language")), None) or _language(styles),
    }
    return assemble(passages, metadata)


DOCX = Reader(
    "docx",
    (".docx", ".docm"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
    lambda data: _BODY in names_in(data),
    read_docx,
    binary=True,
)


class _Paragraphs:
    """Reads the paragraphs of a part; `title` is the first one in the style of a title."""

    def __init__(self, styles: dict[str, str]) -> None:
        self._styles = styles
        self.title: str | None = None

    def of(self, element: Element) -> Iterator[Passage]:
        """The paragraphs below an element."""
        for child in element:
            name = local(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                for row in (e for e in child if local(e) == _ROW):
                    yield from row_passages([list(self.of(cell)) for cell in row if local(cell) == "tc"])
            elif name == "sdt" and _is_contents(child):
                yield from (Passage(passage.text, "contents") for passage in self.of(child))
            elif name not in _SKIPPED:
                yield from self.of(child)

    def _paragraph(self, paragraph: Element) -> Iterator[Passage]:
        parts: list[str] = []
        boxes: list[Element] = []
        _collect(paragraph, parts, boxes)
        text = " ".join("".join(parts).split())
        properties = next((child for child in paragraph if local(child) == "pPr"), ())
        marks = {local(mark): attribute(mark, "val") for mark in properties}
        style = self._styles.get(marks.get("pStyle") or "", "")
        if style == "title" and self.title is None and text:
            self.title = text
        if text and "numPr" in marks and not style.startswith("heading"):
            text = f"• {text}"
        yield Passage(text, "contents" if _CONTENTS.fullmatch(style) else "caption" if style == "caption" else None)
        for box in boxes:
            yield from self.of(box)


def _collect(element: Element, parts: list[str], boxes: list[Element]) -> None:
    """The text of a paragraph into `parts`, the text boxes that are anchored in it into `boxes`."""
    for child in element:
        name = local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name in _SPACES:
            parts.append(" ")
        elif name == "noBreakHyphen":
            parts.append("-")
        elif name == "txbxContent":
            boxes.append(child)
        elif name not in _SKIPPED:
            _collect(child, parts, boxes)


def _is_contents(sdt: Element) -> bool:
    return any(
        local(e) == "docPartGallery" and "table of contents" in (attribute(e, "val") or "").lower() for e in sdt.iter()
    )


def _style_names(styles: Element | None) -> dict[str, str]:
    """The name in lower case of each style by its id, which is in the language of the program that made it."""
    found: dict[str, str] = {}
    for style in () if styles is None else styles:
        if local(style) == "style":
            name = next((attribute(child, "val") for child in style if local(child) == "name"), None)
            found[attribute(style, "styleId") or ""] = (name or "").lower()
    return found


def _language(styles: Element | None) -> str | None:
    """The language that the document's text has unless it says otherwise."""
    for element in () if styles is None else styles.iter():
        if local(element) == "lang":
            return attribute(element, "val")
    return None
