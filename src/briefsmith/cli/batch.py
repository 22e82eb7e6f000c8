"""`briefsmith batch`: many articles, in a run that can be resumed."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from briefsmith.cli import complete
from briefsmith.cli.common import (
    Assignments,
    BriefFormat,
    Config,
    IdColumn,
    SourceLanguage,
    TextColumn,
    note,
    refuse_inputs,
    settings_of,
    skipped_note,
    write_stdout,
)
from briefsmith.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from briefsmith.batch.local import Outcome, RunOptions, Task
    from briefsmith.settings import Settings


class Engine(str, Enum):
    """Where the work is done."""

    local = "local"
    ray = "ray"


def batch(
    input: Annotated[
        str,
        typer.Argument(
            metavar="INPUT",
            help="A folder, a quoted pattern ('news/**/*.html'), a .jsonl, .csv, .tsv or .parquet file, a feed's address "
            "or file, or - for a list of addresses on stdin.",
            show_default=False,
        ),
    ],
    out: Annotated[
        str,
        typer.Option(
            "--out",
            "-o",
            metavar="PATH",
            help="A folder, for one file per brief; or a .jsonl, .parquet, .csv or .tsv file.",
        ),
    ] = "outputs/",
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
            help="As for run. Default: medium.",
            autocompletion=complete.lengths,
        ),
    ] = None,
    format: Annotated[
        BriefFormat | None,
        typer.Option("--format", "-f", metavar="FORMAT", help="As for run. Default: md.", show_default=False),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            "-j",
            min=1,
            help="Worker processes; they share the cores. Default: as many as cores and articles are worth, at most 8.",
        ),
    ] = None,
    text_column: TextColumn = None,
    id_column: IdColumn = None,
    resume: Annotated[bool, typer.Option(help="Continue from what is done, or start again from nothing.")] = True,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Retry documents that failed before.")] = False,
    fail_fast: Annotated[bool, typer.Option("--fail-fast", help="Stop at the first document that fails.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Only this many documents, from the start.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done and write nothing.")] = False,
    # Without the backslash rich takes [ray] for markup and drops it.
    engine: Annotated[
        Engine, typer.Option(help="local, or ray for a cluster: pip install 'briefsmith\\[ray]'.")
    ] = Engine.local,
    address: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="The Ray cluster. Default: one on this machine.")
    ] = None,
    source_lang: SourceLanguage = None,
    config: Config = None,
    assignments: Assignments = None,
) -> None:
    """Turn many articles into briefs. After a stop, the same command continues.

    A ledger records what is done, by the article's text, the settings and the models: an unchanged article is never
    processed twice. A document that fails is counted and reported; the others continue. Paths go to stdout.
    """
    section = {"text_column": text_column, "id_column": id_column, "jobs": jobs}
    settings = settings_of(
        config,
        assignments,
        languages=lang,
        lengths=length,
        source_language=source_lang,
        format=format and format.value,
        batch={key: value for key, value in section.items() if value is not None} or None,
    )

    refuse_inputs(out, [input])

    from briefsmith.batch.local import RunOptions, Task
    from briefsmith.batch.sinks import Places
    from briefsmith.wiring.batch import batch_job

    options = RunOptions(resume, retry_failed, fail_fast, limit)
    if engine is Engine.ray:
        if dry_run or fail_fast:
            raise UsageError("--engine ray takes neither --dry-run nor --fail-fast")
        _run_on_ray(input, out, settings, options, address)
    task = Task(input, Places.of(out), batch_job(settings), options)
    if dry_run:
        _tell_plan(task)
    else:
        _run(task)


def _run(task: Task) -> None:
    from rich.console import Console

    from briefsmith.batch.local import run_batch

    outcome = run_batch(task, Console(stderr=True), _emit)
    _conclude(outcome, task.places.failures)
    raise typer.Exit(outcome.exit_code)


def _emit(path: Path) -> None:
    from contextlib import suppress

    with suppress(typer.Exit):  # the batch continues when nobody reads the paths any longer
        write_stdout(f"{path}\n")


def _conclude(outcome: Outcome, failures: object) -> None:
    """Report the end of the run on stderr."""
    from briefsmith.batch.counts import counted
    from briefsmith.notes import draft_notes, unchecked_notes

    counts = outcome.counts
    if outcome.damaged is not None:
        note(f"the ledger was damaged and moved to {outcome.damaged}; everything was done again")
    if outcome.skipped:
        note(skipped_note(outcome.skipped))
    known = counts.documents - counts.worked - counts.unchanged - counts.failed
    same = f"{known:,} with the text of another or of an earlier run, " if known > 0 else ""
    note(
        f"{counted(counts.documents, 'document')}: {counts.worked:,} processed, {same}{counts.unchanged:,} unchanged, "
        f"{counts.failures}; {counted(counts.briefs, 'brief')} written"
    )
    if counts.flagged or counts.doubtful:
        note(f"{counts.flagged:,} of {counted(counts.briefs, 'brief')} flagged, {counts.doubt}")
    if outcome.renamed.count:
        note(
            f"{counted(outcome.renamed.count, 'article')} with the id of another, now numbered: {outcome.renamed.example}"
        )
    if counts.failed:
        note(f"see {failures} for what failed and why")
    if outcome.ending != "complete":
        note("stopped before the end; nothing that is done is lost: run the same command to continue")
    for message in (*draft_notes(outcome.samples), *unchecked_notes(outcome.samples)):
        note(f"note: {message}")


def _tell_plan(task: Task) -> None:
    from briefsmith.batch.counts import counted
    from briefsmith.batch.local import dry_run

    found, failures = dry_run(task)
    for failure in failures:
        note(failure.message)
    note(
        f"{counted(found.documents, 'document')}: {found.to_work:,} to process, "
        f"{found.to_write:,} to write from earlier results, "
        f"{found.done:,} done, {found.unreadable:,} unreadable; nothing was written"
    )


def _run_on_ray(input: str, out: str, settings: Settings, options: RunOptions, address: str | None) -> None:
    from rich.console import Console

    from briefsmith.batch.ray.cluster import ClusterTask, run_on_cluster
    from briefsmith.wiring.batch import actor_options, cluster_job

    task = ClusterTask(input, out, cluster_job(settings), options, address, actor_options(settings))
    outcome = run_on_cluster(task, Console(stderr=True))
    _conclude(outcome, f"{out.rstrip('/')}/failures.txt")
    write_stdout(f"{out}\n")
    raise typer.Exit(outcome.exit_code)
