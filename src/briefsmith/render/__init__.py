"""Briefs as Markdown, HTML, plain text and JSON, and as posts.

A new format is one file with a function that renders results and a line in `FORMATS`; the command line, the settings
and the file names follow. The functions are imported at their first call, because `--help` reads only the names;
those of `posts`, which stands above this, are only named.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefsmith.lazy import lazy

if TYPE_CHECKING:
    from briefsmith.model import Brief, Result


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `render` takes the results and whether sentences get footnotes; its text ends with a newline."""

    name: str
    suffix: str
    render: Callable[[Sequence[Result], bool], str]


FORMATS: dict[str, Format] = {
    known.name: known
    for known in (
        Format("md", ".md", lazy("briefsmith.render.markdown:render_markdown")),
        Format("html", ".html", lazy("briefsmith.render.html:render_html")),
        Format("text", ".txt", lazy("briefsmith.render.text:render_text")),
        Format("json", ".json", lazy("briefsmith.render.json:render_json")),
        Format("x", ".x.txt", lazy("briefsmith.posts.networks:render_x")),
        Format("linkedin", ".linkedin.txt", lazy("briefsmith.posts.networks:render_linkedin")),
        Format("mastodon", ".mastodon.txt", lazy("briefsmith.posts.networks:render_mastodon")),
        Format("bluesky", ".bluesky.txt", lazy("briefsmith.posts.networks:render_bluesky")),
        Format("slack", ".slack.json", lazy("briefsmith.posts.chats:render_slack")),
        Format("teams", ".teams.json", lazy("briefsmith.posts.chats:render_teams")),
        Format("discord", ".discord.json", lazy("briefsmith.posts.chats:render_discord")),
    )
}


def render(results: Sequence[Result], format: str, *, footnotes: bool = False) -> str:
    """The briefs of the results as one text that ends with a newline, or an empty text when there are none.

    With `footnotes` each sentence points to the source sentences it comes from, which are below the brief.
    """
    return FORMATS[format].render(results, footnotes)


def file_name(brief: Brief, format: str) -> str:
    """`<document>.<language>.<length>` and the format's suffix."""
    return f"{brief.document_id}.{brief.language}.{brief.length}{FORMATS[format].suffix}"
