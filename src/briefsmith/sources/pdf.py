"""PDF: the running text of its pages, read by PDFium; heads, page numbers and footnotes are left out with a reason."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from typing import Any

from briefsmith.errors import InputError
from briefsmith.sources.extracted import Extracted, Raw, Reader, ReadOptions
from briefsmith.sources.passages import assemble
from briefsmith.sources.pdf_columns import GUTTER
from briefsmith.sources.pdf_layout import flow, title_of
from briefsmith.sources.pdf_lines import Line, Page

MAX_PAGES = 2_000
MAX_CHARACTERS = 10_000_000

# PDFium is not made for several threads, and a list of addresses is read by several.
_LOCK = threading.Lock()
_LIFT = 0.6  # a larger shift up or down is another line; footnote marks are lifted by less
_MAX_ANGLE = 0.1  # radians
_MAX_UNREADABLE = 0.3  # share of characters without a meaning above which the fonts are unreadable
_SOFT_HYPHENS = {0xAD, 0xFFFE, 0x2}  # the last two are PDFium's for a hyphen at the end of a line
_MAKERS_TITLE = re.compile(  # what programs fill in
    r"microsoft (?:word|powerpoint|excel)(?: - .*)?|powerpoint presentation|word document|slide 1|document\s?\d*"
    r"|untitled(?:[\s-]*(?:document|\d+))*|\W*(?:anonymous|unspecified|unknown)\W*"
    r"|.*\.(?:docx?|odt|rtf|indd|tex|dvi|qxd|pdf)",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\W*(?:anonymous|unknown|user|admin|administrator|owner)\W*", re.IGNORECASE
)  # what programs fill in
_LANGUAGE = re.compile(rb"/Lang\s*\(\s*(?:\xfe\xff)?([A-Za-z\x00-]{2,22})\)")


def read_pdf(raw: Raw, options: ReadOptions) -> Extracted:
    """The paragraphs of a PDF, in reading order over columns and pages, words put together that were hyphenated.

    Heads, page numbers, contents and footnotes come after the article and are marked as dropped; so does text that runs
    up or down a margin. `unread` in the metadata names pages that are only pictures. Raises InputError of kind `no_text`
    for a scan, `too_large`, and `unreadable` for a file that is damaged or locked.
    """
    import pypdfium2

    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(raw.data)
        except pypdfium2.PdfiumError as error:
            raise _unreadable(raw.name, str(error)) from None
        try:
            return _read(document, raw)
        finally:
            document.close()


PDF = Reader("pdf", (".pdf",), ("application/pdf",), lambda data: b"%PDF-" in data[:1024], read_pdf, binary=True)


def _read(document: Any, raw: Raw) -> Extracted:
    if len(document) > MAX_PAGES:
        raise InputError(
            f"{raw.name} has {len(document):,} pages; the limit is {MAX_PAGES:,}. Give the pages you need as a file.",
            "too_large",
        )
    pages: list[Page] = []
    pictures: list[int] = []
    size = 0
    for number, page in enumerate(_pages(document, raw.name), 1):
        lines = _lines(page, number, MAX_CHARACTERS - size)
        if lines is None:
            raise InputError(
                f"{raw.name} has more than {MAX_CHARACTERS:,} characters. Give the pages you need as a file.",
                "too_large",
            )
        size += sum(len(line.text) for line in lines)
        if not lines and _has_picture(page):
            pictures.append(number)
        pages.append(Page(lines, page.get_height()))
    if not any(page.lines for page in pages):
        raise _without_text(raw.name, len(pages), bool(pictures))
    metadata = _metadata(document, raw.data, pictures)
    found = assemble(flow(pages), {**metadata, "title": metadata["title"] or title_of(pages)})
    if not found.text:
        raise _without_text(raw.name, len(pages), bool(pictures))
    return found


def _pages(document: Any, name: str) -> Iterator[Any]:
    import pypdfium2

    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError as error:
            raise _unreadable(f"page {number + 1} of {name}", str(error)) from None
        try:
            yield page
        finally:
            page.close()


def _lines(page: Any, number: int, most: int) -> list[Line] | None:
    """The lines of a page as PDFium finds them, cut at wide gaps; none if its fonts do not say what their glyphs mean.

    None for a page of more than `most` characters.
    """
    import pypdfium2.raw as pdfium

    text_page = page.get_textpage()
    box = pdfium.FS_RECTF()
    builder = _Lines(page.get_height(), number)
    unreadable = 0
    count = text_page.count_chars()
    try:
        if count > most:
            return None
        for index in range(count):
            code = pdfium.FPDFText_GetUnicode(text_page, index)
            if code in {0x0D, 0x0A}:
                builder.flush()
            elif code == 0x20 or code == 0xA0:
                builder.space()
            else:
                unreadable += code in {0, 0xFFFD} or 0xE000 <= code <= 0xF8FF
                if not pdfium.FPDFText_GetLooseCharBox(text_page, index, box):
                    continue
                if builder.breaks(box.left, box.bottom, box.top):
                    builder.flush()
                if builder.empty:
                    builder.turned = abs(pdfium.FPDFText_GetCharAngle(text_page, index)) > _MAX_ANGLE
                builder.add(0x2D if code in _SOFT_HYPHENS else code, box.left, box.right, box.bottom, box.top)
    finally:
        text_page.close()
    builder.flush()
    return [] if unreadable > _MAX_UNREADABLE * max(1, count) else builder.lines


class _Lines:
    """Puts characters together to lines. Coordinates are points from the left and, in `Line`, from the top."""

    def __init__(self, height: float, page: int) -> None:
        self.lines: list[Line] = []
        self.turned = False
        self._height, self._page = height, page
        self._codes: list[int] = []
        self._left = self._right = self._bottom = self._top = self._size = 0.0

    @property
    def empty(self) -> bool:
        return not self._codes

    def breaks(self, left: float, bottom: float, top: float) -> bool:
        """Whether a character at this place begins another line."""
        if self.empty:
            return False
        shift = abs((top + bottom) - (self._top + self._bottom)) / 2
        return left - self._right > GUTTER * self._size or shift > _LIFT * self._size

    def space(self) -> None:
        if self._codes and self._codes[-1] != 0x20:
            self._codes.append(0x20)

    def add(self, code: int, left: float, right: float, bottom: float, top: float) -> None:
        size = top - bottom
        if self.empty or size > self._size:
            self._bottom, self._top, self._size = bottom, top, size
        self._left = left if self.empty else min(self._left, left)
        self._right = right if self.empty else max(self._right, right)
        self._codes.append(code)

    def flush(self) -> None:
        units = b"".join(code.to_bytes(2, "little") for code in self._codes if code < 0x10000)
        text = units.decode("utf-16-le", "replace").strip()
        if text:
            self.lines.append(
                Line(
                    *(text, self._left, self._right, self._height - self._top, self._height - self._bottom),
                    *(self._size, self._page, self.turned),
                )
            )
        self._codes = []


def _has_picture(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    return any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _metadata(document: Any, data: bytes, pictures: list[int]) -> dict[str, object]:
    stated = document.get_metadata_dict(skip_empty=True)
    title, author = stated.get("Title", ""), stated.get("Author", "")
    day = re.match(r"D:(\d{4})(\d\d)(\d\d)", stated.get("CreationDate", ""))
    language = _LANGUAGE.search(data)
    unread = f"page{'s' if len(pictures) > 1 else ''} {_numbers(pictures)}" if pictures else None
    return {
        "title": None if _MAKERS_TITLE.fullmatch(title) else title,
        "author": None if _NOBODY.fullmatch(author) else author,
        "date": "-".join(day.groups()) if day else None,
        "language": language.group(1).replace(b"\0", b"").decode("ascii") if language else None,
        "unread": unread,
    }


def _numbers(pages: list[int]) -> str:
    shown = ", ".join(map(str, pages[:10]))
    return f"{shown} and {len(pages) - 10} more" if len(pages) > 10 else shown


def _without_text(name: str, pages: int, pictures: bool) -> InputError:
    what = f"its {pages:,} pages are pictures" if pages > 1 else "its page is a picture"
    why = f"is a scan: {what} without text" if pictures else "has no text that can be read"
    return InputError(
        f"{name} {why}. Recognise the text first with an OCR program, for instance `ocrmypdf FILE.pdf FILE-text.pdf`.",
        "no_text",
    )


def _unreadable(name: str, why: str) -> InputError:
    if "password" in why.lower():
        return InputError(f"{name} is locked with a password. Save it without one and give that file.", "unreadable")
    return InputError(f"{name} is not a sound PDF: {why.rstrip('.')}. Save or download it again.", "unreadable")
