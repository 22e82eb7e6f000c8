"""`briefsmith batch --engine ray`: Ray Data reads the input, actors with a pipeline each write the output."""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from briefsmith.batch.counts import Counts, open_progress
from briefsmith.batch.job import ActorOptions, BatchJob
from briefsmith.batch.local import Outcome, RunOptions
from briefsmith.batch.ray.actor import Assignment, BriefActor
from briefsmith.batch.ray.parts import Marks, Parts
from briefsmith.batch.report import RunFacts, failure_report, manifest, now
from briefsmith.credentials import without_credentials
from briefsmith.errors import EngineError, ModelUnavailableError, UsageError
from briefsmith.model import Failure, Result, from_json
from briefsmith.sources.collection import list_specs, open_collection
from briefsmith.sources.rows import kind_of_rows
from briefsmith.sources.tables import csv_header

if TYPE_CHECKING:
    import ray.data
    from rich.console import Console

SHARE_FROM = 1_000_000  # bytes


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
    source = _source(task)
    begin, clock = now(), time.monotonic()
    counts, unread, samples = Counts(), list[Failure](), dict[str, Result]()
    with _cluster(task.address) as ray, open_progress(console, None) as progress:
        for told in _results(ray, task, source, parts):
            _add(counts, told)
            unread += [from_json(Failure, failure) for failure in json.loads(told["unread"])]
            samples |= {name: from_json(Result, sample) for name, sample in json.loads(told["samples"]).items()}
            progress.show(counts)
    facts = RunFacts(without_credentials(task.input), task.out, "complete", begin, time.monotonic() - clock)
    _report(parts, [*unread, *parts.failures()], counts)
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
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)  # its log file has the whole report
    try:
        yield ray
    finally:
        if started:
            ray.shutdown()


def _results(ray: Any, task: ClusterTask, source: ClusterInput, parts: Parts) -> Iterator[Mapping[str, Any]]:
    """What each call of an actor counted, as it arrives."""
    actors = task.actors
    data = _read(ray, source)
    if task.options.limit is not None:
        data = data.limit(task.options.limit)
    assignment = Assignment(task.job, source.kind, _stem(task.input), parts, _shared(ray, parts.done()))
    done = data.map_batches(
        BriefActor,
        fn_constructor_args=(assignment,),
        batch_size=actors.part,
        compute=_actors(ray, actors),
        num_cpus=actors.cpus,
        num_gpus=actors.gpus or None,
    )
    try:
        yield from done.iter_rows()
    except ray.exceptions.RayError as error:
        cause = error.__cause__ or error
        raise EngineError(f"the cluster gave up: {str(cause).splitlines()[-1]}") from error


def _shared(ray: Any, marks: Marks) -> Any:
    """Many marks are stored once on each node; few go with each actor, which avoids a warning of Ray's."""
    return ray.put(marks) if marks.nbytes > SHARE_FROM else marks


def _actors(ray: Any, actors: ActorOptions) -> ray.data.ActorPoolStrategy:
    if actors.count:
        return ray.data.ActorPoolStrategy(size=actors.count)
    there = ray.cluster_resources()
    most = there.get("CPU", 1) / actors.cpus
    if actors.gpus:
        most = min(most, there.get("GPU", 0) / actors.gpus)
    if most < 1:
        raise UsageError(
            f"the cluster has {there.get('CPU', 0):g} CPUs and {there.get('GPU', 0):g} GPUs, too few for one actor; "
            "lower batch.ray.cpus or batch.ray.gpus"
        )
    # Starts at one: a pool that takes all CPUs at once leaves none for reading.
    return ray.data.ActorPoolStrategy(min_size=1, max_size=int(most))


@dataclass(frozen=True, slots=True)
class ClusterInput:
    """The input: its `kind` for the actors, and the paths and ids of the files found."""

    spec: str
    kind: str
    files: Sequence[dict[str, str]] = ()


def _source(task: ClusterTask) -> ClusterInput:
    """Check the input before a cluster is started. Raises UsageError."""
    kind = kind_of_rows(task.input)
    if kind is None:
        return ClusterInput(task.input, "paths", list_specs(task.input))
    items = open_collection(task.input, task.job.collection).items
    next(items, None)  # raises an error for missing columns
    return ClusterInput(task.input, "lines" if kind == "text" else "columns")


def _read(ray: Any, source: ClusterInput) -> ray.data.Dataset:
    from fsspec.core import url_to_fs

    where = {"filesystem": url_to_fs(source.spec)[0]} if "://" in source.spec else {}
    if source.kind == "paths":
        return ray.data.from_items(list(source.files))
    if source.kind == "lines":
        return ray.data.read_text(source.spec, **where)
    if kind_of_rows(source.spec) == "parquet":
        return ray.data.read_parquet(source.spec, **where)
    import pyarrow as pa
    from pyarrow.csv import ConvertOptions, ParseOptions

    separator, header = csv_header(source.spec)
    return ray.data.read_csv(
        source.spec,
        parse_options=ParseOptions(delimiter=separator, newlines_in_values=True),
        convert_options=ConvertOptions(column_types=dict.fromkeys(header, pa.string())),
        **where,
    )


def _stem(spec: str) -> str:
    return PurePath(spec).name.split(".")[0]


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
        parts.write("failures.txt", failure_report(by_kind, counts).encode())
    else:
        parts.remove("failures.txt")
