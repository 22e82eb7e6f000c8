"""What a format's reader gives back, and how the formats are told apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Format = Literal["text", "html", "markdown"]

_SUFFIXES: dict[str, Format] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
}
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*){0,8}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_FRONT_MATTER_START = re.compile(r"---[ \t]*\n(?:#.*\n|[ \t]*\n){0,20}[A-Za-z_][\w-]*[ \t]*:")


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of one input and what the input says of itself (title, author, date, url, sitename, language)."""

    text: str
    metadata: Mapping[str, str] = field(default_factory=dict)


def format_of_suffix(suffix: str) -> Format | None:
    """The format that a file suffix (`.md`) stands for, None if it does not tell."""
    return _SUFFIXES.get(suffix.lower())


def sniff(text: str, suffix_format: Format | None = None) -> Format:
    """The format by the first characters of the text; a page saved as .txt is still a page."""
    if suffix_format == "html" or _HTML_START.match(text[:20_000]):
        return "html"
    if suffix_format:
        return suffix_format
    return "markdown" if _FRONT_MATTER_START.match(text[:4000]) else "text"


def one_line(values: Mapping[str, object]) -> dict[str, str]:
    """The values that are there, as strings with whitespace collapsed."""
    lines = {key: " ".join(str(value).split()) for key, value in values.items() if value is not None}
    return {key: line for key, line in lines.items() if line}
