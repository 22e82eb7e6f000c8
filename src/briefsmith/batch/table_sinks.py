"""One file with all briefs of a batch, one row each: JSONL, Parquet, CSV or TSV."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefsmith.batch.rows import COLUMNS, brief_rows, schema
from briefsmith.batch.spreadsheet import MARK, SEPARATORS, line
from briefsmith.files import OUT_HINT, AtomicFile, output_errors, sync_folder
from briefsmith.model import Result

if TYPE_CHECKING:
    import pyarrow.parquet

# Rows of one row group of Parquet. It counts rows, not articles or batches, so that the bytes are always the same.
ROW_GROUP = 4096


class TableSink:
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


class JsonlSink(TableSink):
    """One JSON object per line."""

    def _add(self, row: dict[str, Any]) -> None:
        self._whole.file.write((json.dumps(row, ensure_ascii=False) + "\n").encode())


class ParquetSink(TableSink):
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


class CsvSink(TableSink):
    """Values separated by commas, or by tabs if the name says so, under a header."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._separator = SEPARATORS[path.suffix.lower()]
        with output_errors(path, OUT_HINT):
            self._whole.file.write((MARK + line(COLUMNS, self._separator)).encode())

    def _add(self, row: dict[str, Any]) -> None:
        self._whole.file.write(line([row[name] for name in COLUMNS], self._separator).encode())


# The kinds of tables, by the suffix of `--out`.
TABLES: dict[str, Callable[[Path], TableSink]] = {
    ".jsonl": JsonlSink,
    ".parquet": ParquetSink,
    **dict.fromkeys(SEPARATORS, CsvSink),
}
