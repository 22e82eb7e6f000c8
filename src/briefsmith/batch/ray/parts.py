"""The output of a cluster: part files in one folder, on local disk or any store that fsspec knows.

A part is either whole or absent, and its rows carry the keys of their works. So the parts are the ledger: what is in
one is done, and nothing else has to be recorded.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from briefsmith.batch.rows import schema
from briefsmith.errors import OutputError
from briefsmith.files import OUT_HINT, AtomicFile, output_errors
from briefsmith.model import Failure

if TYPE_CHECKING:
    import fsspec

Marks = npt.NDArray[np.uint64]
OutputRow = dict[str, Any]


def mark(name: str, key: str) -> int:
    """Eight bytes for a document with a work; a billion of them are 8 GB."""
    return int.from_bytes(hashlib.sha256(f"{name}\0{key}".encode("utf-8", "surrogatepass")).digest()[:8], "big")


@dataclass(frozen=True)
class Parts:
    """The folder `out`; JSONL parts when its name ends in .jsonl, else Parquet. Each unpickled copy opens its own store."""

    out: str

    @property
    def suffix(self) -> str:
        return "jsonl" if self.out.rstrip("/").endswith(".jsonl") else "parquet"

    @cached_property
    def _store(self) -> tuple[fsspec.AbstractFileSystem, str]:
        from fsspec.core import url_to_fs

        try:
            store, root = url_to_fs(self.out)
        except (ImportError, ValueError) as error:  # a store without its package, or one that nobody knows
            raise OutputError(f"cannot write to {self.out}: {error}") from None
        return store, root.rstrip("/")

    def __getstate__(self) -> dict[str, str]:
        return {"out": self.out}

    def write(self, name: str, data: bytes) -> None:
        """Write a file so that it is whole or absent. Raises OutputError."""
        store, root = self._store
        if "file" in ((store.protocol,) if isinstance(store.protocol, str) else store.protocol):
            whole = AtomicFile(Path(root, name), OUT_HINT)
            try:
                with output_errors(whole.path, OUT_HINT):
                    whole.file.write(data)
                whole.commit()
            finally:
                whole.discard()
        else:
            with output_errors(Path(name), OUT_HINT):
                store.pipe_file(f"{root}/{name}", data)  # object stores show an object only when it is complete

    def remove(self, name: str) -> None:
        """Remove a file, if it exists."""
        store, root = self._store
        if store.exists(f"{root}/{name}"):
            store.rm_file(f"{root}/{name}")

    def exists(self, name: str) -> bool:
        store, root = self._store
        return bool(store.exists(f"{root}/{name}"))

    def names(self, pattern: str) -> list[str]:
        """The files that match, sorted, as names below the folder."""
        store, root = self._store
        return sorted(path[len(root) + 1 :] for path in store.glob(f"{root}/{pattern}"))

    def write_briefs(self, rows: Sequence[OutputRow]) -> str:
        """Write a part named by its content, so that a task that runs twice leaves one copy."""
        name = f"part-{_digest(rows)}.{self.suffix}"
        self.write(name, _jsonl(rows) if self.suffix == "jsonl" else _parquet(rows))
        return name

    def write_failures(self, failures: Sequence[tuple[str, Failure, bool]]) -> None:
        """Write failures, each with the key of its work and whether it has briefs all the same."""
        rows = [
            {"id": f.document_id, "key": key, "briefs": briefs, "stage": f.stage, "kind": f.kind, "message": f.message}
            for key, f, briefs in failures
        ]
        self.write(f"failures/part-{_digest(rows)}.jsonl", _jsonl(rows))

    def failures(self) -> Iterator[Failure]:
        """The failures of works in all runs, except those that were retried."""
        for row in self._lines("failures/part-*.jsonl"):
            yield Failure(row["id"], row["stage"], row["kind"], row["message"])

    def done(self) -> Marks:
        """The marks of everything that is in the parts or failed without a brief; sorted."""
        failed = ((row["id"], row["key"]) for row in self._lines("failures/part-*.jsonl") if not row["briefs"])
        return np.unique(np.fromiter((mark(*row) for row in chain(self._ids(), failed)), dtype=np.uint64))

    def _ids(self) -> Iterator[tuple[str, str]]:
        if self.suffix == "jsonl":
            yield from ((row["id"], row["key"]) for row in self._lines("part-*.jsonl"))
            return
        import pyarrow.parquet

        store, root = self._store
        for name in self.names("part-*.parquet"):
            with store.open(f"{root}/{name}", "rb") as file:
                table = pyarrow.parquet.read_table(file, columns=["id", "key"])
            yield from zip(table["id"].to_pylist(), table["key"].to_pylist(), strict=True)

    def _lines(self, pattern: str) -> Iterator[OutputRow]:
        store, root = self._store
        for name in self.names(pattern):
            with store.open(f"{root}/{name}", "rb") as file:
                yield from map(json.loads, file)


def _digest(rows: Sequence[OutputRow]) -> str:
    return hashlib.sha256("\n".join(f"{row['id']} {row['key']}" for row in rows).encode()).hexdigest()[:16]


def _jsonl(rows: Sequence[OutputRow]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _parquet(rows: Sequence[OutputRow]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet

    buffer = io.BytesIO()
    table = pa.Table.from_pylist(list(rows), schema=schema().append(pa.field("key", pa.string())))
    pyarrow.parquet.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()
