"""The command line: parse, call, exit code. Nothing heavy is imported until a command runs."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import warnings
from contextlib import suppress
from typing import Annotated, NoReturn

import typer

from briefsmith.cli import (
    batch,
    clean,
    config,
    evaluate,
    languages,
    models,
    newsletter,
    preview,
    run,
    send,
    serve,
    setup,
    train,
    translate,
)
from briefsmith.cli.common import abandon_stdout
from briefsmith.cli.terminated import Terminated, end_on_sigterm
from briefsmith.errors import BriefsmithError, ExitCode, printable
from briefsmith.version import __version__

app = typer.Typer(
    name="briefsmith",
    help="Turn articles into short, faithful briefs in the reader's language, on this machine.",
    epilog="Exit codes: 0 done, 1 some documents failed, 2 usage or configuration, 3 model or engine unavailable, "
    "4 a check failed under --strict, 5 a message was not sent to all, 130 interrupted, 143 ended by SIGTERM.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(run.run)
app.command()(batch.batch)
app.command()(clean.clean)
app.command()(translate.translate)
app.command()(languages.languages)
app.command()(setup.setup)
app.command()(newsletter.newsletter)
app.command()(preview.preview)
app.command()(send.send)
app.command()(serve.serve)
app.add_typer(config.app, name="config")
app.add_typer(evaluate.app, name="eval")
app.add_typer(train.app, name="train")
app.add_typer(models.app, name="models")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"briefsmith {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show tracebacks and library messages; may be given anywhere.")
    ] = False,
) -> None:
    """Options that come before the command."""


def main() -> NoReturn:
    """Entry point: turns errors into a sentence on stderr and a documented exit code."""
    debug = "--debug" in sys.argv[1:] or os.environ.get("BRIEFSMITH_DEBUG", "") not in {"", "0"}
    # The flag may also follow the command, where people add it after an error.
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    _collect_less()
    _quiet_libraries(debug)
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    end_on_sigterm()
    try:
        app(args=arguments, prog_name="briefsmith")
    except BriefsmithError as error:
        if debug:
            raise
        _complain(str(error), error.exit_code)
    except Terminated:
        _complain("ended by SIGTERM; every file that was written is whole", ExitCode.TERMINATED)
    except KeyboardInterrupt:
        _complain("interrupted", ExitCode.INTERRUPTED)
    except SystemExit as exit_:
        if exit_.code == ExitCode.INTERRUPTED:
            _complain("interrupted", ExitCode.INTERRUPTED)
        raise
    except (
        OSError,
        RecursionError,
        MemoryError,
        ImportError,
    ) as error:  # of the machine or the input, not of the program
        if debug:
            raise
        _complain(*_told(error))
    except Exception as error:
        if debug:
            raise
        _complain(
            f"internal error: {type(error).__name__}: {error}. Run it again with --debug and report what it prints.",
            ExitCode.FAILED,
        )
    sys.exit(ExitCode.OK)


def _collect_less() -> None:
    """Look for garbage in cycles seldom while libraries load, which make none, and not when the process ends.

    Both together took a quarter of the CPU time of a short command.
    """
    gc.set_threshold(50_000)
    atexit.register(gc.freeze)


def _complain(message: str, code: ExitCode) -> NoReturn:
    with suppress(OSError):  # a stderr that is full or closed
        for line in printable(message).splitlines():
            print(f"briefsmith: {line}", file=sys.stderr)  # noqa: T201 - the one place where errors are shown
        sys.stderr.flush()
    abandon_stdout()  # what could not be written would be tried again, and complained of, at the end of the process
    sys.exit(code)


def _told(error: Exception) -> tuple[str, ExitCode]:
    """The sentence and the code for an error that no command turned into one of ours."""
    if isinstance(error, ImportError):
        return str(error) or "a package that is needed is not installed", ExitCode.ENGINE
    if isinstance(error, RecursionError):
        return "the input is nested too deep", ExitCode.FAILED
    if isinstance(error, MemoryError):
        return "there is not enough memory", ExitCode.FAILED
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    name = getattr(error, "filename", None)
    if name is None:
        return f"cannot write the output: {why}", ExitCode.FAILED
    shown = str(name)
    return f"cannot use {shown if len(shown) <= 200 else f'{shown[:100]}…{shown[-60:]}'}: {why}", ExitCode.FAILED


def _open_closed_streams() -> None:
    """Give stdin, stdout and stderr that are closed (`>&-`) a place, or the next file that is opened would take it.

    Writing to a stdout that was closed is an error; notes to a stderr that was closed are not wanted.
    """
    for number, mode in ((0, os.O_RDONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)  # takes the lowest number that is free
    sys.stdin = sys.stdin or open(0, closefd=False)  # noqa: SIM115 - open to the end
    sys.stdout = sys.stdout or open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", closefd=False)  # noqa: SIM115


def _quiet_libraries(debug: bool) -> None:
    import logging

    if debug:
        logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
    else:
        warnings.simplefilter("ignore")
        logging.lastResort = None
