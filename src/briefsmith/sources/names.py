"""Document ids: stable, and safe as a file name on every system."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePath
from urllib.parse import urlsplit

_MAX_LENGTH = 64
_UNSAFE = re.compile(r"[^\w.-]+|_{2,}")
# Device names on Windows, also with an ending; it takes a superscript digit for the digit.
_RESERVED = re.compile(r"(con|prn|aux|nul|conin|conout|clock|(?:com|lpt)[\d¹²³])(\..*)?")
_PAGE_SUFFIX = re.compile(r"\.(?:html?|xhtml|php|aspx?|md|txt)$", re.IGNORECASE)


def slug(name: str) -> str:
    """Lower-case letters and digits of any script, `-`, `.` and `_`; at most 64 characters, never empty.

    A shortened name ends in 8 hexadecimal digits of its hash, so that long names stay distinct.
    """
    plain = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8")).lower()
    safe = re.sub(r"-{2,}", "-", _UNSAFE.sub("-", plain)).strip("-._")
    if len(safe) > _MAX_LENGTH:
        safe = f"{safe[: _MAX_LENGTH - 9].rstrip('-._')}-{_hash(name)}"
    if reserved := _RESERVED.fullmatch(safe):
        safe = f"{reserved[1]}-document{reserved[2] or ''}"  # what is before the first full stop decides
    return safe or f"document-{_hash(name)}"


def path_id(path: PurePath) -> str:
    """The id of a file: its name without the suffix."""
    return slug(path.stem)


def url_id(url: str) -> str:
    """The id of a page: host and path; a query adds its hash, because it may name the article."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    name = slug(f"{host}{_PAGE_SUFFIX.sub('', parts.path.rstrip('/'))}")
    return f"{name}-{_hash(parts.query)}" if parts.query else name


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
