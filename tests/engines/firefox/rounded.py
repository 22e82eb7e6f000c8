"""The forward pass with activations rounded to bytes, as Mozilla's own programs compute; the engine does not round them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from briefsmith.engines.firefox.binary import read_tensors
from briefsmith.engines.firefox.weights import StudentWeights, build_weights


@dataclass(frozen=True)
class Rounded:
    """A layer whose input is rounded to multiples of 1 / scale first: products of bytes, in floats."""

    layer: Any
    scale: np.float32

    def __call__(self, x: Any) -> Any:
        return self.layer(rounded(x, self.scale))


@dataclass(frozen=True)
class RoundedAfter:
    """A norm whose output is rounded: the last one's, which the output layer multiplies."""

    norm: Any
    scale: np.float32

    def __call__(self, x: Any) -> Any:
        return rounded(self.norm(x), self.scale)


def rounded(x: Any, scale: np.float32) -> Any:
    return (np.clip(np.rint(x * scale), -127, 127) / scale).astype(np.float32)


def rounded_weights(path: Path) -> StudentWeights:
    """The weights of a model file, each layer with the scale that the file has for it."""
    tensors = read_tensors(path)
    weights = build_weights(tensors, str(path))

    def scaled(layer: Any, name: str) -> Any:
        # Matrices that are one product here read the same activations, and so have the same scale.
        return Rounded(layer, tensors[f"{name}_QuantMultA"].floats().reshape(())[()])

    def feed_forward(layer: Any, prefix: str) -> Any:
        return replace(
            layer, inner=scaled(layer.inner, f"{prefix}_ffn_W1"), outer=scaled(layer.outer, f"{prefix}_ffn_W2")
        )

    encoder = []
    for i, layer in enumerate(weights.encoder, 1):
        name = f"encoder_l{i}"
        projection, output = scaled(layer.projection, f"{name}_self_Wq"), scaled(layer.output, f"{name}_self_Wo")
        encoder.append(
            replace(layer, projection=projection, output=output, feed_forward=feed_forward(layer.feed_forward, name))
        )
    decoder = []
    for i, layer in enumerate(weights.decoder, 1):
        name = f"decoder_l{i}"
        decoder.append(
            replace(
                layer,
                cell=scaled(layer.cell, f"{name}_rnn_W"),
                query=scaled(layer.query, f"{name}_context_Wq"),
                memory=scaled(layer.memory, f"{name}_context_Wk"),
                output=scaled(layer.output, f"{name}_context_Wo"),
                feed_forward=feed_forward(layer.feed_forward, name),
            )
        )
    last = decoder[-1].feed_forward
    scale = tensors["none_QuantMultA"].floats().reshape(())[()]
    decoder[-1] = replace(decoder[-1], feed_forward=replace(last, norm=RoundedAfter(last.norm, scale)))
    return replace(weights, encoder=tuple(encoder), decoder=tuple(decoder))
