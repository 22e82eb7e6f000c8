"""All formats of input that hold several articles. A new one is one file with a `Container` and a line in `CONTAINERS`."""

from __future__ import annotations

from pathlib import PurePath

from briefsmith.sources.archive import PACKED, PACKED_FILE, zip_container
from briefsmith.sources.epub import EPUB
from briefsmith.sources.extracted import Container, Raw
from briefsmith.sources.feed import FEED
from briefsmith.sources.json_rows import JSON
from briefsmith.sources.mail import MAILBOX
from briefsmith.sources.readers import READERS, format_of_suffix


def containing(raw: Raw) -> Container | None:
    """The container that these bytes are, else the one of their name; None for an article.

    A page under the name of a feed is none: servers send one where the feed should be.
    """
    if any(reader.binary and reader.magic(raw.data) for reader in READERS.values()):
        return None
    for container in CONTAINERS.values():
        if container.magic(raw.data):
            return container
    return container_of_suffix(PurePath((raw.url or raw.name).partition("?")[0]).suffix)


def media_types() -> frozenset[str]:
    """The media types of all containers, which are accepted from a server."""
    return frozenset(name for container in CONTAINERS.values() for name in container.media_types)


def container_of_suffix(suffix: str) -> Container | None:
    """The container for a file suffix (`.epub`), or None."""
    return next((container for container in CONTAINERS.values() if suffix.lower() in container.suffixes), None)


def is_article(path: PurePath) -> bool:
    """Whether a file of this name in a folder or an archive holds articles; `.gz` says nothing of what is in it."""
    if path.suffix.lower() in PACKED:
        return bool(PurePath(path.stem).suffix) and is_article(PurePath(path.stem))
    container = container_of_suffix(path.suffix)
    return format_of_suffix(path.suffix) is not None or (container is not None and container.in_folders)


# In the order in which they are tried; a book is a ZIP file too.
CONTAINERS: dict[str, Container] = {
    container.name: container for container in (FEED, JSON, MAILBOX, EPUB, zip_container(is_article), PACKED_FILE)
}
