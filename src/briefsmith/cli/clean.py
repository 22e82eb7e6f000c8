"""`briefsmith clean`: what the summarizer gets to see, and what it does not."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import Annotated

import typer

from briefsmith.cli.common import Assignments, Config, SourceLanguage, settings_of, write_stdout


class CleanFormat(str, Enum):
    """What `clean --format` takes."""

    text = "text"
    json = "json"


def clean(
    input: Annotated[str, typer.Argument(metavar="INPUT", help="A file, a URL, or - for stdin.", show_default=False)],
    format: Annotated[CleanFormat, typer.Option("--format", "-f", help="json also lists each dropped span.")] = (
        CleanFormat.text
    ),
    source_lang: SourceLanguage = None,
    config: Config = None,
    assignments: Assignments = None,
) -> None:
    """Print an article without its page: menus, bylines, banners, comments and the like are dropped."""
    settings = settings_of(config, assignments, source_language=source_lang)

    from briefsmith.sources import read
    from briefsmith.wiring.pipeline import build_clean
    from briefsmith.wiring.reading import read_options

    document = replace(read(input, options=read_options(settings)), language=settings.source_language)
    (cleaned,) = build_clean(settings, needs_language=False)([document])
    if format is CleanFormat.json:
        from briefsmith.render.json import render_clean

        write_stdout(render_clean(cleaned))
    else:
        from briefsmith.languages import sentence_separator

        gap = sentence_separator(cleaned.language)
        write_stdout("\n\n".join(gap.join(s.text for s in group) for group in cleaned.paragraphs()) + "\n")
