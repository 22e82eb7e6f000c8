"""A small sparse matrix, sentences by terms: what centrality and redundancy need, in linear time and memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Character 4-grams are hashed into this many columns; a 700-word article has about 2,500 different ones.
GRAM_COLUMNS = 1 << 14
GRAM = 4
_MULTIPLIERS = (1, 31, 961, 29791)
_POWER_ITERATIONS = 12
_DAMPING = 0.85


@dataclass(frozen=True, slots=True)
class SparseRows:
    """TF-IDF weights in coordinate form, each row of length one; `rows` ascend, no cell occurs twice."""

    rows: Ints
    columns: Ints
    weights: Floats
    shape: tuple[int, int]

    def centroid(self) -> Floats:
        """The sum of all rows, of length one (or zero); shape (columns,)."""
        total = _sums(self.columns, self.weights, self.shape[1])
        # Not `total @ total`: BLAS threads waiting for each other made that a third of the summarizer's time.
        norm = float(np.sqrt(np.square(total).sum()))
        return total / norm if norm else total

    def cosine(self, vector: Floats) -> Floats:
        """The product of each row with `vector`; shape (rows,)."""
        return _sums(self.rows, self.weights * vector[self.columns], self.shape[0])

    def row(self, index: int) -> Floats:
        """One row as a dense vector; shape (columns,)."""
        dense = np.zeros(self.shape[1])
        first, last = np.searchsorted(self.rows, (index, index + 1))
        dense[self.columns[first:last]] = self.weights[first:last]
        return dense

    def gram(self, chosen: Sequence[int]) -> Floats:
        """The cosine of every pair of the chosen rows; shape (k, k)."""
        dense = np.stack([self.row(index) for index in chosen]) if chosen else np.zeros((0, self.shape[1]))
        used = dense.any(axis=0)
        dense = dense[:, used]
        return np.asarray(dense @ dense.T)

    def neighbours(self) -> Floats:
        """The cosine of each row with the row before it (0 for the first); shape (rows,)."""
        keys = self.rows * self.shape[1] + self.columns
        shifted = keys + self.shape[1]
        _, here, before = np.intersect1d(keys, shifted, assume_unique=True, return_indices=True)
        return _sums(self.rows[here], self.weights[here] * self.weights[before], self.shape[0])

    def rank(self) -> Floats:
        """LexRank (Erkan and Radev 2004) on the full cosine graph, without ever building it; mean 1, shape (rows,)."""
        count = self.shape[0]
        degree = np.maximum(self.cosine(_sums(self.columns, self.weights, self.shape[1])), 1e-9)
        scores = np.full(count, 1.0 / count)
        for _ in range(_POWER_ITERATIONS):
            flow = _sums(self.columns, self.weights * (scores / degree)[self.rows], self.shape[1])
            scores = (1 - _DAMPING) / count + _DAMPING * self.cosine(flow)
            scores /= scores.sum()
        return scores * count


def _sums(places: Ints, weights: Floats, size: int) -> Floats:
    """The sum of the weights at each place; shape (size,)."""
    return np.bincount(places, weights, size).astype(np.float64, copy=False)


def tf_idf(rows: Ints, columns: Ints, shape: tuple[int, int]) -> SparseRows:
    """Weights `(1 + ln tf) * ln(1 + n/df)` for the occurrences given as (row, column) pairs, which may repeat."""
    keys, counts = np.unique(rows * shape[1] + columns, return_counts=True)
    row, column = keys // shape[1], keys % shape[1]
    frequency = np.bincount(column, minlength=shape[1])
    weights = (1 + np.log(counts)) * np.log1p(shape[0] / np.maximum(frequency[column], 1))
    norms = np.sqrt(_sums(row, weights * weights, shape[0]))
    return SparseRows(row, column, weights / np.maximum(norms[row], 1e-12), shape)


def word_rows(sentences: Sequence[Sequence[str]]) -> SparseRows:
    """The sentences, given as lists of stems, by stem."""
    vocabulary: dict[str, int] = {}
    columns = [vocabulary.setdefault(stem, len(vocabulary)) for stems in sentences for stem in stems]
    rows = np.repeat(np.arange(len(sentences)), [len(stems) for stems in sentences])
    return tf_idf(rows, np.array(columns, dtype=np.int64), (len(sentences), max(len(vocabulary), 1)))


def gram_rows(texts: Sequence[str]) -> SparseRows:
    """The sentences by hashed character 4-gram, lower-cased, spaces included."""
    padded = [f" {text.lower()} ".ljust(GRAM) for text in texts]
    codes = _code_points("".join(padded))
    windows = np.stack([codes[i : len(codes) - GRAM + 1 + i] for i in range(GRAM)])
    hashed = np.array(_MULTIPLIERS) @ windows
    lengths = np.array([len(text) for text in padded], dtype=np.int64)
    rows = np.repeat(np.arange(len(texts)), lengths)[: len(codes) - GRAM + 1]
    # A 4-gram that runs over the end of its sentence belongs to none.
    ends = np.cumsum(lengths)
    inside = np.arange(len(rows)) + GRAM <= ends[rows]
    return tf_idf(rows[inside], (hashed % GRAM_COLUMNS)[inside], (len(texts), GRAM_COLUMNS))


def _code_points(text: str) -> NDArray[Any]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
