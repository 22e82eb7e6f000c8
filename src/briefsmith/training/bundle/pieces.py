"""The text of a bundle, encoded: one piece for each file, cut to what a size allows, the least useful first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from briefsmith.errors import UsageError
from briefsmith.training.bundle.settings import BundleSettings, MonoFile, PairSettings
from briefsmith.training.corpus import Corpus
from briefsmith.training.files import PairGroup, read_lines
from briefsmith.training.gpu.sections import PAIRS, TEXT, Arrays, compress

if TYPE_CHECKING:
    from numpy.typing import NDArray

# When a piece is cut, a little more than the excess is taken: sizes are not quite proportional to sentences.
MARGIN = 0.02


@dataclass(frozen=True, slots=True)
class EncodedSentences:
    """Sentences one after the other, and where each ends."""

    ids: NDArray[Any]
    ends: NDArray[np.int64]

    def lengths(self) -> NDArray[np.int64]:
        """Pieces of each sentence."""
        return np.diff(self.ends, prepend=0)

    def take(self, rows: NDArray[np.int64]) -> EncodedSentences:
        """Some of them, in the order given."""
        starts, lengths = (self.ends - self.lengths())[rows], self.lengths()[rows]
        ends = np.cumsum(lengths)
        within = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - lengths, lengths)
        return EncodedSentences(self.ids[np.repeat(starts, lengths) + within], ends)


@dataclass(frozen=True, slots=True)
class PackPiece:
    """One file's sentences; those of pairs have a target and, row by row, their group in `groups`."""

    kind: str
    name: str
    language: str
    worth: int
    source: EncodedSentences
    target: EncodedSentences | None = None
    group: NDArray[Any] | None = None
    groups: tuple[PairGroup, ...] = ()

    def __len__(self) -> int:
        return len(self.source.ends)

    def take(self, rows: NDArray[np.int64]) -> PackPiece:
        """Some of its rows."""
        target = None if self.target is None else self.target.take(rows)
        group = None if self.group is None else self.group[rows]
        return replace(self, source=self.source.take(rows), target=target, group=group)

    def counts(self) -> dict[PairGroup, int]:
        """Pairs in each group."""
        if self.group is None:
            return {}
        sizes = np.bincount(self.group, minlength=len(self.groups)).tolist()
        return {group: size for group, size in zip(self.groups, sizes, strict=True) if size}

    def arrays(self) -> Arrays:
        """What is packed of it."""
        found: Arrays = {"source.lengths": self.source.lengths(), "source.ids": self.source.ids}
        if self.target is not None and self.group is not None:
            found |= {"target.lengths": self.target.lengths(), "target.ids": self.target.ids, "group": self.group}
        return found


@dataclass(frozen=True, slots=True)
class Packed:
    """A piece and its compressed bytes."""

    piece: PackPiece
    data: bytes


def pair_pieces(pair: PairSettings, corpus: Corpus) -> Iterator[PackPiece]:
    """A pair's files out of its corpus."""
    source, target = (
        EncodedSentences(corpus.source, corpus.source_ends),
        EncodedSentences(corpus.target, corpus.target_ends),
    )
    file_of = np.array([group.file for group in corpus.groups])
    whole = PackPiece(PAIRS, "", pair.target, 0, source, target, np.asarray(corpus.group), tuple(corpus.groups))
    for number, file in enumerate(pair.data):
        rows = np.flatnonzero(file_of[corpus.group] == number)
        if len(rows):
            yield replace(whole.take(rows), name=file.path.name, worth=file.worth)


def text_piece(settings: BundleSettings, pair: PairSettings, file: MonoFile, vocabulary: Any) -> PackPiece:
    """A file of monolingual text, without the sentences that are too short or too long."""
    path = settings.located(file.path)
    lines = islice((line for block in read_lines(path) for line in block), file.limit)
    parts: list[NDArray[Any]] = []
    lengths: list[int] = []
    while block := list(islice(lines, 10_000)):
        encoded = vocabulary.encode(block, num_threads=settings.threads or -1)
        kept = [ids for ids in encoded if settings.min_length <= len(ids) <= settings.max_length]
        parts.append(np.fromiter((i for ids in kept for i in ids), np.uint16))
        lengths += [len(ids) for ids in kept]
    if not lengths:
        raise UsageError(f"{path} holds no sentence of {settings.min_length} to {settings.max_length} pieces.")
    return PackPiece(
        TEXT, path.name, pair.target, file.worth, EncodedSentences(np.concatenate(parts), np.cumsum(lengths))
    )


def pack(pieces: Sequence[PackPiece], limit: int | None, threads: int) -> list[Packed]:
    """Compress the pieces, into `limit` bytes if there is one: pieces of the lowest worth are cut or dropped first.

    Raises UsageError if no pair would be left.
    """
    with ThreadPoolExecutor(threads or None) as pool:
        packed = list(pool.map(_packed, pieces))
    if limit is None:
        return packed
    while (excess := sum(len(each.data) for each in packed) - limit) > 0:
        least = min(packed, key=lambda each: (each.piece.worth, len(each.data)))
        packed = [each for each in packed if each is not least]
        share = 1 - excess / len(least.data) - MARGIN
        if rows := max(0, int(share * len(least.piece))):
            packed.append(_packed(least.piece.take(np.arange(rows))))
        if not any(each.piece.kind == PAIRS for each in packed):
            raise UsageError(f"{limit / 1e6:g} MB is too small for any sentence pairs.")
    order = {(piece.name, piece.language): number for number, piece in enumerate(pieces)}
    return sorted(packed, key=lambda each: order[each.piece.name, each.piece.language])


def _packed(piece: PackPiece) -> Packed:
    """Sorted by the source, so that its repetitions are together; training draws in another order anyway."""
    data = piece.source.ids.astype(">u2").tobytes()
    ends = (2 * piece.source.ends).tolist()
    order = sorted(range(len(ends)), key=lambda i: data[ends[i - 1] if i else 0 : ends[i]])
    ordered = piece.take(np.array(order))
    return Packed(ordered, compress(ordered.arrays()))
