"""The forward pass of a student in numpy: the encoder over a batch, the decoder one position at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from briefsmith.engines.firefox.weights import DecoderLayer, EncoderLayer, StudentWeights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

# The number of columns of an output is a multiple of this; `search` takes the maximum of so many at a time.
COLUMNS = 64
# All rows of the output at once would take their memory twice while they become floats.
_ROWS_AT_ONCE = 2048


@dataclass(frozen=True, slots=True)
class OutputLayer:
    """The output layer, of the whole vocabulary or of some of it: column i is the piece `ids[i]`.

    Columns that stand for nothing are there to fill up a multiple of `COLUMNS`; their bias is minus infinity.
    """

    weight: Floats
    bias: Floats
    ids: Ints


@dataclass(slots=True)
class DecoderState:
    """What the decoder carries from position to position: rows are hypotheses, the same number for every sentence."""

    cells: Floats
    keys: list[Floats]
    values: list[Floats]
    mask: Floats
    position: int = 0
    logits: Floats | None = None

    def keep(self, rows: Ints, sentences: Ints) -> None:
        """Continue with these hypotheses of these sentences."""
        self.cells = self.cells[:, rows]
        if len(sentences) < len(self.mask):
            self.keys = [keys[sentences] for keys in self.keys]
            self.values = [values[sentences] for values in self.values]
            self.mask = self.mask[sentences]


class Student:
    """The network of one model. It keeps no state between calls: threads may share it."""

    def __init__(self, weights: StudentWeights, forbidden: Sequence[int] = ()) -> None:
        self.weights = weights
        shape = weights.architecture
        self._dim, self._heads = shape.dim, shape.heads
        self._root = np.float32(np.sqrt(shape.dim))
        # Sines of all frequencies, then their cosines.
        column, half = np.arange(shape.dim), shape.dim // 2
        exponents = ((column % half) / np.float32(half - 1)).astype(np.float32)
        self._frequencies = (np.float32(1e-4) ** exponents).astype(np.float32)
        self._phases = ((column // half) * np.float32(np.pi / 2)).astype(np.float32)
        self._bias = weights.output_bias.copy()
        self._bias[list(forbidden)] = -np.inf

    @cached_property
    def whole_output(self) -> OutputLayer:
        """The output layer of all pieces, in float32: numpy multiplies no bytes."""
        return self.output(np.arange(len(self.weights.target)))

    def output(self, ids: Ints) -> OutputLayer:
        """The output layer of some pieces, by ascending id."""
        missing = -len(ids) % COLUMNS
        weight = np.zeros((len(ids) + missing, self._dim), np.float32)
        for first in range(0, len(ids), _ROWS_AT_ONCE):
            part = ids[first : first + _ROWS_AT_ONCE]
            weight[first : first + len(part)] = self.weights.target[part]
        bias = np.concatenate([self._bias[ids], np.full(missing, -np.inf, np.float32)])
        return OutputLayer(weight, bias, np.concatenate([ids, np.full(missing, -1)]))

    def encode(self, sources: Sequence[Sequence[int]]) -> DecoderState:
        """Read a batch of sources, each with its end token, and begin to decode with one hypothesis each."""
        count, longest = len(sources), max(map(len, sources))
        ids = np.zeros((count, longest), np.int64)
        mask = np.full((count, 1, 1, longest), -np.inf, np.float32)
        for row, source in enumerate(sources):
            ids[row, : len(source)] = source
            mask[row, ..., : len(source)] = 0
        x = self.weights.source[ids]
        x *= self._root
        x += self._positions(0, longest)
        x = x.reshape(count * longest, self._dim)
        for layer in self.weights.encoder:
            x = self._encoder_layer(layer, x, mask)
        memory = [layer.memory(x).reshape(count, longest, 2, self._heads, -1) for layer in self.weights.decoder]
        return DecoderState(
            np.zeros((len(self.weights.decoder), count, self._dim), np.float32),
            [np.ascontiguousarray(m[:, :, 0].transpose(0, 2, 3, 1)) for m in memory],
            [np.ascontiguousarray(m[:, :, 1].transpose(0, 2, 1, 3)) for m in memory],
            mask,
        )

    def step(self, state: DecoderState, previous: Ints | None, output: OutputLayer) -> Floats:
        """The logits of the next piece of every hypothesis, and the state moved on by one position.

        Nothing comes before the first piece: its embedding is zero.
        """
        rows = state.cells.shape[1]
        if previous is None:
            x = np.zeros((rows, self._dim), np.float32)
        else:
            x = self.weights.target[previous]
            x *= self._root
        x += self._positions(state.position, 1)
        for number, layer in enumerate(self.weights.decoder):
            x = self._decoder_layer(layer, x, state, number)
        state.position += 1
        # The same memory at every position: fetching 16 MB from the system anew each time costs as much as filling it.
        if state.logits is None or state.logits.shape != (rows, len(output.ids)):
            state.logits = np.empty((rows, len(output.ids)), np.float32)
        np.matmul(x, output.weight.T, out=state.logits)
        state.logits += output.bias
        return state.logits

    def _positions(self, first: int, count: int) -> Floats:
        angles: Floats = np.arange(first, first + count, dtype=np.float32)[:, None] * self._frequencies
        angles += self._phases
        np.sin(angles, out=angles)
        return angles

    def _encoder_layer(self, layer: EncoderLayer, x: Floats, mask: Floats) -> Floats:
        count, longest = mask.shape[0], mask.shape[3]
        parts = layer.projection(x).reshape(count, longest, 3, self._heads, -1).transpose(2, 0, 3, 1, 4)
        out = layer.output(_attend(parts[0], parts[1].swapaxes(-1, -2), parts[2], mask))
        out += x
        return layer.feed_forward(layer.norm(out))

    def _decoder_layer(self, layer: DecoderLayer, x: Floats, state: DecoderState, number: int) -> Floats:
        both, cell = layer.cell(x), state.cells[number]
        candidate, gate = both[:, : self._dim], _sigmoid(both[:, self._dim :])
        # gate · cell + (1 - gate) · candidate
        cell -= candidate
        cell *= gate
        cell += candidate
        hidden = np.maximum(cell, 0)
        hidden += x
        x = layer.cell_norm(hidden)
        sentences = len(state.mask)
        query = layer.query(x).reshape(sentences, -1, self._heads, self._dim // self._heads).transpose(0, 2, 1, 3)
        out = layer.output(_attend(query, state.keys[number], state.values[number], state.mask))
        out += x
        return layer.feed_forward(layer.norm(out))


def _sigmoid(x: Floats) -> Floats:
    """In place. Large negative values overflow to infinity on their way, which gives the right zero."""
    np.negative(x, out=x)
    with np.errstate(over="ignore"):
        np.exp(x, out=x)
    x += 1
    return np.reciprocal(x, out=x)


def _attend(query: Floats, keys: Floats, values: Floats, mask: Floats) -> Floats:
    """Attention of every head: queries (sentences, heads, n, size), keys with the last two axes swapped; rows of all."""
    weights: Floats = query @ keys
    weights += mask
    weights -= weights.max(-1, keepdims=True)
    np.exp(weights, out=weights)
    weights /= weights.sum(-1, keepdims=True)
    found: Floats = (weights @ values).transpose(0, 2, 1, 3)
    return found.reshape(found.shape[0] * found.shape[1], -1)
