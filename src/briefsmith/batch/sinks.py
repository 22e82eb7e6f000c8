"""Where the briefs of a batch go: a folder with one file each, or one JSONL or Parquet file."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from briefsmith.batch.rows import brief_rows, schema
from briefsmith.errors import UsageError
from briefsmith.files import OUT_HINT, AtomicFile, output_errors, remove_leftovers, sync_folder, write_atomically
from briefsmith.model import Result
from briefsmith.render import FORMATS, file_name, render
from briefsmith.sources.names import slug

if TYPE_CHECKING:
    import pyarrow.parquet

# Rows of one row group of Parquet. It counts rows, not articles or batches, so that the bytes are always the same.
ROW_GROUP = 4096


@dataclass(frozen=True, slots=True)
class Places:
    """The files of a batch besides its briefs."""

    out: Path
    ledger: Path
    manifest: Path
    failures: Path

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
        files = {".csv", *(known.suffix for known in FORMATS.values())}  # of single briefs, which `run` writes
        if path.suffix.lower() in files or path.is_file():
            raise UsageError(f"--out {out}: choose a folder, or a file that ends in .jsonl or .parquet")
        return cls(path, path / ".briefsmith" / "ledger.sqlite", path / "manifest.json", path / "failures.txt")


def is_table(path: Path) -> bool:
    """Whether the briefs go into one file of rows."""
    return path.suffix.lower() in {".jsonl", ".parquet"}


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
    return JsonlSink(path) if path.suffix.lower() == ".jsonl" else ParquetSink(path)


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


class _TableSink:
    """One file of rows, moved into place when the whole input is done."""

    per_document = False

    def __init__(self, path: Path) -> None:
        self.path = path
        self._whole = AtomicFile(path, OUT_HINT)

    def write(self, result: Result) -> list[Path]:
        with output_errors(self.path, OUT_HINT):
            for row in brief_rows(result):
                self._add(row)
        return []

    def flush(self) -> None:
        """Nothing is promised before the end."""

    def finish(self) -> list[Path]:
        with output_errors(self.path, OUT_HINT):
            self._close()
        self._whole.commit()
        sync_folder(self.path.parent, OUT_HINT)
        return [self.path]

    def discard(self) -> None:
        self._whole.discard()

    def _add(self, row: dict[str, Any]) -> None:
        raise NotImplementedError

    def _close(self) -> None:
        """Write the rows that are still buffered."""


class JsonlSink(_TableSink):
    """One JSON object per line."""

    def _add(self, row: dict[str, Any]) -> None:
        self._whole.file.write((json.dumps(row, ensure_ascii=False) + "\n").encode())


class ParquetSink(_TableSink):
    """Parquet, compressed with zstd."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        import pyarrow.parquet

        self._rows: list[dict[str, Any]] = []
        self._writer: pyarrow.parquet.ParquetWriter = pyarrow.parquet.ParquetWriter(
            self._whole.file, schema(), compression="zstd"
        )

    def _add(self, row: dict[str, Any]) -> None:
        self._rows.append(row)
        if len(self._rows) == ROW_GROUP:
            self._write_group()

    def _write_group(self) -> None:
        import pyarrow

        self._writer.write_table(pyarrow.Table.from_pylist(self._rows, schema=schema()))
        self._rows = []

    def _close(self) -> None:
        if self._rows:
            self._write_group()
        self._writer.close()

    def discard(self) -> None:
        with suppress(OSError, ValueError):  # it tries to write a footer, which nobody will read
            self._writer.close()
        super().discard()
