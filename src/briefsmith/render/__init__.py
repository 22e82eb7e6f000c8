"""Briefs as Markdown, HTML, plain text and JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefsmith.model import Brief, Result
from briefsmith.render.html import render_html
from briefsmith.render.json import render_json
from briefsmith.render.markdown import render_markdown
from briefsmith.render.text import render_text

RENDERERS: dict[str, Callable[[Sequence[Result], bool], str]] = {
    "md": render_markdown,
    "html": render_html,
    "text": render_text,
    "json": lambda results, footnotes: render_json(results),  # has the evidence of every sentence anyway
}
SUFFIXES = {"md": ".md", "html": ".html", "text": ".txt", "json": ".json"}


def render(results: Sequence[Result], format: str, *, footnotes: bool = False) -> str:
    """The briefs of the results as one text that ends with a newline, or an empty text when there are none.

    With `footnotes` each sentence points to the source sentences it comes from, which stand below the brief.
    """
    return RENDERERS[format](results, footnotes)


def file_name(brief: Brief, format: str) -> str:
    """`<document>.<language>.<length>` and the format's suffix."""
    return f"{brief.document_id}.{brief.language}.{brief.length}{SUFFIXES[format]}"
