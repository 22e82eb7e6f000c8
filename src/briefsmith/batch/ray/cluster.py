"""`briefsmith batch --engine ray`: the input is listed here, actors with a pipeline each read it and write the output."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from briefsmith.batch.counts import Counts, open_progress
from briefsmith.batch.job import ActorOptions, BatchJob
from briefsmith.batch.ledger import Failed
from briefsmith.batch.local import Outcome, RunOptions
from briefsmith.batch.ray.actor import Assignment, Input
from briefsmith.batch.ray.crew import work
from briefsmith.batch.ray.parts import Marks, Parts
from briefsmith.batch.report import RunFacts, failure_report, manifest, now
from briefsmith.credentials import without_credentials
from briefsmith.errors import EngineError, ModelUnavailableError, UsageError
from briefsmith.model import Failure, Result, from_json
from briefsmith.sources.collection import list_specs, open_rows
from briefsmith.sources.rows import kind_of_rows, raw_rows

if TYPE_CHECKING:
    from rich.console import Console

SHARE_FROM = 50_000  # bytes; from 100 kB on Ray would move all arguments of an actor to the object store


@dataclass(frozen=True)
class ClusterTask:
    """A batch for a cluster: `address` None means that of RAY_ADDRESS, or a cluster started on this machine."""

    input: str
    out: str
    job: BatchJob
    options: RunOptions = field(default_factory=RunOptions)
    address: str | None = None
    actors: ActorOptions = field(default_factory=ActorOptions)


def run_on_cluster(task: ClusterTask, console: Console) -> Outcome:
    """Run the batch; the briefs go to part files in `task.out`, in no fixed order.

    Raises UsageError, ModelUnavailableError without Ray, EngineError when the actors cannot run.
    """
    parts = Parts(task.out)
    if not task.options.resume:
        _clear(parts, ("part-*", "failures/part-*", ".tries/*"))
    elif task.options.retry_failed:
        _clear(parts, ("failures/part-*",))
    broken = list[Failure]()
    inputs = islice(_inputs(task, broken), task.options.limit)
    begin, clock = now(), time.monotonic()
    counts, unread, samples = Counts(), list[Failure](), dict[str, Result]()
    with _cluster(task.address) as ray, open_progress(console, None) as progress:
        for told in _results(ray, task, inputs, parts):
            _add(counts, told)
            unread += [from_json(Failure, failure) for failure in json.loads(told["unread"])]
            samples |= {name: from_json(Result, sample) for name, sample in json.loads(told["samples"]).items()}
            progress.show(counts)
    for failure in broken:
        counts.documents += 1
        counts.failed += 1
        counts.kinds[failure.kind] = counts.kinds.get(failure.kind, 0) + 1
    facts = RunFacts(without_credentials(task.input), task.out, "complete", begin, time.monotonic() - clock)
    _report(parts, [*unread, *broken, *parts.failures()], counts)
    parts.write("manifest.json", json.dumps(manifest(facts, task.job, counts), indent=2).encode())
    return Outcome("complete", counts, list(samples.values()))


@contextmanager
def _cluster(address: str | None) -> Iterator[Any]:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # otherwise Ray reports its use to its makers
    try:
        import ray
    except ImportError:
        raise ModelUnavailableError("--engine ray needs Ray: pip install 'briefsmith[ray]'") from None
    started = not ray.is_initialized()
    if started:
        try:
            ray.init(address=address, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
        except (ConnectionError, ValueError, RuntimeError) as error:
            raise EngineError(f"no Ray cluster at {address or 'this machine'}: {error}") from None
    with redirect_stdout(sys.stderr):  # Ray prints there that a worker died; stdout is for the names of files
        try:
            yield ray
        finally:
            if started:
                ray.shutdown()


def _results(ray: Any, task: ClusterTask, inputs: Iterator[Input], parts: Parts) -> Iterator[Mapping[str, Any]]:
    """What each call of an actor counted, as it arrives."""
    assignment = Assignment(task.job, parts, _shared(ray, parts.done()))
    batches = iter(lambda: list(islice(inputs, task.actors.part)), [])
    try:
        yield from work(ray, assignment, _actors(ray, task.actors), batches)
    except ray.exceptions.RayError as error:
        cause = error.__cause__ or error
        raise EngineError(f"the cluster gave up: {str(cause).splitlines()[-1]}") from error


def _shared(ray: Any, marks: Marks) -> Any:
    """Many marks are stored once on each node, and kept while the batch runs; few go with each actor."""
    return ray.put(marks) if marks.nbytes > SHARE_FROM else marks


def _actors(ray: Any, actors: ActorOptions) -> ActorOptions:
    """With as many actors as the cluster has room for, if their number is not set. Raises UsageError."""
    if actors.count:
        return actors
    there = ray.cluster_resources()
    most = there.get("CPU", 1) / actors.cpus
    if actors.gpus:
        most = min(most, there.get("GPU", 0) / actors.gpus)
    if most < 1:
        raise UsageError(
            f"the cluster has {there.get('CPU', 0):g} CPUs and {there.get('GPU', 0):g} GPUs, too few for one actor; "
            "lower batch.ray.cpus or batch.ray.gpus"
        )
    return replace(actors, count=int(most))


def _inputs(task: ClusterTask, broken: list[Failure]) -> Iterator[Input]:
    """What the actors read; where a file breaks off is added to `broken`. Raises UsageError or InputError at once."""
    if kind_of_rows(task.input) is None:
        return iter(list_specs(task.input))
    open_rows(task.input, task.job.collection.read)  # raises for missing columns, and for a file that is none
    return _rows(task, broken)


def _rows(task: ClusterTask, broken: list[Failure]) -> Iterator[Input]:
    for row in raw_rows(task.input, task.job.collection.read.columns):
        if isinstance(row, Failure):
            broken.append(row)
        else:
            yield row


def _add(counts: Counts, told: Mapping[str, Any]) -> None:
    for name in ("documents", "unchanged", "worked", "failed", "briefs", "words_in", "words_out"):
        setattr(counts, name, getattr(counts, name) + int(told[name]))
    for kind in json.loads(told["kinds"]):
        counts.kinds[kind] = counts.kinds.get(kind, 0) + 1


def _clear(parts: Parts, patterns: Sequence[str]) -> None:
    for pattern in patterns:
        for name in parts.names(pattern):
            parts.remove(name)


def _report(parts: Parts, failures: Sequence[Failure], counts: Counts) -> None:
    if failures:
        by_kind = sorted(failures, key=lambda failure: failure.kind)
        parts.write("failures.txt", failure_report(map(Failed, by_kind), counts).encode())
    else:
        parts.remove("failures.txt")
