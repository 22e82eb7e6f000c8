"""The Markdown that an editor writes, as HTML for an e-mail."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markupsafe import Markup


def markdown(text: str) -> Markup:
    """CommonMark as HTML without markup of its own, pictures, or addresses that run something."""
    from markupsafe import Markup

    return Markup(_parser().render(text))  # noqa: S704 - the parser escapes: html is off


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # A remote picture would report who reads.
    return MarkdownIt("commonmark", {"html": False}).disable("image")
