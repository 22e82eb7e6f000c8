"""What a network learns from: all ids in one array on the device, and a table that says which make an example."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from briefsmith.errors import UsageError
from briefsmith.training.gpu.recipe import Phase, Target
from briefsmith.training.network import EOS, PAD

if TYPE_CHECKING:
    import torch
    from numpy.typing import NDArray

# Columns of the table: where source and target begin, their lengths, the tag at the source's end, the one before it.
SOURCE, SOURCE_LENGTH, TARGET, TARGET_LENGTH, END, LEAD = range(6)
FORWARD, REVERSE, SYNTHETIC = range(3)
# Widths are multiples of it, which matrix products like; sentences of one bucket make a batch.
BUCKET = 8
# Examples that are sorted into batches at a time: enough for full buckets.
CHUNK = 400_000


class TokenStore:
    """All ids, on a device; a batch is gathered from them there, and only the rows of the table travel."""

    def __init__(self, device: str) -> None:
        import torch

        self.device = device
        self.ids = torch.zeros(0, dtype=torch.int32, device=device)

    def add(self, ids: Sequence[NDArray[Any]]) -> list[int]:
        """Append arrays of ids; returns where each begins."""
        import torch

        sizes = [len(array) for array in ids]
        starts = len(self.ids) + np.cumsum([0, *sizes[:-1]])
        new = [torch.from_numpy(array.astype(np.int32)).to(self.device) for array in ids]
        self.ids = torch.cat([self.ids, *new])
        return [int(start) for start in starts]

    def gather(self, rows: torch.Tensor, columns: tuple[int, int], width: int, tags: bool) -> torch.Tensor:
        """Sentences as ids of shape (rows, width), ended by EOS, or by their tags, and filled up with PAD."""
        import torch

        start, length = (rows[:, column, None] for column in columns)
        at = torch.arange(width, device=rows.device)[None]
        if tags:
            lead, end = rows[:, LEAD, None], rows[:, END, None]
            at = at - (lead > 0).long()
        else:
            lead, end = torch.full_like(start, PAD), torch.full_like(start, EOS)
        ids = self.ids[(start + at).clamp(0, len(self.ids) - 1)].long()
        ids = torch.where(at < length, ids, torch.where(at == length, end, PAD))
        return torch.where(at < 0, lead, ids)


def table(
    starts: tuple[NDArray[np.int64], NDArray[np.int64]],
    lengths: tuple[NDArray[np.int64], NDArray[np.int64]],
    end: int,
    lead: int = 0,
) -> NDArray[np.int64]:
    """Rows for sentences of which starts and lengths are given, source first."""
    count = len(starts[0])
    tags = (np.full(count, end), np.full(count, lead))
    columns = (starts[0], lengths[0], starts[1], lengths[1], *tags)
    rows: NDArray[np.int64] = np.stack(columns, 1, dtype=np.int64)
    return rows


def begins(start: int, lengths: NDArray[Any]) -> NDArray[np.int64]:
    """Where consecutive sentences begin, from `start` on."""
    ends = np.cumsum(lengths.astype(np.int64))
    found: NDArray[np.int64] = start + ends - lengths
    return found


@dataclass(slots=True)
class Examples:
    """The table, and of each row its language (an index), its kind and how often it comes before and in the last phase."""

    rows: NDArray[np.int64]
    language: NDArray[np.int64]
    kind: NDArray[np.int64]
    weight: NDArray[np.float64]
    ending: NDArray[np.float64]

    @classmethod
    def joined(cls, parts: Sequence[Examples]) -> Examples:
        """All of them in one."""
        names = cls.__dataclass_fields__
        return cls(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})

    def weights(self, targets: Sequence[Target], phase: Phase, last: bool) -> NDArray[np.float64]:
        """How often each row is to come in an epoch of a phase, which is as long as there are real pairs.

        Languages and kinds get their shares; what a phase gives to a kind without rows goes to the forward pairs.
        """
        own = self.ending if last else self.weight
        weights = np.zeros(len(own))
        epoch = float((self.kind == FORWARD).sum())
        total = sum(target.share for target in targets)
        for index, target in enumerate(targets):
            share = {REVERSE: phase.reverse, SYNTHETIC: phase.synthetic}
            masks = {kind: (self.language == index) & (self.kind == kind) for kind in (FORWARD, REVERSE, SYNTHETIC)}
            there = {kind: float(own[mask].sum()) for kind, mask in masks.items()}
            share = {kind: part for kind, part in share.items() if there[kind]}
            share[FORWARD] = 1 - sum(share.values())
            for kind, part in share.items():
                if there[kind]:
                    weights[masks[kind]] = own[masks[kind]] * (part * target.share / total * epoch / there[kind])
        return weights


@dataclass(frozen=True, slots=True)
class PlanPosition:
    """The next batch of a phase."""

    epoch: int = 0
    batch: int = 0


@dataclass(frozen=True, slots=True)
class Planned:
    """A batch still to be gathered: its rows, the widths of source and target, its real target tokens, what follows it."""

    rows: NDArray[np.int64]
    widths: tuple[int, int]
    tokens: int
    following: PlanPosition


@dataclass(frozen=True, slots=True)
class Drawing:
    """How batches are drawn: the weight of each row, tokens a batch with their padding, the seed."""

    weights: NDArray[np.float64]
    tokens: int
    seed: tuple[int, ...]


def plans(rows: NDArray[np.int64], drawing: Drawing, position: PlanPosition) -> Iterator[Planned]:
    """Endless batches from `position` on. A row of weight 2.3 comes twice, and a third time with probability 0.3."""
    if not drawing.weights.any():
        raise UsageError("There is nothing to train on: every pair has the weight 0.")
    widths = np.stack([rows[:, SOURCE_LENGTH] + 1 + (rows[:, LEAD] > 0), rows[:, TARGET_LENGTH] + 1], 1)
    epoch, first = position.epoch, position.batch
    while True:
        rng = np.random.default_rng([*drawing.seed, epoch])
        copies = drawing.weights.astype(np.int64) + (rng.random(len(rows)) < drawing.weights % 1)
        order = rng.permutation(np.repeat(np.arange(len(rows)), copies))
        number = 0
        for start in range(0, len(order), CHUNK):
            cuts = _cut(order[start : start + CHUNK], widths, drawing.tokens)
            rng = np.random.default_rng([*drawing.seed, epoch, start])
            for index in rng.permutation(len(cuts)):
                number += 1
                if number > first:
                    yield _planned(rows[cuts[index]], widths[cuts[index]], PlanPosition(epoch, number))
        epoch, first = epoch + 1, 0


def _planned(rows: NDArray[np.int64], widths: NDArray[np.int64], following: PlanPosition) -> Planned:
    source, target = (_up(int(width)) for width in widths.max(0))
    return Planned(rows, (source, target), int(widths[:, 1].sum()), following)


def _up(width: int) -> int:
    return -(-width // BUCKET) * BUCKET


def _cut(chosen: NDArray[np.int64], widths: NDArray[np.int64], tokens: int) -> list[NDArray[np.int64]]:
    """Batches of sentences of one bucket, or of neighbouring ones; sentences times both widths stays within `tokens`."""
    buckets = -(-widths[chosen] // BUCKET)
    ordered = chosen[np.lexsort((buckets[:, 0], buckets[:, 1]))]
    buckets = -(-widths[ordered] // BUCKET)
    cuts, start = [], 0
    most = max(1, tokens // (2 * BUCKET))
    while start < len(ordered):
        running = np.maximum.accumulate(buckets[start : start + most], 0).sum(1) * BUCKET
        count = max(1, int(np.searchsorted(running * np.arange(1, len(running) + 1), tokens, side="right")))
        cuts.append(ordered[start : start + count])
        start += count
    return cuts
