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
from briefsmith.model import Failure
from briefsmith.sources.containers import container_of_suffix, is_article
from briefsmith.sources.extracted import Item, ReadOptions
from briefsmith.sources.load import STDIN
from briefsmith.sources.names import slug
from briefsmith.sources.reader import read_all
from briefsmith.sources.readers import format_of_suffix
from briefsmith.sources.rows import count_rows, kind_of_rows, read_rows

# Formats that take no time to read.
_QUICK = frozenset({"text", "markdown"})
# Files of the others from which on starting processes pays.
_WORTH_PROCESSES = 32
# Pages fetched at the same time from a list of addresses.
FETCHES = 4


@dataclass(frozen=True, slots=True)
class CollectionOptions:
    """How the articles are read; `out` is never read as input, even if it is in the input's folder.

    `readers` is the number of processes that read a folder's files, if reading takes longer than summarizing and there are
    files enough.
    """

    read: ReadOptions = field(default_factory=ReadOptions)
    out: Path | None = None
    readers: int = 1


@dataclass(slots=True)
class Renamed:
    """How many articles had the id of another, and the first new id that one got."""

    count: int = 0
    example: str = ""


@dataclass(slots=True)
class Collection:
    """The articles in order, each a Document or the Failure to read it. `total` is None if it is not yet known."""

    items: Iterator[Item]
    total: int | None = None
    skipped: Counter[str] = field(default_factory=Counter)
    renamed: Renamed = field(default_factory=Renamed)


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
        return Collection(open_rows(spec, options.read), count_rows(spec))
    if "://" in spec or container_of_suffix(Path(spec).suffix) is not None:
        return Collection(_contained(spec, options.read))
    raise _no_collection(spec)


def open_rows(spec: str, options: ReadOptions) -> Iterator[Item]:
    """The articles of a table. Raises UsageError or InputError at once, before anything is written, if it cannot be begun."""
    if "://" not in spec and not Path(spec).is_file():
        raise UsageError(f"there is no file {spec}; check the path")
    rows = read_rows(spec, options.columns, options)
    first = next(rows, None)
    if isinstance(first, Failure) and first.message.startswith(f"{without_credentials(spec)} cannot be read: "):
        raise InputError(first.message, first.kind)
    return chain([] if first is None else [first], rows)


def open_input(spec: str, options: CollectionOptions) -> Collection:
    """The articles of whatever `run` takes: as `open_collection`, and one article, also as standard input.

    What is wrong with an input is a Failure among the articles. Raises UsageError for columns that rows do not have.
    """
    try:
        files = None if spec == STDIN else find_files(spec, options.out)
    except UsageError:  # no file matches the pattern: then it is a name
        files = None
    if files is not None:
        empty = InputError(f"the folder {spec} has no articles in it.", "empty")
        items = _read_files(files, options) if files.paths else iter([failure_of(spec, empty)])
        return Collection(items, len(files.paths), files.skipped)
    if kind_of_rows(spec) in {"csv", "parquet"} and ("://" in spec or Path(spec).is_file()):
        return Collection(read_rows(spec, options.read.columns, options.read), count_rows(spec))
    one = spec != STDIN and "://" not in spec and container_of_suffix(Path(spec).suffix) is None
    return Collection(_each(spec, options.read), 1 if one else None)


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
            "a .jsonl, .csv or .parquet file, a feed, a book, a mailbox, an archive, or - for addresses on stdin"
        )
    return UsageError(f"there is no file or folder {spec}; check the path")


def failure_of(spec: str, error: InputError) -> Failure:
    """An input that cannot be read, as a value."""
    return Failure(without_credentials(spec), "read", error.kind, str(error))


def read_items(spec: str, options: ReadOptions, id: str | None = None) -> list[Item]:
    """All articles of one input, and a Failure if it cannot be read, or not to its end."""
    return list(_each(spec, options, id))


def _each(spec: str, options: ReadOptions, id: str | None = None) -> Iterator[Item]:
    try:
        yield from read_all(spec, options=options, id=id)
    except InputError as error:
        yield failure_of(spec, error)


def distinct_ids(items: Iterable[Item], renamed: Renamed | None = None) -> Iterator[Item]:
    """`report`, `report-2`, ...: two articles of the same name must not overwrite each other's briefs.

    `renamed` counts those that got a number.
    """
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
        if n > 1 and renamed is not None:
            renamed.count += 1
            renamed.example = renamed.example or name
        yield item if n == 1 else replace(item, id=name)


def find_files(spec: str, out: Path | None) -> Files | None:
    """The files of a folder or a pattern, without `out` and those below it; None for any other input. Raises UsageError."""
    path = Path(spec)
    if path.is_dir():
        skipped: Counter[str] = Counter()
        return Files(path, [file for file in folder_files(path, out, skipped) if not _is(file, out)], skipped)
    if path.exists() or not glob.has_magic(spec) or "://" in spec:
        return None
    excluded = out.resolve() if out else None
    found = (Path(name) for name in sorted(glob.glob(spec, recursive=True)))  # noqa: PTH207 - a pattern of whole paths
    paths = [path for path in found if path.is_file() and not {excluded} & {path.resolve(), *path.resolve().parents}]
    if not paths:
        raise UsageError(f"no file matches {spec}; check the pattern")
    fixed = spec[: next(place for place, character in enumerate(spec) if character in "*?[")]
    return Files(Path(fixed + "x").parent, paths)


def _is(path: Path, out: Path | None) -> bool:
    """Whether a path is that of the output; only one of its name is looked up."""
    return out is not None and path.name == out.name and path.resolve() == out.resolve()


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
            if not is_article(here / name):  # a pattern such as 'folder/**/*' reads whatever it matches
                skipped[Path(name).suffix.lower()] += 1
            elif _waits(here / name):
                skipped["pipe or device"] += 1
            else:
                yield here / name
    yield from unreadable


def _waits(path: Path) -> bool:
    """Whether reading the path could wait for somebody else for ever."""
    return path.exists() and not path.is_file()


def _read_files(files: Files, options: CollectionOptions) -> Iterator[Item]:
    # Named by the whole path below the folder, so that a new file does not change another file's name.
    specs = ((str(path), relative_id(path, files.root)) for path in files.paths)
    slow = sum(format_of_suffix(path.suffix) not in _QUICK for path in files.paths)
    if options.readers > 1 and slow >= _WORTH_PROCESSES:
        processes = ProcessPoolExecutor(options.readers, get_context("spawn"), _ignore_interrupts)
        yield from _ahead(processes, 2 * options.readers, specs, options.read)
    else:
        for name, identity in specs:
            yield from _each(name, options.read, identity)


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def relative_id(path: Path, root: Path) -> str:
    """`politics/vote.txt` is `politics-vote`."""
    return slug("-".join(path.relative_to(root).with_suffix("").parts))


def _fetched(specs: Iterator[str], options: ReadOptions) -> Iterator[Item]:
    """A few at the same time, because fetching is mostly waiting."""
    return _ahead(ThreadPoolExecutor(FETCHES), FETCHES, ((spec, None) for spec in specs), options)


def _ahead(
    executor: Executor, count: int, specs: Iterator[tuple[str, str | None]], options: ReadOptions
) -> Iterator[Item]:
    """Read `count` inputs ahead, in order. Raises EngineError if a reading process dies."""
    with executor:
        waiting: deque[tuple[str, Future[list[Item]]]] = deque()
        for spec, identity in islice(specs, count):
            waiting.append((spec, executor.submit(read_items, spec, options, identity)))
        while waiting:
            name, future = waiting.popleft()
            try:
                yield from future.result()
            except BrokenExecutor:
                raise EngineError(
                    f"a process died while it read {name} or one of the {count} inputs after it"
                ) from None
            for spec, identity in islice(specs, 1):
                waiting.append((spec, executor.submit(read_items, spec, options, identity)))


def _contained(spec: str, options: ReadOptions) -> Iterator[Item]:
    try:
        yield from read_all(spec, options=options)
    except InputError as error:
        raise UsageError(str(error)) from None
