"""`briefsmith translate`: lines in, lines out."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from briefsmith.cli import complete
from briefsmith.cli.common import Assignments, Config, GlossaryFile, note, settings_of, write_stdout
from briefsmith.errors import UsageError
from briefsmith.languages import ALL

From = typer.Option(
    "--from", metavar="LANG", help="Language of the lines.", show_default=False, autocompletion=complete.languages
)
To = typer.Option(
    "--to", metavar="LANG", help="Language to write.", show_default=False, autocompletion=complete.languages
)


def translate(
    source: Annotated[str, From],
    target: Annotated[str, To],
    config: Config = None,
    assignments: Assignments = None,
    glossary: GlossaryFile = None,
) -> None:
    """Translate stdin line by line: as many lines out as in, blank lines and line breaks of every kind kept."""
    settings = settings_of(config, assignments, glossary=glossary, source_language=source, languages=target)

    from briefsmith.limits import limited
    from briefsmith.notes import draft_notes_of, unchecked_note
    from briefsmith.sources.text import decode
    from briefsmith.translate.lines import translate_texts
    from briefsmith.wiring.reading import document_limits
    from briefsmith.wiring.translation import build_translator, build_translators

    if len(settings.languages) != 1 or ALL in settings.languages:
        raise UsageError("--to takes one language; 'briefsmith run --lang all' makes briefs in all that are here")
    (code,) = settings.languages
    assert settings.source_language is not None  # noqa: S101 - a required option
    data = sys.stdin.buffer.read()
    text = decode(data, "stdin", keep_breaks=True) if data.strip() else data.decode("ascii")
    text += "\n" if text and not text.endswith("\n") else ""
    if settings.source_language == code:
        write_stdout(text)
        return
    models = build_translators(settings).require(settings.source_language, code)
    translator = build_translator(settings, settings.source_language, code)
    with limited(document_limits(settings), text.count("\n") + 1):
        (translated,) = translate_texts([text], translator, settings.source_language)
    write_stdout(translated)
    for message in (*draft_notes_of(models), unchecked_note(translator)):
        if message is not None:
            note(f"note: {message}")
