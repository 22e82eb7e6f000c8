"""The weights of a student in float32, taken from a model file by name and shape; nothing may be missing or left over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from briefsmith.engines.firefox.architecture import Architecture, read_architecture
from briefsmith.engines.firefox.binary import FLOAT32, INT8, INTGEMM8, Tensor, read_tensors
from briefsmith.errors import ModelUnavailableError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_SCALE_OF_ACTIVATIONS = "_QuantMultA"
EPSILON = np.float32(1e-6)


@dataclass(frozen=True, slots=True)
class Linear:
    """x · Wᵀ + b; the rows of W are the outputs, as they are stored, which BLAS multiplies without a copy."""

    weight: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        out: Floats = x @ self.weight.T
        out += self.bias
        return out


@dataclass(frozen=True, slots=True)
class Norm:
    """Layer normalization of rows, in place."""

    scale: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        x -= x.mean(-1, keepdims=True)
        variance = np.einsum("nd,nd->n", x, x) / np.float32(x.shape[-1])
        x *= (1 / np.sqrt(variance + EPSILON))[:, None]
        x *= self.scale
        x += self.bias
        return x


@dataclass(frozen=True, slots=True)
class FeedForward:
    """Two matrices with a ReLU between them, the residual, and the norm."""

    inner: Linear
    outer: Linear
    norm: Norm

    def __call__(self, x: Floats) -> Floats:
        hidden = self.inner(x)
        np.maximum(hidden, 0, out=hidden)
        out = self.outer(hidden)
        out += x
        return self.norm(out)


@dataclass(frozen=True, slots=True)
class EncoderLayer:
    """Self-attention, whose queries, keys and values are one matrix, then feed-forward."""

    projection: Linear
    output: Linear
    norm: Norm
    feed_forward: FeedForward


@dataclass(frozen=True, slots=True)
class DecoderLayer:
    """A simpler simple recurrent unit, attention to the source, feed-forward.

    `cell` computes the candidate and the forget gate in one product, `memory` the keys and the values of the source.
    """

    cell: Linear
    cell_norm: Norm
    query: Linear
    memory: Linear
    output: Linear
    norm: Norm
    feed_forward: FeedForward


@dataclass(frozen=True, slots=True)
class Embeddings:
    """Rows of a vocabulary, kept in bytes: of all weights these are the most and are read the least."""

    rows: NDArray[np.int8] | Floats
    scale: np.float32

    def __getitem__(self, ids: NDArray[np.int64] | slice) -> Floats:
        found = self.rows[ids].astype(np.float32)
        found *= self.scale
        return found

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class StudentWeights:
    """Everything that the forward pass multiplies."""

    architecture: Architecture
    source: Embeddings
    target: Embeddings
    encoder: tuple[EncoderLayer, ...]
    decoder: tuple[DecoderLayer, ...]
    output_bias: Floats


def load_weights(path: Path) -> StudentWeights:
    """The weights of a model file. Raises ModelUnavailableError for a file or a network that we do not know."""
    return build_weights(read_tensors(path), str(path))


def build_weights(tensors: Mapping[str, Tensor], name: str) -> StudentWeights:
    """The weights in the items of a file; `name` is for messages. Raises ModelUnavailableError."""
    shape = read_architecture(tensors, name)
    take = _Taker(tensors, name)
    source_rows, target_rows = shape.vocabularies
    if shape.shared:
        source = target = take.embeddings("Wemb", source_rows, shape.dim)
    else:
        source = take.embeddings("encoder_Wemb", source_rows, shape.dim)
        target = take.embeddings("decoder_Wemb", target_rows, shape.dim)
    weights = StudentWeights(
        shape,
        source,
        target,
        tuple(_encoder_layer(take, f"encoder_l{i}", shape) for i in range(1, shape.encoder_depth + 1)),
        tuple(_decoder_layer(take, f"decoder_l{i}", shape) for i in range(1, shape.decoder_depth + 1)),
        take.vector("decoder_ff_logit_out_b", target_rows),
    )
    take.nothing_is_left()
    return weights


class _Taker:
    """Takes tensors by name, checks their shapes and remembers which were taken."""

    def __init__(self, tensors: Mapping[str, Tensor], name: str) -> None:
        self._tensors = tensors
        self._name = name
        self._taken: set[str] = set()

    def _tensor(self, item: str, shape: tuple[int, ...], types: Iterable[int]) -> Tensor:
        tensor = self._tensors.get(item)
        if tensor is None:
            raise ModelUnavailableError(
                f"{self._name}: it has no {item}, which its {len(shape)}-dimensional part needs"
            )
        if tensor.type not in types:
            raise ModelUnavailableError(f"{self._name}: {item} has the type {tensor.type:#x}")
        if tensor.shape != shape:
            raise ModelUnavailableError(f"{self._name}: {item} has the shape {tensor.shape}, not {shape}")
        self._taken.add(item)
        return tensor

    def embeddings(self, item: str, rows: int, dim: int) -> Embeddings:
        tensor = self._tensor(item, (rows, dim), (FLOAT32, INTGEMM8))
        if tensor.type == FLOAT32:
            return Embeddings(tensor.floats().copy(), np.float32(1))
        # A copy, because a view would keep the whole file in memory.
        return Embeddings(tensor.integers().reshape(rows, dim).copy(), np.float32(1 / tensor.multiplier()))

    def vector(self, item: str, size: int) -> Floats:
        return self._tensor(item, (1, size), (FLOAT32,)).floats().reshape(size).copy()

    def matrix(self, item: str, inputs: int, outputs: int) -> Floats:
        """A matrix with its outputs as rows: intgemm8 is stored so, float32 is not."""
        tensor = self._tensor(item, (inputs, outputs), (FLOAT32, INTGEMM8))
        if tensor.type == FLOAT32:
            return np.ascontiguousarray(tensor.floats().T)
        weight: Floats = tensor.integers().reshape(outputs, inputs).astype(np.float32)
        weight /= np.float32(tensor.multiplier())
        return weight

    def linear(self, prefix: str, names: str, sizes: tuple[int, int]) -> Linear:
        """Matrices of one input as one product: `"qkv"` are `{prefix}_Wq`, `{prefix}_bq` and so on."""
        inputs, outputs = sizes
        weights = [self.matrix(f"{prefix}_W{name}", inputs, outputs) for name in names]
        biases = [self.vector(f"{prefix}_b{name}", outputs) for name in names]
        return Linear(_joined(weights), _joined(biases))

    def norm(self, prefix: str, dim: int) -> Norm:
        return Norm(self.vector(f"{prefix}_ln_scale", dim), self.vector(f"{prefix}_ln_bias", dim))

    def nothing_is_left(self) -> None:
        left = sorted(
            item
            for item in self._tensors.keys() - self._taken
            if not item.startswith("special:") and not item.endswith(_SCALE_OF_ACTIVATIONS)
        )
        if left:
            shown = ", ".join(left[:3])
            raise ModelUnavailableError(f"{self._name}: it has parts that the engine firefox does not know: {shown}")
        if strange := [t.name for t in self._tensors.values() if t.type == INT8 and not t.name.startswith("special:")]:
            raise ModelUnavailableError(f"{self._name}: {strange[0]} has the type of a text")


def _joined(parts: Sequence[Floats]) -> Floats:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _encoder_layer(take: _Taker, prefix: str, shape: Architecture) -> EncoderLayer:
    dim, own = shape.dim, f"{prefix}_self"
    projection = take.linear(own, "qkv", (dim, dim))
    _scale_queries(projection, shape)
    return EncoderLayer(
        projection,
        take.linear(own, "o", (dim, dim)),
        take.norm(f"{own}_Wo", dim),
        _feed_forward(take, f"{prefix}_ffn", dim, shape.ffn),
    )


def _decoder_layer(take: _Taker, prefix: str, shape: Architecture) -> DecoderLayer:
    dim, rnn, context = shape.dim, f"{prefix}_rnn", f"{prefix}_context"
    # The candidate has no bias.
    candidate, gate = take.matrix(f"{rnn}_W", dim, dim), take.linear(rnn, "f", (dim, dim))
    query = take.linear(context, "q", (dim, dim))
    _scale_queries(query, shape)
    return DecoderLayer(
        Linear(_joined([candidate, gate.weight]), _joined([np.zeros(dim, np.float32), gate.bias])),
        take.norm(f"{rnn}_ffn", dim),
        query,
        take.linear(context, "kv", (dim, dim)),
        take.linear(context, "o", (dim, dim)),
        take.norm(f"{context}_Wo", dim),
        _feed_forward(take, f"{prefix}_ffn", dim, shape.decoder_ffn),
    )


def _feed_forward(take: _Taker, prefix: str, dim: int, inner: int) -> FeedForward:
    return FeedForward(
        take.linear(prefix, "1", (dim, inner)),
        take.linear(prefix, "2", (inner, dim)),
        take.norm(f"{prefix}_ffn", dim),
    )


def _scale_queries(projection: Linear, shape: Architecture) -> None:
    """Divide the queries by the root of the size of a head once, not at every attention."""
    scale = np.float32((shape.dim // shape.heads) ** -0.5)
    projection.weight[: shape.dim] *= scale
    projection.bias[: shape.dim] *= scale
