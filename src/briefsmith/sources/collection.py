"""Several articles in one INPUT: a folder, a glob, a file of rows, a feed, or a list of addresses on stdin."""

from __future__ import annotations

import glob
import os
import signal
import sys
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path

from briefsmith.credentials import without_credentials
from briefsmith.errors import EngineError, InputError, UsageError
from briefsmith.model import Document, Failure
from briefsmith.sources.extracted import ReadOptions
from briefsmith.sources.names import slug
from briefsmith.sources.reader import STDIN, read
from briefsmith.sources.readers import format_of_suffix
from briefsmith.sources.rows import Columns, count_rows, kind_of_rows, read_rows

FEEDS = frozenset({".xml", ".rss", ".atom", ".rdf"})
# Pages fetched at the same time from a list of addresses.
FETCHES = 4

Item = Document | Failure


@dataclass(frozen=True, slots=True)
class CollectionOptions:
    """How the articles are read; `out` is never read as input, even if it is in the input's folder.

    `readers` is the number of processes that read a folder's HTML, if reading takes longer than summarizing.
    """

    read: ReadOptions = field(default_factory=ReadOptions)
    columns: Columns = field(default_factory=Columns)
    out: Path | None = None
    readers: int = 1


@dataclass(slots=True)
class Collection:
    """The articles in order, each a Document or the Failure to read it. `total` is None if it is not yet known."""

    items: Iterator[Item]
    total: int | None = None
    skipped: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a folder or a pattern; `skipped` counts what is not an article, by suffix or kind."""

    root: Path
    paths: list[Path]
    skipped: Counter[str] = field(default_factory=Counter)


def open_collection(spec: str, options: CollectionOptions) -> Collection:
    """The articles of INPUT. Raises UsageError if INPUT does not hold several articles, InputError if nothing of a table
    can be read.
    """
    if spec == STDIN:
        return Collection(_fetched(_lines(), options.read))
    if (files := find_files(spec, options.out)) is not None:
        return Collection(_read_files(files, options), len(files.paths), files.skipped)
    if kind_of_rows(spec):
        if "://" not in spec and not Path(spec).is_file():
            raise UsageError(f"there is no file {spec}; check the path")
        rows = read_rows(spec, options.columns, options.read)
        first = next(rows, None)
        if isinstance(first, Failure) and first.message.startswith(f"{spec} cannot be read: "):
            raise InputError(first.message, first.kind)  # before anything is written
        return Collection(chain([] if first is None else [first], rows), count_rows(spec))
    if "://" in spec or Path(spec).suffix.lower() in FEEDS:
        return Collection(_feed(spec, options.read))
    raise _no_collection(spec)


def list_specs(spec: str) -> list[dict[str, str]]:
    """The inputs of a folder, a pattern or addresses on stdin, as `path` and, for files, `id`. Raises UsageError."""
    if spec == STDIN:
        return [{"path": line, "id": ""} for line in _lines()]
    files = find_files(spec, None)
    if files is None:
        raise _no_collection(spec)
    return [{"path": str(path.absolute()), "id": relative_id(path, files.root)} for path in files.paths]


def _lines() -> Iterator[str]:
    lines = (line.strip() for line in sys.stdin)
    return (line for line in lines if line and not line.startswith("#"))


def _no_collection(spec: str) -> UsageError:
    if Path(spec).exists():
        return UsageError(
            f"{spec} is one article: use 'briefsmith run {spec}'. batch takes a folder, a pattern such as 'news/*.txt', "
            "a .jsonl, .csv or .parquet file, a feed, or - for addresses on stdin"
        )
    return UsageError(f"there is no file or folder {spec}; check the path")


def read_or_failure(spec: str, options: ReadOptions) -> Item:
    """One input, or a Failure if it cannot be read."""
    try:
        return read(spec, options=options)
    except InputError as error:
        return Failure(without_credentials(spec), "read", error.kind, str(error))


def distinct_ids(items: Iterable[Item]) -> Iterator[Item]:
    """`report`, `report-2`, ...: two articles of the same name must not overwrite each other's briefs."""
    seen: set[str] = set()
    for item in items:
        if isinstance(item, Failure):
            yield item
            continue
        name, n = item.id, 1
        while name in seen:
            n += 1
            name = f"{item.id}-{n}"
        seen.add(name)
        yield item if n == 1 else replace(item, id=name)


def find_files(spec: str, out: Path | None) -> Files | None:
    """The files of a folder or a pattern, without those below `out`; None for any other input. Raises UsageError."""
    path = Path(spec)
    if path.is_dir():
        skipped: Counter[str] = Counter()
        return Files(path, list(folder_files(path, out, skipped)), skipped)
    if path.exists() or not glob.has_magic(spec) or "://" in spec:
        return None
    excluded = out.resolve() if out else None
    found = (Path(name) for name in sorted(glob.glob(spec, recursive=True)))  # noqa: PTH207 - a pattern of whole paths
    paths = [path for path in found if path.is_file() and excluded not in path.resolve().parents]
    if not paths:
        raise UsageError(f"no file matches {spec}; check the pattern")
    fixed = spec[: next(place for place, character in enumerate(spec) if character in "*?[")]
    return Files(Path(fixed + "x").parent, paths)


def folder_files(folder: Path, out: Path | None, skipped: Counter[str]) -> Iterator[Path]:
    """The articles below a folder in a fixed order, without hidden ones; what else is there is counted.

    A folder that may not be read is in its place among them, so that it fails by its name.
    """
    excluded = out.resolve() if out else None
    unreadable: list[Path] = []
    for root, folders, files in os.walk(folder, onerror=lambda error: unreadable.append(Path(error.filename))):
        yield from unreadable
        unreadable.clear()
        here = Path(root)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and (here / f).resolve() != excluded)
        for name in sorted(f for f in files if not f.startswith(".")):
            suffix = Path(name).suffix.lower()
            if not format_of_suffix(suffix):  # a pattern such as 'folder/**/*' reads whatever it matches
                skipped[suffix] += 1
            elif _waits(here / name):
                skipped["pipe or device"] += 1
            else:
                yield here / name
    yield from unreadable


def _waits(path: Path) -> bool:
    """Whether reading the path could wait for somebody else for ever."""
    return path.exists() and not path.is_file()


def _read_files(files: Files, options: CollectionOptions) -> Iterator[Item]:
    names = map(str, files.paths)
    if options.readers > 1 and any(format_of_suffix(path.suffix) == "html" for path in files.paths):
        processes = ProcessPoolExecutor(options.readers, get_context("spawn"), _ignore_interrupts)
        items = _ahead(processes, 2 * options.readers, names, options.read)
    else:
        items = (read_or_failure(name, options.read) for name in names)
    for path, item in zip(files.paths, items, strict=True):
        # Named by the whole path below the folder, so that a new file does not change another file's name.
        yield replace(item, id=relative_id(path, files.root)) if isinstance(item, Document) else item


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def relative_id(path: Path, root: Path) -> str:
    """`politics/vote.txt` is `politics-vote`."""
    return slug("-".join(path.relative_to(root).with_suffix("").parts))


def _fetched(specs: Iterator[str], options: ReadOptions) -> Iterator[Item]:
    """A few at the same time, because fetching is mostly waiting."""
    return _ahead(ThreadPoolExecutor(FETCHES), FETCHES, specs, options)


def _ahead(executor: Executor, count: int, specs: Iterator[str], options: ReadOptions) -> Iterator[Item]:
    """Read `count` inputs ahead, in order. Raises EngineError if a reading process dies."""
    with executor:
        waiting: deque[tuple[str, Future[Item]]] = deque()
        for spec in islice(specs, count):
            waiting.append((spec, executor.submit(read_or_failure, spec, options)))
        while waiting:
            name, future = waiting.popleft()
            try:
                yield future.result()
            except BrokenExecutor:
                raise EngineError(
                    f"a process died while it read {name} or one of the {count} inputs after it"
                ) from None
            for spec in islice(specs, 1):
                waiting.append((spec, executor.submit(read_or_failure, spec, options)))


def _feed(spec: str, options: ReadOptions) -> Iterator[Item]:
    from briefsmith.sources.feed import read_feed

    try:
        yield from read_feed(spec, options)
    except InputError as error:
        raise UsageError(str(error)) from None
