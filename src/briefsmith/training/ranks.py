"""Training in several processes that take one step together: `torchrun --nproc-per-node N -m briefsmith train ...`.

A core computes small matrices best alone: two processes of one thread each are faster than one of two threads, whose
halves wait for each other at every layer. Here they wait once a step, to add up their gradients (docs/measured/training.md).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from briefsmith.errors import UsageError
from briefsmith.training.corpus import PairBatch

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True, slots=True)
class Ranks:
    """The processes of a run: `rank` is this one's number from 0, `size` how many there are. Rank 0 reports and saves."""

    rank: int = 0
    size: int = 1

    @property
    def leading(self) -> bool:
        """Whether this process writes files and reports."""
        return self.rank == 0

    def own(self, source: Iterator[PairBatch]) -> tuple[PairBatch, PairBatch]:
        """This process's batch of the next step, and the last batch of that step, which says what follows it."""
        step = list(islice(source, self.size))
        return step[self.rank], step[-1]

    def wait(self) -> None:
        """Wait until every process gets here."""
        if self.size > 1:
            import torch.distributed

            torch.distributed.barrier()

    def agreed(self, value: str) -> str:
        """The leading process's value, in all of them."""
        if self.size == 1:
            return value
        import torch.distributed

        values = [value]
        torch.distributed.broadcast_object_list(values)
        return values[0]

    def add_up(self, gradients: Sequence[torch.Tensor], tokens: int, figures: Sequence[float]) -> list[float]:
        """Replace gradients by their mean over the tokens of all processes; returns all tokens and the sums of `figures`.

        The update that follows is then the same in all of them, and so are the weights.
        """
        if self.size == 1:
            return [tokens, *figures]
        import torch

        flat = torch.cat([gradient.flatten() for gradient in gradients]).mul_(tokens)
        # In double precision: seconds and tokens decide when the run ends, in every process alike.
        sums = torch.tensor([tokens, *figures], dtype=torch.float64)
        torch.distributed.all_reduce(sums)
        torch.distributed.all_reduce(flat)
        flat.div_(float(sums[0]))
        parts = flat.split([gradient.numel() for gradient in gradients])
        for gradient, part in zip(gradients, parts, strict=True):
            gradient.copy_(part.view_as(gradient))
        return [float(value) for value in sums]


@contextmanager
def joined(device: str) -> Iterator[Ranks]:
    """The processes that torchrun started, or this one alone. Raises UsageError for several on a GPU."""
    size = int(os.environ.get("WORLD_SIZE", "1"))
    if size == 1:
        yield Ranks()
        return
    if device != "cpu":
        raise UsageError("Several processes can train on CPUs only: use --device cpu.")
    import torch.distributed

    torch.distributed.init_process_group("gloo")
    try:
        yield Ranks(torch.distributed.get_rank(), size)
    finally:
        torch.distributed.destroy_process_group()
