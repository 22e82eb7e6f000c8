"""All formats of input. A new one is one file with a `Reader` and a line in `READERS`.

Suffixes read in a folder, media types accepted from a server and the choice by content all follow from this table.
"""

from __future__ import annotations

from briefsmith.credentials import without_credentials
from briefsmith.errors import LimitError, UsageError
from briefsmith.limits import limited
from briefsmith.model import Document
from briefsmith.sources.docx import DOCX
from briefsmith.sources.extracted import Raw, Reader, ReadOptions
from briefsmith.sources.html import HTML
from briefsmith.sources.mail import MAIL
from briefsmith.sources.markdown import MARKDOWN
from briefsmith.sources.odt import ODT
from briefsmith.sources.pdf import PDF
from briefsmith.sources.subtitles import SUBTITLES
from briefsmith.sources.text import TEXT

# In the order in which they are tried: a page is a page whatever its name says, so HTML comes first.
READERS: dict[str, Reader] = {reader.name: reader for reader in (HTML, PDF, DOCX, ODT, MAIL, SUBTITLES, MARKDOWN, TEXT)}


def choose(raw: Raw, format: str | None = None) -> Reader:
    """The reader of a format, else the first that matches the bytes or the input's name, else plain text.

    Raises UsageError for a format without a reader.
    """
    if format is not None:
        if format not in READERS:
            raise UsageError(f"no reader is named {format!r}; choose one of {', '.join(READERS)}")
        return READERS[format]
    for reader in READERS.values():
        if reader.binary and reader.magic(raw.data):
            return reader
    # `.txt` says the least of all names: if the bytes look like another format, they are of that format.
    named = raw.format if raw.format != TEXT.name else None
    return next((reader for reader in READERS.values() if reader.name == named or reader.magic(raw.data)), TEXT)


def to_document(raw: Raw, options: ReadOptions) -> Document:
    """The document in these bytes. Raises InputError."""
    reader = choose(raw, options.format)
    try:
        with limited(options.limits):
            extracted = reader.read(raw, options)
    except LimitError as error:
        raise LimitError(f"cannot read {raw.name}: {error}", error.kind) from None
    metadata = {**extracted.metadata, "format": reader.name}
    if raw.url:
        metadata.setdefault("url", raw.url)
    if "url" in metadata:  # a page may give one of its own
        metadata["url"] = without_credentials(metadata["url"])
    return Document.create(raw.id, extracted.text, metadata=metadata, dropped=extracted.dropped)


def format_of_suffix(suffix: str) -> str | None:
    """The name of the reader for a file suffix (`.md`), or None."""
    return next((reader.name for reader in READERS.values() if suffix.lower() in reader.suffixes), None)


def format_of_media_type(media_type: str) -> str | None:
    """The name of the reader for a media type (`text/html`), or None."""
    return next((reader.name for reader in READERS.values() if media_type in reader.media_types), None)
