"""One HTML page, everything from the article escaped."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefsmith.model import Result
from briefsmith.render.common import (
    Footnotes,
    body,
    direction,
    explanation,
    flags,
    is_list,
    machine_translated,
    native_name,
    number_marks,
    shown_metadata,
    size,
    with_signs,
)
from briefsmith.version import __version__

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("briefsmith.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        direction=direction,
        native_name=native_name,
        body=body,
        size=size,
        flags=flags,
        is_list=is_list,
        machine_translated=machine_translated,
        version=__version__,
    )
    environment.filters["web_address"] = web_address
    environment.filters["linked_marks"] = linked_marks
    return environment.get_template("brief.html")


def web_address(url: str) -> str:
    """The URL if a browser may follow it, otherwise nothing: a `javascript:` address is not a link."""
    try:
        return url if urlsplit(url).scheme.lower() in {"http", "https"} else ""
    except ValueError:
        return ""


def linked_marks(text: str) -> Markup:
    """The escaped text, with each footnote mark as a link to its note."""
    from markupsafe import Markup, escape

    link = '<sup><a href="#note-{0}" id="mark-{0}" aria-label="Source {0}">{0}</a></sup>'
    return Markup(number_marks(str(escape(text)), link.format))  # noqa: S704 - escaped on this line


def render_html(results: Sequence[Result], footnotes: bool = False) -> str:
    """A self-contained page; each brief has its own `lang` and `dir`."""
    notes = Footnotes(footnotes)
    articles = [
        (result, [notes.add(with_signs(brief), result) for brief in result.briefs], shown_metadata(result))
        for result in results
        if result.briefs
    ]
    if not articles:
        return ""
    first = articles[0][0].briefs[0]
    page = _template().render(
        articles=articles, language=first.language, title=first.headline, explanation=explanation(results)
    )
    return page.rstrip("\n") + "\n"
