"""Where the briefs of a batch go: a folder with one file each, or one JSONL, Parquet or CSV file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from briefsmith.batch.table_sinks import TABLES
from briefsmith.errors import UsageError
from briefsmith.files import OUT_HINT, remove_leftovers, sync_folder, write_atomically
from briefsmith.model import Result
from briefsmith.render import FORMATS, file_name, render
from briefsmith.sources.names import slug

# Names that are meant for a table of a kind that is not written, not for a folder.
_OTHER_TABLES = frozenset(
    {".json", ".ndjson", ".xls", ".xlsx", ".ods", ".parq", ".pq", ".arrow", ".feather", ".db", ".sqlite", ".duckdb"}
    | {".gz", ".bz2", ".xz", ".zst", ".zip"}
)


@dataclass(frozen=True, slots=True)
class Places:
    """The files of a batch besides its briefs."""

    out: Path
    ledger: Path
    manifest: Path
    failures: Path

    @property
    def failure_table(self) -> Path:
        """The failures as a table, beside their report."""
        return self.failures.with_suffix(".csv")

    @classmethod
    def of(cls, out: str) -> Places:
        """The paths inside a folder, or next to a file. Raises UsageError for a path that is neither."""
        path = Path(out)
        if "://" in out:
            raise UsageError(f"--out {out}: only --engine ray writes to a store; choose a folder or file here")
        if is_table(path):
            state = path.parent / f".{path.name}.briefsmith"
            return cls(
                path,
                state / "ledger.sqlite",
                path.with_name(f"{path.name}.manifest.json"),
                path.with_name(f"{path.name}.failures.txt"),
            )
        files = {*_OTHER_TABLES, *(known.suffix for known in FORMATS.values())}  # of single briefs, which `run` writes
        if path.suffix.lower() in files or path.is_file():
            raise UsageError(f"--out {out}: choose a folder, or a file that ends in .jsonl, .parquet, .csv or .tsv")
        return cls(path, path / ".briefsmith" / "ledger.sqlite", path / "manifest.json", path / "failures.txt")


def is_table(path: Path) -> bool:
    """Whether the briefs go into one file of rows."""
    return path.suffix.lower() in TABLES


class Sink(Protocol):
    """Takes results in the order of the input.

    `per_document` says whether the files of a document stay when the run is stopped early; a single file is written
    again by each run, from the ledger.
    """

    per_document: bool

    def write(self, result: Result) -> list[Path]:
        """Write the briefs; returns the paths that this completes."""

    def flush(self) -> None:
        """Ensure that all paths that `write` returned are on the disk."""

    def finish(self) -> list[Path]:
        """End the output; returns the paths that this completes."""

    def discard(self) -> None:
        """Leave nothing unfinished behind. Does nothing after `finish`."""


def open_sink(path: Path, format: str) -> Sink:
    """The sink for `--out`. What a killed run left unfinished there is removed. Raises OutputError."""
    if not is_table(path):
        remove_leftovers(path, hint=OUT_HINT)
        return FolderSink(path, format)
    remove_leftovers(path.parent, path.name, OUT_HINT)
    return TABLES[path.suffix.lower()](path)


class FolderSink:
    """A file for each brief, `<id>.<language>.<length>.<suffix>`."""

    per_document = True

    def __init__(self, folder: Path, format: str) -> None:
        self.folder = folder
        self.format = format

    def write(self, result: Result) -> list[Path]:
        paths = []
        for brief in result.briefs:
            named = replace(brief, document_id=safe_name(result.document_id))
            path = self.folder / file_name(named, self.format)
            write_atomically(path, render([replace(result, briefs=(brief,))], self.format), OUT_HINT)
            paths.append(path)
        return paths

    def flush(self) -> None:
        if self.folder.is_dir():
            sync_folder(self.folder, OUT_HINT)

    def finish(self) -> list[Path]:
        return []

    def discard(self) -> None:
        pass


def safe_name(id: str) -> str:
    """The id as a file name; an id that has to be changed gets a hash, so that similar ids stay distinct."""
    safe = slug(id)
    return safe if safe == id else f"{safe}-{hashlib.sha256(id.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
