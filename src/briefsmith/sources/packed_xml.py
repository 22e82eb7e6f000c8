"""XML in ZIP files, as office documents and books have it: opened with limits, parsed without anything from outside."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

from briefsmith.errors import InputError
from briefsmith.sources.extracted import Raw, ReadOptions

Element = Any  # lxml's elements have no useful type

# A damaged archive raises these, and RuntimeError where a password is missing or NotImplementedError for a rare method.
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)


def is_zip(data: bytes) -> bool:
    """Whether these bytes begin as a ZIP file does."""
    return data.startswith(b"PK\x03\x04")


def names_in(data: bytes) -> frozenset[str]:
    """The names in a ZIP file; none if it is not one, or damaged."""
    if not is_zip(data):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except DAMAGED:
        return frozenset()


def stated_type(data: bytes) -> str:
    """The media type that a ZIP file states in its part `mimetype`, as OpenDocument and EPUB files do; else empty."""
    if not is_zip(data):
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("mimetype") as part:
            return part.read(100).decode("ascii", "replace").strip()
    except (KeyError, *DAMAGED):
        return ""


class Package:
    """The parts of one ZIP file. Raises InputError of kind `unreadable` if it is damaged or locked."""

    def __init__(self, raw: Raw, options: ReadOptions) -> None:
        self._name, self._limit, self._left = raw.name, options.max_bytes, options.max_bytes
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(raw.data))
        except DAMAGED as error:
            raise self._damaged(error) from None
        self.names = frozenset(self._archive.namelist())

    def bytes(self, name: str) -> bytes | None:
        """One part unpacked, None if there is none. Raises `too_large` when all parts together exceed the limit."""
        if name not in self.names:
            return None
        try:
            with self._archive.open(name) as part:
                data = part.read(self._left + 1)
        except DAMAGED as error:
            raise self._damaged(error) from None
        self._left -= len(data)
        if self._left < 0:
            limit = f"{self._limit / 1_000_000:g} MB"
            raise InputError(f"{self._name} unpacks to more than the limit of {limit} (read.max_bytes).", "too_large")
        return data

    def xml(self, name: str) -> Element | None:
        """The root of one part, None if there is none."""
        data = self.bytes(name)
        return None if data is None else parse(data, self._name)

    def _damaged(self, error: Exception) -> InputError:
        if "password" in str(error).lower() or "encrypted" in str(error).lower():
            return InputError(f"{self._name} is locked with a password. Save it without one.", "unreadable")
        return InputError(
            f"{self._name} is damaged: {str(error).rstrip('.')}. Save or download it again.", "unreadable"
        )


def parse(data: bytes, name: str) -> Element:
    """The root of an XML file; entities that it defines are not expanded. Raises InputError of kind `unreadable`."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{name} is damaged: {error}. Save or download it again.", "unreadable") from None
    if root is None:
        raise InputError(f"{name} is damaged: a part of it is not XML. Save or download it again.", "unreadable")
    return root


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its name without namespace: documents of the strict and the older kind have different ones."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def texts(root: Element | None, *names: str) -> list[str]:
    """The texts of the elements with one of these local names, in order of the names."""
    if root is None:
        return []
    found: dict[str, list[str]] = {name: [] for name in names}
    for element in root.iter():
        if (name := local(element)) in found and element.text and element.text.strip():
            found[name].append(element.text.strip())
    return [text for name in names for text in found[name]]
