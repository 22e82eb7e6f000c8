"""Batches that are planned and brought to the device while the one before is computed."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefsmith.training.gpu.examples import (
    SOURCE,
    SOURCE_LENGTH,
    TARGET,
    TARGET_LENGTH,
    Planned,
    PlanPosition,
    TokenStore,
)

if TYPE_CHECKING:
    import torch

AHEAD = 16


@dataclass(frozen=True, slots=True)
class GatheredBatch:
    """Ids of source and target, where the target's real tokens are in its flattened form, how many, what follows."""

    source: torch.Tensor
    target: torch.Tensor
    real: torch.Tensor
    tokens: int
    following: PlanPosition


class Prefetch:
    """Batches from plans; a context manager, at whose end the thread that plans ends too."""

    def __init__(self, store: TokenStore, source: Iterator[Planned]) -> None:
        self._store = store
        self._source = source
        self._queue: queue.Queue[tuple[Planned, torch.Tensor] | BaseException] = queue.Queue(AHEAD)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._fill, daemon=True)

    def __enter__(self) -> Prefetch:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        while self._thread.is_alive():
            try:
                self._queue.get(timeout=0.01)
            except queue.Empty:
                continue

    def next(self) -> GatheredBatch:
        """The next batch, gathered on the device. Raises what went wrong in planning it."""
        item = self._queue.get()
        if isinstance(item, BaseException):
            raise item
        planned, rows = item
        return gather(self._store, planned, rows.to(self._store.device, non_blocking=True))

    def _fill(self) -> None:
        import torch

        pinned = self._store.device != "cpu"
        try:
            for planned in self._source:
                rows = torch.from_numpy(planned.rows)
                self._queue.put((planned, rows.pin_memory() if pinned else rows))
                if self._over.is_set():
                    return
        except Exception as error:  # noqa: BLE001 - it is raised where the batch is wanted
            self._queue.put(error)


def gather(store: TokenStore, planned: Planned, rows: torch.Tensor) -> GatheredBatch:
    """The ids of a planned batch. All sizes are known beforehand, so that nothing waits for the device."""
    import torch

    source_width, target_width = planned.widths
    source = store.gather(rows, (SOURCE, SOURCE_LENGTH), source_width, tags=True)
    target = store.gather(rows, (TARGET, TARGET_LENGTH), target_width, tags=False)
    lengths = rows[:, TARGET_LENGTH] + 1
    which = torch.arange(len(rows), device=rows.device)
    row = torch.repeat_interleave(which, lengths, output_size=planned.tokens)
    column = torch.arange(planned.tokens, device=rows.device) - (lengths.cumsum(0) - lengths)[row]
    return GatheredBatch(source, target, row * target_width + column, planned.tokens, planned.following)
