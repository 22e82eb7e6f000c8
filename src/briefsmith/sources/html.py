"""HTML pages: the article's text and metadata extracted by trafilatura, without comments."""

from __future__ import annotations

import logging
import re
from datetime import date

from briefsmith.errors import InputError
from briefsmith.sources.extracted import Extracted, Raw, Reader, ReadOptions, one_line
from briefsmith.sources.pictures import page_picture
from briefsmith.sources.tags import trim_attributes
from briefsmith.sources.text import cleaned, decode, first_characters

# trafilatura takes 1 s for each MB; the largest of our 95 pages has 1.5 MB.
MAX_HTML_CHARACTERS = 10_000_000

# On a page without an article trafilatura may return the label of a menu; no article is this short.
_MIN_CHARACTERS = 25
_SHORTEST_BIOGRAPHY = 5  # words: `Jan van der Berg` is a name

_HTML_LANG = re.compile(r"<html\b[^>]{0,1000}?\blang\s*=\s*[\"']?([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*)", re.IGNORECASE)

_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*){0,8}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def begins_like_html(data: bytes) -> bool:
    """Whether the bytes begin like a page; one saved as .txt is still a page."""
    return _START.match(first_characters(data, 20_000)) is not None


def read_html(raw: Raw, options: ReadOptions) -> Extracted:
    """The article of a page. Raises InputError as `decode` and `extract_html` do."""
    return cleaned(extract_html(decode(raw.data, raw.name, raw.charset), raw.name, raw.url))


HTML = Reader("html", (".html", ".htm", ".xhtml"), ("text/html", "application/xhtml+xml"), begins_like_html, read_html)


def extract_html(page: str, name: str, url: str | None = None) -> Extracted:
    """The body of the article on the page, paragraphs separated by blank lines.

    Raises InputError of kind `only_clutter` if the page has no article, `too_large` above 10 million characters.
    Extraction is trafilatura's (Barbaresi 2021, https://aclanthology.org/2021.acl-demo.15).
    """
    if len(page) > MAX_HTML_CHARACTERS:
        limit = MAX_HTML_CHARACTERS // 1_000_000
        raise InputError(
            f"{name} is a page of more than {limit} million characters. Save only the part with the article.",
            "too_large",
        )
    import trafilatura

    # Its remarks on odd pages would otherwise reach stderr through logging's handler of last resort.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    found = trafilatura.bare_extraction(
        trim_attributes(page),
        url=url,
        include_comments=False,
        with_metadata=True,
        date_extraction_params=_date_search(),
    )
    text = (found.text or "").strip() if found else ""
    if len(text) < _MIN_CHARACTERS:
        raise InputError(
            f"{name} has no article on it, only menus and the like. Give the page of one article, or its text.",
            "only_clutter",
        )
    language = _HTML_LANG.search(page[:20_000])
    metadata = {key: getattr(found, key, None) for key in ("title", "author", "date", "url", "sitename")}
    metadata["author"] = _names(metadata["author"] or "")
    metadata |= page_picture(page, getattr(found, "image", None))
    paragraphs = "\n\n".join(line for line in text.split("\n") if line.strip())
    return Extracted(paragraphs, one_line({**metadata, "language": language.group(1) if language else None}))


def _names(author: str) -> str | None:
    """The author as the page names him; None where what was found is a biography ("Ana Silva is an editor; Lives")."""
    words = [word for word in author.split() if word[0].isalpha()]
    running = sum(word[0].islower() for word in words)
    return author if len(words) < _SHORTEST_BIOGRAPHY or 2 * running < len(words) else None


def _date_search() -> dict[str, object]:
    """htmldate's settings: the wide search is off because it finds 1995-01-01 on a page that only has numbers.

    On the 95 pages both settings find the same date every time.
    """
    return {"original_date": True, "extensive_search": False, "max_date": date.today().isoformat()}
