"""What several commands share: their options, notes on stderr, results on stdout."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefsmith.cli import complete
from briefsmith.errors import OutputError, UsageError, printable
from briefsmith.files import OUT_HINT
from briefsmith.render import FORMATS, file_name, render

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefsmith.model import Result
    from briefsmith.settings import Settings

Config = Annotated[
    str | None,
    typer.Option(
        "--config", metavar="NAME|FILE", help="A profile by name, or a YAML file.", autocompletion=complete.configs
    ),
]
Assignments = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Set one setting, such as translator.beam_size=2."),
]
GlossaryFile = Annotated[
    str | None, typer.Option("--glossary", metavar="FILE", help="Terms that translations must use: YAML or TSV.")
]
SourceLanguage = Annotated[
    str | None,
    typer.Option(
        "--source-lang",
        metavar="LANG",
        help="Language of the input; detected if not given.",
        autocompletion=complete.languages,
    ),
]
TextColumn = Annotated[str | None, typer.Option(metavar="NAME", help="Column with the article. Default: text.")]
IdColumn = Annotated[str | None, typer.Option(metavar="NAME", help="Column with its id. Default: id, if there is one.")]

FORMAT_HELP = f"{', '.join(FORMATS)}."

# What `--format` of briefs takes: typer needs an Enum, with the names of the registry.
if TYPE_CHECKING:

    class BriefFormat(str, Enum):
        """A name of `FORMATS`."""
else:
    BriefFormat = Enum("BriefFormat", {name: name for name in FORMATS}, type=str)


def settings_of(
    config: str | None, assignments: list[str] | None, *, glossary: str | None = None, **flags: object
) -> Settings:
    """The settings of a command from all their sources; a flag that is None was not given.

    A project file that was found, not named, is reported on stderr. Raises SettingsError.
    """
    from briefsmith.settings import load, project_file

    if config is None and (file := project_file()) is not None:
        note(f"settings from ./{file}")
    # The glossary is the last assignment, so that it wins over one of `--set`.
    sets = [*(assignments or ()), *([f"translator.glossary={json.dumps(glossary)}"] if glossary else ())]
    return load(config, sets, {key: value for key, value in flags.items() if value is not None})


def note(message: str) -> None:
    """A line for the person at the terminal, on stderr."""
    with suppress(OSError):  # a stderr that is full must not cost the result
        typer.echo(f"briefsmith: {printable(message)}", err=True)


def skipped_note(skipped: Mapping[str, int]) -> str:
    """What of a folder was not read: the number of files for each suffix."""
    suffixes = ", ".join(f"{count:,} {suffix or 'without one'}" for suffix, count in sorted(skipped.items()))
    return f"skipped what is not an article by its suffix or kind ({suffixes}); a pattern reads every file it matches"


def shown(results: Iterator[Result], total: int | None) -> Iterator[Result]:
    """The results as they come; at a terminal, with a line that shows how many are done and for how long it works."""
    if not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)
        for result in results:
            progress.advance(task)
            yield result


def write_stdout(text: str) -> None:
    """Write a result. A reader that has gone (`| head -1`) is not an error: the rest is not wanted."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        abandon_stdout()
        raise typer.Exit(0) from None
    except OSError as error:
        abandon_stdout()
        raise OutputError(f"cannot write to standard output: {error.strerror or error}") from None


def abandon_stdout() -> None:
    """Let what stdout still holds go nowhere: without this, Python tries to flush again at exit and complains."""
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        return
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def refuse_inputs(out: str | Path, inputs: Sequence[str]) -> None:
    """Raise UsageError where `--out` names one of the inputs, which would be lost."""
    for name in inputs:
        with suppress(OSError, ValueError):
            if os.path.samefile(out, name) and not Path(out).is_dir():  # noqa: PTH121 - also for what is no path
                raise UsageError(f"--out {out} is an input, which would be replaced; {OUT_HINT}")


def deliver(results: Sequence[Result], format: str, out: str | None, *, footnotes: bool = False) -> None:
    """The briefs to stdout, to one file, or to one file each when `out` is a folder."""
    from briefsmith.files import write_atomically

    if out is None:
        write_stdout(render(results, format, footnotes=footnotes))
    elif out.endswith(("/", os.sep)) or os.path.isdir(out):  # noqa: PTH112 - a name may be too long for Path
        from dataclasses import replace

        for result in results:
            for brief in result.briefs:
                path = Path(out) / file_name(brief, format)
                text = render([replace(result, briefs=(brief,))], format, footnotes=footnotes)
                write_atomically(path, text, OUT_HINT)
                write_stdout(f"{path}\n")
    else:
        write_atomically(Path(out), render(results, format, footnotes=footnotes), OUT_HINT)
        write_stdout(f"{out}\n")
