"""`briefsmith batch` on one machine: the parts put together, from INPUT to exit code."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from briefsmith.batch.counts import Counts, open_progress
from briefsmith.batch.interrupt import Interrupt
from briefsmith.batch.job import BatchJob
from briefsmith.batch.ledger import Ledger
from briefsmith.batch.plan import Planner
from briefsmith.batch.pool import Pool
from briefsmith.batch.report import RunFacts, now, write_failures, write_manifest
from briefsmith.batch.runner import Batch, Emit, Ending
from briefsmith.batch.sinks import Places, is_table, open_sink
from briefsmith.credentials import without_credentials
from briefsmith.errors import ExitCode
from briefsmith.jobs import ENGINE_KINDS
from briefsmith.model import Failure, Result
from briefsmith.sources.collection import Collection, Renamed, distinct_ids, open_collection
from briefsmith.sources.extracted import Item

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How one run proceeds; nothing here changes a brief."""

    resume: bool = True
    retry_failed: bool = False
    fail_fast: bool = False
    limit: int | None = None


@dataclass(frozen=True)
class Task:
    """A batch as requested."""

    input: str
    places: Places
    job: BatchJob
    options: RunOptions = field(default_factory=RunOptions)

    def collection(self) -> Collection:
        """The articles of the input, up to the limit. Raises UsageError."""
        folder = None if is_table(self.places.out) else self.places.out
        found = open_collection(self.input, replace(self.job.collection, out=folder))
        limit = self.options.limit
        if limit is not None:
            found.items = islice(found.items, limit)
            found.total = limit if found.total is None else min(found.total, limit)
        found.items = distinct_ids(found.items, found.renamed)
        return found


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended.

    `samples` are results that show which models wrote, `damaged` is a ledger that was set aside, `skipped` counts what
    in a folder is not an article, by suffix or kind, and `renamed` articles that had the id of another.
    """

    ending: Ending
    counts: Counts
    samples: Sequence[Result] = ()
    damaged: Path | None = None
    skipped: Mapping[str, int] = field(default_factory=dict)
    renamed: Renamed = field(default_factory=Renamed)

    @property
    def exit_code(self) -> ExitCode:
        """1 when some documents failed; 3 when all did because no engine was available; 130 after Ctrl-C."""
        if self.ending == "interrupted":
            return ExitCode.INTERRUPTED
        if not self.counts.failed:
            return ExitCode.OK
        no_engine = self.counts.failed == self.counts.documents and self.counts.kinds.keys() <= ENGINE_KINDS
        return ExitCode.ENGINE if no_engine else ExitCode.FAILED


def run_batch(task: Task, console: Console, emit: Emit) -> Outcome:
    """Run the batch; `emit` gets each path when it is complete, `console` the progress.

    Raises UsageError, EngineError, OutputError. After an error or a kill, the same task continues
    from the ledger.
    """
    collection, places = task.collection(), task.places
    job = task.job.shared(collection.total)
    begin, clock = now(), time.monotonic()
    with closing(Ledger(places.ledger)) as ledger:
        ledger.begin(fresh=not task.options.resume)
        sink = open_sink(places.out, job.format)
        planner = Planner(job, ledger, sink.per_document, task.options.retry_failed)
        with (
            Interrupt(lambda: _tell(console)) as interrupt,
            open_progress(console, collection.total) as progress,
            Pool(partial(job.make, job.threads), job.jobs) as pool,
        ):
            batch = Batch(planner, ledger, pool, sink, progress, emit, task.options.fail_fast)
            ending = batch.work(collection.items, interrupt)
        facts = RunFacts(without_credentials(task.input), str(places.out), ending, begin, time.monotonic() - clock)
        write_failures(places, ledger, batch.counts)
        write_manifest(places.manifest, facts, job, batch.counts)
        samples = list(batch.samples.values())
        return Outcome(ending, batch.counts, samples, ledger.damaged, collection.skipped, collection.renamed)


def _tell(console: Console) -> None:
    console.print("briefsmith: finishing the current batch; press Ctrl-C again to stop at once", highlight=False)


@dataclass
class DryRun:
    """What a run would do: documents in all, to process, with files to write from earlier results, done, unreadable."""

    documents: int = 0
    to_work: int = 0
    to_write: int = 0
    done: int = 0
    unreadable: int = 0


def dry_run(task: Task) -> tuple[DryRun, list[Failure]]:
    """Read the whole input and look it up; nothing is written. The failures are those of reading."""
    places, options = task.places, task.options
    known = places.ledger.exists() and options.resume
    found, failures = DryRun(), []
    with closing(Ledger(places.ledger if known else None)) as ledger:
        per_document = not is_table(places.out)
        planner = Planner(task.job, ledger, per_document, options.retry_failed)
        for entry in map(planner.entry, _items(task)):
            found.documents += 1
            if entry.failure is not None:
                found.unreadable += 1
                failures.append(entry.failure)
            elif planner.must_work(entry):
                planner.in_hand.add(entry.key)
                found.to_work += 1
            elif entry.document is not None:
                found.to_write += 1
            else:
                found.done += 1
    return found, failures


def _items(task: Task) -> Iterator[Item]:
    yield from task.collection().items
