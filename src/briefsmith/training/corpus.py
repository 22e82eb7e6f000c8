"""The encoded sentence pairs on disk, and batches of them in an order that a resumed run can continue.

The folder `corpus-HASH` is written once for each set of files, filters and vocabulary, and mapped into memory after
that; weights, shares and stages are not part of the hash, so that a change of the mix costs nothing.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from briefsmith.errors import UsageError
from briefsmith.fingerprint import fingerprint
from briefsmith.training.files import PairGroup, data_files, read_pairs
from briefsmith.training.network import EOS
from briefsmith.training.settings import TrainingSettings
from briefsmith.training.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

ARRAYS = ("source", "source_ends", "target", "target_ends", "group")
# Pairs sorted by length at a time: batches hold little padding, and are still drawn from all the data.
CHUNK = 100_000
EDGE = 1 << 20


@dataclass(frozen=True, slots=True)
class Corpus:
    """All pairs, one after the other: token ids without end marks, where each sentence ends, its group's index."""

    source: NDArray[np.uint16]
    source_ends: NDArray[np.int64]
    target: NDArray[np.uint16]
    target_ends: NDArray[np.int64]
    group: NDArray[np.uint16]
    groups: list[PairGroup]
    key: str

    def counts(self) -> dict[PairGroup, int]:
        """Pairs in each group, after all filters."""
        sizes = np.bincount(self.group, minlength=len(self.groups))
        return {group: int(size) for group, size in zip(self.groups, sizes, strict=True)}

    def lengths(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Tokens of each source and of each target."""
        return np.diff(self.source_ends, prepend=0), np.diff(self.target_ends, prepend=0)


def data_fingerprint(settings: TrainingSettings) -> str:
    """A hash of what is read: files with their sizes and a part of what they hold, and what is filtered out of them."""
    files = []
    for file in data_files(settings):
        path = settings.located(file.path)
        if not path.is_file():
            raise UsageError(f"There is no file {path}. Data paths are relative to data_dir, now {settings.data_dir}.")
        files.append([path.name, *_identity(path), file.origin, file.limit, file.tag])
    rules = settings.model_dump(mode="json", include={"reverse", "exclude", "unlisted"})
    origins = list(settings.origins) if settings.unlisted == "drop" else []
    return fingerprint([files, len(settings.data), rules, origins])


def _identity(path: Path) -> tuple[int, str]:
    """Size, and a hash of the first and the last mebibyte: a copy of a file is the same file, whatever its date."""
    size = path.stat().st_size
    with path.open("rb") as file:
        digest = sha256(file.read(EDGE))
        file.seek(max(0, size - EDGE))
        digest.update(file.read(EDGE))
    return size, digest.hexdigest()


def open_corpus(settings: TrainingSettings, vocabulary: Path, work: Path) -> Corpus:
    """The corpus of these settings; encodes it if `work` does not hold it yet."""
    limits = [settings.min_length, settings.max_length, settings.max_ratio]
    digest = sha256(vocabulary.read_bytes()).hexdigest()
    key = fingerprint([data_fingerprint(settings), limits, digest])
    folder = work / f"corpus-{key}"
    if not folder.is_dir():
        building = work / f"corpus-{key}.tmp"
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True)
        _encode(settings, load_vocabulary(vocabulary), building)
        building.rename(folder)
    arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in ARRAYS}
    groups = [PairGroup(int(file), origin) for file, origin in json.loads((folder / "groups.json").read_text("utf-8"))]
    return Corpus(**arrays, groups=groups, key=key)


def _encode(settings: TrainingSettings, vocabulary: Any, folder: Path) -> None:
    indices: dict[PairGroup, int] = {}
    parts: dict[str, list[NDArray[Any]]] = {
        name: [] for name in ("source", "source_len", "target", "target_len", "group")
    }
    for block in read_pairs(settings):
        sources, targets = (vocabulary.encode(side, num_threads=-1) for side in (block.sources, block.targets))
        lengths = np.array([[len(s), len(t)] for s, t in zip(sources, targets, strict=True)], np.int64).reshape(-1, 2)
        kept = np.flatnonzero(_fits(lengths, settings)).tolist()
        for name, side, column in (("source", sources, 0), ("target", targets, 1)):
            parts[name].append(np.fromiter((t for i in kept for t in side[i]), np.uint16))
            parts[f"{name}_len"].append(lengths[kept, column])
        group = [indices.setdefault(block.groups[i], len(indices)) for i in kept]
        parts["group"].append(np.array(group, np.uint16))
    whole = {name: np.concatenate(arrays) for name, arrays in parts.items() if arrays}
    if not whole or not len(whole["group"]):
        raise UsageError("No sentence pairs are left to train on.")
    for side in ("source", "target"):
        whole[f"{side}_ends"] = np.cumsum(whole.pop(f"{side}_len"))
    for name in ARRAYS:
        np.save(folder / f"{name}.npy", whole[name])
    (folder / "groups.json").write_text(json.dumps([[g.file, g.origin] for g in indices]), "utf-8")


def _fits(lengths: NDArray[np.int64], settings: TrainingSettings) -> NDArray[np.bool_]:
    short, long = lengths.min(1), lengths.max(1)
    within: NDArray[np.bool_] = (
        (short >= settings.min_length) & (long <= settings.max_length) & (long <= settings.max_ratio * short)
    )
    return within


@dataclass(frozen=True, slots=True)
class Position:
    """Where a run is in its data: the next batch."""

    stage: int = 0
    epoch: int = 0
    chunk: int = 0
    batch: int = 0


@dataclass(frozen=True, slots=True)
class PairBatch:
    """Token ids of shape (sentences, width), each sentence ended by EOS and filled up with PAD."""

    source: NDArray[np.int64]
    target: NDArray[np.int64]
    following: Position


@dataclass(frozen=True, slots=True)
class Mix:
    """How batches are drawn: the weight of each group (in the corpus's order), tokens a batch, the seed.

    Their widths are multiples of `multiple`.
    """

    weights: list[float]
    batch_tokens: int
    seed: int
    multiple: int = 1


def batches(corpus: Corpus, mix: Mix, position: Position) -> Iterator[PairBatch]:
    """Endless batches from `position` on; the order depends only on the corpus, the mix and the position.

    In each epoch a pair of weight 2.3 is used twice, and a third time with probability 0.3.
    """
    weight = np.array(mix.weights)[corpus.group]
    if not weight.any():
        raise UsageError(f"Stage {position.stage + 1} of the schedule gives every origin the weight 0.")
    lengths = np.stack(corpus.lengths(), 1)
    epoch, first_chunk, first_batch = position.epoch, position.chunk, position.batch
    while True:
        rng = np.random.default_rng([mix.seed, position.stage, epoch])
        copies = weight.astype(np.int64) + (rng.random(len(weight)) < weight % 1)
        order = rng.permutation(np.repeat(np.arange(len(weight)), copies))
        for chunk in range(first_chunk, -(-len(order) // CHUNK)):
            part = order[chunk * CHUNK : (chunk + 1) * CHUNK]
            planned = _plan(part, lengths[part], mix.batch_tokens)
            shuffled = np.random.default_rng([mix.seed, position.stage, epoch, chunk]).permutation(len(planned))
            for number in range(first_batch, len(planned)):
                pairs = planned[shuffled[number]]
                following = Position(position.stage, epoch, chunk, number + 1)
                yield PairBatch(
                    pad(corpus.source, corpus.source_ends, pairs, mix.multiple),
                    pad(corpus.target, corpus.target_ends, pairs, mix.multiple),
                    following,
                )
            first_batch = 0
        first_chunk = 0
        epoch += 1


def _plan(pairs: NDArray[np.int64], lengths: NDArray[np.int64], tokens: int) -> list[NDArray[np.int64]]:
    """Groups of pairs of similar length; sentences times width (end mark included) stays within `tokens`."""
    order = np.lexsort((lengths[:, 0], lengths[:, 1]))
    widths = (lengths[order].max(1) + 1).tolist()
    cuts, start, longest = [], 0, 0
    for i, width in enumerate(widths):
        longest = max(longest, width)
        if i > start and longest * (i - start + 1) > tokens:
            cuts.append(i)
            start, longest = i, width
    return np.split(pairs[order], cuts)


def pad(
    flat: NDArray[np.uint16], ends: NDArray[np.int64], sentences: NDArray[np.int64], multiple: int
) -> NDArray[np.int64]:
    """The token ids of some sentences as a matrix, whose width is a multiple of `multiple`."""
    last = ends[sentences]
    first = np.where(sentences > 0, ends[sentences - 1], 0)
    width = -(-(int((last - first).max()) + 1) // multiple) * multiple
    matrix = np.zeros((len(sentences), width), np.int64)
    for row, (start, end) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
        matrix[row, : end - start] = flat[start:end]
        matrix[row, end - start] = EOS
    return matrix
