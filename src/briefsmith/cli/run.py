"""`briefsmith run`: turns articles into briefs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from briefsmith.cli import complete
from briefsmith.cli.common import (
    FORMAT_HELP,
    Assignments,
    BriefFormat,
    Config,
    GlossaryFile,
    IdColumn,
    SourceLanguage,
    TextColumn,
    deliver,
    note,
    refuse_inputs,
    settings_of,
    shown,
    skipped_note,
)
from briefsmith.errors import UsageError

# What only `batch` writes.
_TABLES = frozenset({".csv", ".tsv", ".parquet", ".xlsx"})


def run(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT",
            help="A file, a folder, a pattern, a URL, a feed, rows, or - for stdin. Default: what is piped in.",
            show_default=False,
        ),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            "-l",
            metavar="LANG,...",
            help="Languages to write in, or all that are here. Default: the article's own.",
            autocompletion=complete.languages_to_write,
        ),
    ] = None,
    length: Annotated[
        str | None,
        typer.Option(
            "--length",
            "-n",
            metavar="LENGTH,...",
            help="headline, short (40 words), medium (100), long (250), or a size such as 60w (or 60), 280c, 3s, "
            "3p. Default: medium.",
            autocompletion=complete.lengths,
        ),
    ] = None,
    format: Annotated[
        BriefFormat | None,
        typer.Option("--format", "-f", metavar="FORMAT", help=f"{FORMAT_HELP} Default: md.", show_default=False),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option("--out", "-o", metavar="PATH", help="A file; or a folder, for one file per brief."),
    ] = None,
    text_column: TextColumn = None,
    id_column: IdColumn = None,
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
    columns = {"text_column": text_column, "id_column": id_column}
    settings = settings_of(
        config,
        assignments,
        glossary=glossary,
        languages=lang,
        lengths=length,
        source_language=source_lang,
        format=format and format.value,
        batch={key: value for key, value in columns.items() if value is not None} or None,
    )

    if out is not None:
        refuse_inputs(out, inputs or ())
        if Path(out).suffix.lower() in _TABLES:
            raise UsageError(f"--out {out}: run writes no tables; 'briefsmith batch INPUT --out FILE.csv' does")

    from briefsmith.jobs import exit_code, open_inputs, run_items
    from briefsmith.notes import draft_notes, input_notes, unchecked_notes
    from briefsmith.sources.collection import CollectionOptions
    from briefsmith.sources.load import STDIN
    from briefsmith.wiring.pipeline import build_pipeline
    from briefsmith.wiring.reading import read_options

    options = CollectionOptions(read_options(settings), out=None if out is None else Path(out))
    found = open_inputs(inputs or _piped(), options)
    results = list(shown(run_items(found.items, build_pipeline(settings), settings.source_language), found.total))
    if found.skipped:
        note(skipped_note(found.skipped))
    for result in results:
        for failure in result.failures:
            known = failure.document_id == STDIN or failure.document_id in failure.message
            note(failure.message if known else f"{failure.document_id}: {failure.message}")
    if settings.format == "json" or any(result.briefs for result in results):
        deliver(results, settings.format, out, footnotes=footnotes)
    for message in (*input_notes(results), *draft_notes(results), *unchecked_notes(results)):
        note(f"note: {message}")
    raise typer.Exit(exit_code(results, strict))


def _piped() -> list[str]:
    """Standard input, if something is connected to it. Raises UsageError at a terminal."""
    if sys.stdin.isatty():
        raise UsageError(
            "name what to read: a file, a folder, a URL, or - to type the text; see 'briefsmith run --help'"
        )
    return ["-"]
