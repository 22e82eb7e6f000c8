"""The model behind language detection: naive Bayes over byte n-grams, all pieces of a text in one pass of numpy.

The weights are py3langid's (BSD-3-Clause, see the README beside them) for the languages that we tell apart, laid out by
`briefsmith.training.detector` so that nothing is unpacked: the files are mapped, and processes share their pages.

py3langid reads a text byte by byte with an automaton whose state is the longest suffix that it knows; a state may stand
for a feature. Here that suffix is looked up for all bytes at once: each n-gram, as an integer, has two places in a hash
table (cuckoo hashing), and longer ones win.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).parent / "detector"
LONGEST = 6  # bytes of the longest n-gram
# Multipliers of the two hash functions: odd numbers with well-mixed bits.
MULTIPLIERS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F)


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """`grams` and `rows` are the hash table: an n-gram and its row of `weights`, -1 for one that is no feature.

    `weights` (features, columns) are log-probabilities in steps of `step` above `floor`; `labels` names each column, and
    a language may have several.
    """

    labels: tuple[str, ...]
    priors: NDArray[np.float32]
    floor: float
    step: float
    grams: NDArray[np.uint64]
    rows: NDArray[np.int32]
    weights: NDArray[np.uint8]

    def shares(self, pieces: Sequence[str], weights: Sequence[float]) -> Iterator[tuple[str, float]]:
        """Each column's label and mean probability over the pieces, weighted."""
        mean = np.array(weights, dtype=np.float64) @ self.probabilities(pieces) / sum(weights)
        return zip(self.labels, mean.tolist(), strict=True)

    def probabilities(self, pieces: Sequence[str]) -> NDArray[np.float32]:
        """How likely each piece is in the language of each column: shape (pieces, columns), each row sums to one."""
        encoded = [_encoded(piece) for piece in pieces]
        # No n-gram contains a zero byte, so none reaches from one piece into the next.
        joined = np.frombuffer(b"\0".join(encoded) + b"\0", dtype=np.uint8)
        sizes = np.array([len(piece) for piece in encoded])
        found = self._features(joined)
        places = np.flatnonzero(found >= 0)
        owners = np.repeat(np.arange(len(pieces), dtype=np.int32), sizes + 1)[places]
        scores = self._scores(owners, found[places], len(pieces))
        # The root of the length keeps the probabilities calibrated for pieces of any length.
        scores /= np.sqrt(np.maximum(sizes, 1), dtype=np.float32)[:, None]
        likely = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(likely / likely.sum(axis=1, keepdims=True))

    def _features(self, joined: NDArray[np.uint8]) -> NDArray[np.int32]:
        """For each byte, the row of the longest known n-gram that ends with it; -1 for none, or for no feature."""
        found = np.full(len(joined), -1, dtype=np.int32)
        gram = np.zeros(len(joined), dtype=np.uint64)
        gram |= joined
        for length in range(1, LONGEST):  # no feature has a single byte
            gram[length:] |= joined[:-length].astype(np.uint64) << np.uint64(8 * length)
            for multiplier in MULTIPLIERS:
                slots = slots_of(gram, multiplier, len(self.grams))
                hits = np.flatnonzero(self.grams.take(slots) == gram)
                found[hits] = self.rows.take(slots[hits])
        return found

    def _scores(self, owners: NDArray[np.int32], found: NDArray[np.int32], pieces: int) -> NDArray[np.float32]:
        """The logarithm of each column's share, up to a constant; zeros for a piece without features."""
        scores = np.zeros((pieces, len(self.labels)), dtype=np.float32)
        if not len(found):
            return scores
        keys, counts = np.unique(owners * np.int32(len(self.weights)) + found, return_counts=True)
        owner, feature = np.divmod(keys, len(self.weights))
        counted = np.log1p(counts.astype(np.float32))
        starts = np.flatnonzero(np.diff(owner, prepend=-1))
        ends = [*starts[1:].tolist(), len(owner)]
        for start, end in zip(starts.tolist(), ends, strict=True):
            weights = self.weights.take(feature[start:end], axis=0).astype(np.float32)
            total = counted[start:end]
            scores[owner[start]] = (total @ weights) * self.step + total.sum() * self.floor + self.priors
        return scores


def slots_of(grams: NDArray[np.uint64], multiplier: int, size: int) -> NDArray[np.intp]:
    """Where each n-gram may be in a table of `size` places, a power of two."""
    mixed = grams * np.uint64(multiplier)  # wraps, as is meant
    return (mixed >> np.uint64(65 - size.bit_length())).astype(np.intp)


def _encoded(text: str) -> bytes:
    """The bytes that the model reads: composed, and in lower case where all is upper case."""
    if text.isupper():
        text = text.lower()
    return unicodedata.normalize("NFC", text).encode("utf-8", errors="surrogatepass")


@cache
def language_model(folder: Path = FOLDER) -> LanguageModel:
    """The model in a folder, mapped into memory."""
    head: dict[str, Any] = json.loads((folder / "model.json").read_text("utf-8"))
    grams, rows, weights = (
        np.load(folder / f"{name}.npy", mmap_mode="r").view(np.ndarray) for name in ("grams", "rows", "weights")
    )
    priors = np.array(head["priors"], dtype=np.float32)
    return LanguageModel(tuple(head["labels"]), priors, head["floor"], head["step"], grams, rows, weights)
