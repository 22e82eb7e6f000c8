"""`briefsmith run`: turns articles into briefs."""

from __future__ import annotations

from typing import Annotated

import typer

from briefsmith.cli.common import (
    Assignments,
    BriefFormat,
    Config,
    GlossaryFile,
    SourceLanguage,
    deliver,
    note,
    settings_of,
)


def run(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT", help="A file, a URL, or - for stdin.", show_default=False)
    ],
    lang: Annotated[
        str | None,
        typer.Option("--lang", "-l", metavar="LANG,...", help="Languages to write in. Default: the article's own."),
    ] = None,
    length: Annotated[
        str | None,
        typer.Option(
            "--length",
            "-n",
            metavar="LENGTH,...",
            help="headline, short (40 words), medium (100), long (250), or a size such as 60w, 280c, 3s, 3p. "
            "Default: medium.",
        ),
    ] = None,
    format: Annotated[
        BriefFormat | None, typer.Option("--format", "-f", help="Default: md.", show_default=False)
    ] = None,
    out: Annotated[
        str | None,
        typer.Option("--out", "-o", metavar="PATH", help="A file; or a folder, for one file per brief."),
    ] = None,
    source_lang: SourceLanguage = None,
    config: Config = None,
    assignments: Assignments = None,
    glossary: GlossaryFile = None,
    footnotes: Annotated[bool, typer.Option("--footnotes", help="Add the source sentences below each brief.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 4 when a check raised a flag or a translation is doubtful.")
    ] = False,
) -> None:
    """Turn articles into briefs: clean, summarize, translate.

    The briefs go to stdout, notes to stderr. Several languages and lengths come from one pass over the article.
    """
    settings = settings_of(
        config,
        assignments,
        glossary=glossary,
        languages=lang,
        lengths=length,
        source_language=source_lang,
        format=format and format.value,
    )

    from briefsmith.build import build_pipeline, read_options
    from briefsmith.jobs import exit_code, run_inputs
    from briefsmith.notes import draft_notes, unchecked_notes

    results = run_inputs(inputs, build_pipeline(settings), read_options(settings), settings.source_language)
    for result in results:
        for failure in result.failures:
            known = failure.document_id in failure.message
            note(failure.message if known else f"{failure.document_id}: {failure.message}")
    if settings.format == "json" or any(result.briefs for result in results):
        deliver(results, settings.format, out, footnotes=footnotes)
    for message in (*draft_notes(results), *unchecked_notes(results)):
        note(f"note: {message}")
    raise typer.Exit(exit_code(results, strict))
