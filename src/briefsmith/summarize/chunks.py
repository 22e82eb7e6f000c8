"""Splits a text into chunks that a model can read whole; no sentence is cut off or dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from briefsmith.engines.base import TextEngine
from briefsmith.errors import EngineError
from briefsmith.text.clauses import split_clauses

# What a chunk repeats of the one before takes at most the model's room divided by this.
OVERLAP_SHARE = 8
MIN_ROOM = 16


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, or a clause of one that is too long for the model; `sources` are indices of source sentences."""

    text: str
    sources: tuple[int, ...]


Chunk = tuple[Piece, ...]


class Chunker:
    """Cuts texts at sentence boundaries by the engine's own count of tokens.

    Each chunk except the first begins with the last `overlap` sentences of the one before, if they take at most an
    eighth of the room. The chunks of a text have about the same length. Raises EngineError if there is too little room.
    """

    def __init__(self, engine: TextEngine, overlap: int) -> None:
        self.engine = engine
        self.overlap = overlap
        # The tokens that the engine adds to every text: a prefix, the marks of beginning and end.
        self.frame = engine.count_tokens([""])[0]
        self.room = engine.max_input_tokens - self.frame
        if self.room < MIN_ROOM:
            raise EngineError(f"{engine.info.model} reads only {engine.max_input_tokens} tokens at once: too few.")

    def chunks(self, pieces: Sequence[Piece], separator: str) -> list[Chunk]:
        """The pieces in chunks, in order; one chunk if they fit together, none without pieces."""
        fitting = self._fitting(pieces)
        if not fitting:
            return []
        costs = self.costs([piece.text for piece in fitting])
        return [part for chunk in self._packed(fitting, costs) for part in self._verified(chunk, separator)]

    def costs(self, texts: Sequence[str]) -> list[int]:
        """The tokens of each text without what the engine adds to every text."""
        return [max(count - self.frame, 1) for count in self.engine.count_tokens(texts)]

    def fits(self, texts: Sequence[str]) -> list[bool]:
        """Whether the model reads each text whole."""
        return [count <= self.engine.max_input_tokens for count in self.engine.count_tokens(texts)]

    def _fitting(self, pieces: Sequence[Piece]) -> list[Piece]:
        """The pieces; those that are too long for the model are cut into clauses."""
        fits = self.fits([piece.text for piece in pieces]) if pieces else []
        return [
            part
            for piece, fit in zip(pieces, fits, strict=True)
            for part in (
                [piece] if fit else [Piece(text, piece.sources) for text in split_clauses(piece.text, self.fits)]
            )
        ]

    def _packed(self, pieces: list[Piece], costs: list[int]) -> list[Chunk]:
        total = sum(costs)
        if total <= self.room:
            return [tuple(pieces)]
        reserve = self.room // OVERLAP_SHARE
        target = total / ceil(total / (self.room - reserve))
        chunks: list[Chunk] = []
        start = 0
        while start < len(pieces):
            first = self._first(costs, start, min(reserve, self.room - costs[start]))
            used, end, new = sum(costs[first:start]), start, 0
            while end < len(pieces) and (end == start or (used + new + costs[end] <= self.room and new < target)):
                new += costs[end]
                end += 1
            chunks.append(tuple(pieces[first:end]))
            start = end
        return chunks

    def _first(self, costs: Sequence[int], start: int, reserve: int) -> int:
        """Where the chunk that has `start` as its first new piece begins: up to `overlap` pieces earlier."""
        first = start
        while first > max(start - self.overlap, 0) and sum(costs[first - 1 : start]) <= reserve:
            first -= 1
        return first

    def _verified(self, chunk: Chunk, separator: str) -> list[Chunk]:
        """The chunk, halved until its joined text fits: some tokenizers make more tokens of the whole than of its parts."""
        if len(chunk) == 1 or self.fits([joined(chunk, separator)])[0]:
            return [chunk]
        middle = len(chunk) // 2
        return [*self._verified(chunk[:middle], separator), *self._verified(chunk[middle:], separator)]


def joined(pieces: Sequence[Piece], separator: str) -> str:
    """The pieces as the model reads them."""
    return separator.join(piece.text for piece in pieces)
