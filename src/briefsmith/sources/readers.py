"""The formats of input there are. A new one is one file with a `Reader` and its line in `READERS`.

Suffixes read in a folder, media types taken from a server and the choice by content all follow from this table.
"""

from __future__ import annotations

from briefsmith.errors import UsageError
from briefsmith.sources.extracted import Raw, Reader
from briefsmith.sources.html import HTML
from briefsmith.sources.markdown import MARKDOWN
from briefsmith.sources.text import TEXT

# In the order in which they are asked: a page is a page whatever its name says, so HTML stands first.
READERS: dict[str, Reader] = {reader.name: reader for reader in (HTML, MARKDOWN, TEXT)}


def choose(raw: Raw, format: str | None = None) -> Reader:
    """The reader of a format, else the first whose magic the bytes have or that their name names, else plain text.

    Raises UsageError for a format without a reader.
    """
    if format is not None:
        if format not in READERS:
            raise UsageError(f"no reader is named {format!r}; there are {', '.join(READERS)}")
        return READERS[format]
    # `.txt` says the least of all names: whatever else the bytes look like, that they are.
    named = raw.format if raw.format != TEXT.name else None
    return next((reader for reader in READERS.values() if reader.name == named or reader.magic(raw.data)), TEXT)


def format_of_suffix(suffix: str) -> str | None:
    """The name of the reader of a file suffix (`.md`), None where it has none."""
    return next((reader.name for reader in READERS.values() if suffix.lower() in reader.suffixes), None)


def format_of_media_type(media_type: str) -> str | None:
    """The name of the reader of a media type (`text/html`), None where it has none."""
    return next((reader.name for reader in READERS.values() if media_type in reader.media_types), None)
