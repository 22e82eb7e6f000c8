"""Writes model files, shortlists and random weights in Mozilla's formats, for the tests and the benchmark."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

FLOAT32, INT8, INTGEMM8 = 0x404, 0x101, 0x4101
SHORTLIST_MAGIC = 0xF11A48D5013417F5
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class StudentShape:
    """The sizes of a student."""

    dim: int
    ffn: int
    heads: int
    encoder: int
    decoder: int
    vocabulary: int

    def matrices(self) -> dict[str, tuple[int, int]]:
        """Every matrix but the embeddings, by name, as (inputs, outputs)."""
        d, found = self.dim, {}
        for i in range(1, self.encoder + 1):
            found |= {f"encoder_l{i}_self_W{x}": (d, d) for x in "qkvo"}
        for i in range(1, self.decoder + 1):
            found |= {f"decoder_l{i}_rnn_W": (d, d), f"decoder_l{i}_rnn_Wf": (d, d)}
            found |= {f"decoder_l{i}_context_W{x}": (d, d) for x in "qkvo"}
        for side, depth in (("encoder", self.encoder), ("decoder", self.decoder)):
            for i in range(1, depth + 1):
                found |= {f"{side}_l{i}_ffn_W1": (d, self.ffn), f"{side}_l{i}_ffn_W2": (self.ffn, d)}
        return found

    def norms(self) -> list[str]:
        """The prefixes of all layer norms."""
        return [
            *(f"encoder_l{i}_{part}" for i in range(1, self.encoder + 1) for part in ("self_Wo", "ffn_ffn")),
            *(
                f"decoder_l{i}_{part}"
                for i in range(1, self.decoder + 1)
                for part in ("rnn_ffn", "context_Wo", "ffn_ffn")
            ),
        ]


def bias_of(matrix: str) -> str | None:
    """The bias that belongs to a matrix; the candidate of the recurrent unit has none."""
    return None if matrix.endswith("_rnn_W") else "_b".join(matrix.rsplit("_W", 1))


def config(shape: StudentShape, **changes: Any) -> str:
    """The text of `special:model.yml`, as Marian writes it."""
    options: dict[str, Any] = {
        "bert-train-type-embeddings": "true", "dec-cell": "ssru", "dec-cell-base-depth": 2, "dec-cell-high-depth": 1,
        "dec-depth": shape.decoder, "dim-emb": shape.dim, "dim-rnn": 1024,
        "dim-vocabs": f"\n  - {shape.vocabulary}\n  - {shape.vocabulary}",
        "enc-cell": "gru", "enc-cell-depth": 1, "enc-depth": shape.encoder, "enc-type": "bidirectional",
        "input-types": "\n  []", "layer-normalization": "false", "lemma-dim-emb": 0, "right-left": "false",
        "skip": "false", "tied-embeddings": "false", "tied-embeddings-all": "true", "tied-embeddings-src": "false",
        "transformer-aan-activation": "swish", "transformer-aan-depth": 2, "transformer-aan-nogate": "false",
        "transformer-decoder-autoreg": "rnn", "transformer-dim-aan": 2048, "transformer-dim-ffn": shape.ffn,
        "transformer-ffn-activation": "relu", "transformer-ffn-depth": 2,
        "transformer-guided-alignment-layer": "last", "transformer-heads": shape.heads,
        "transformer-no-projection": "false", "transformer-postprocess": "dan", "transformer-postprocess-emb": "d",
        "transformer-preprocess": '""', "transformer-tied-layers": "\n  []",
        "transformer-train-position-embeddings": "false", "type": "transformer", "ulr": "false",
        "version": "v1.12.0 0000000 2026-11-01 00:00:00 +0000",
    }  # fmt: skip
    options |= {key.replace("_", "-"): value for key, value in changes.items()}
    return "".join(f"{key}: {value}\n" for key, value in options.items() if value is not None)


@dataclass(frozen=True)
class Written:
    """One item of a file, its data not yet padded."""

    name: str
    type: int
    shape: tuple[int, ...]
    data: bytes


def floats(name: str, values: Floats) -> Written:
    """A float32 item; vectors are written as one row."""
    array = np.atleast_2d(np.asarray(values, "<f4"))
    return Written(name, FLOAT32, array.shape, array.tobytes())


def bytes_of(name: str, weight: Floats) -> Written:
    """An intgemm8 item: outputs are rows in the file, except in embeddings, which are rows already."""
    multiplier = np.float32(127 / np.abs(weight).max())
    rounded = np.clip(np.rint(weight * multiplier), -127, 127).astype(np.int8)
    stored = rounded if name.endswith("Wemb") else np.ascontiguousarray(rounded.T)
    return Written(name, INTGEMM8, weight.shape, stored.tobytes() + multiplier.tobytes())


def model_file(items: Sequence[Written], text: str) -> bytes:
    """A whole file: the items in order of their names, and the configuration."""
    raw = text.encode() + b"\0"
    ordered = sorted([*items, Written("special:model.yml", INT8, (len(raw),), raw)], key=lambda item: item.name)
    padded = [item.data + b"\0" * (-len(item.data) % 256) for item in ordered]
    out = bytearray(struct.pack("<QQ", 1, len(ordered)))
    for item, data in zip(ordered, padded, strict=True):
        out += struct.pack("<QQQQ", len(item.name) + 1, item.type, len(item.shape), len(data))
    out += b"".join(item.name.encode() + b"\0" for item in ordered)
    out += b"".join(struct.pack(f"<{len(item.shape)}i", *item.shape) for item in ordered)
    gap = 256 - (len(out) + 8) % 256
    return bytes(out) + struct.pack("<Q", gap) + b"\0" * gap + b"".join(padded)


def student_items(shape: StudentShape, weights: Mapping[str, Floats], scales: Mapping[str, float]) -> list[Written]:
    """The items of a student; `scales` are those of the activations, by matrix and, of the output, by `none`."""
    items = [bytes_of(name, weights[name]) for name in [*shape.matrices(), "Wemb"]]
    items += [floats(f"{name}_QuantMultA", np.array([scales[name]])) for name in [*shape.matrices(), "none"]]
    items += [floats(bias, weights[bias]) for name in shape.matrices() if (bias := bias_of(name))]
    items += [floats(f"{n}_ln_{part}", weights[f"{n}_ln_{part}"]) for n in shape.norms() for part in ("scale", "bias")]
    return [*items, floats("decoder_ff_logit_out_b", weights["decoder_ff_logit_out_b"])]


def random_weights(shape: StudentShape, seed: int = 0) -> dict[str, Floats]:
    """Weights of the right sizes that have learned nothing."""
    rng = np.random.default_rng(seed)

    def normal(*size: int) -> Floats:
        return (rng.standard_normal(size, np.float32) * size[0] ** -0.5).astype(np.float32)

    weights = {name: normal(*size) for name, size in shape.matrices().items()}
    weights |= {bias: np.zeros(n, np.float32) for name, (_, n) in shape.matrices().items() if (bias := bias_of(name))}
    for name in shape.norms():
        weights |= {
            f"{name}_ln_scale": np.ones(shape.dim, np.float32),
            f"{name}_ln_bias": np.zeros(shape.dim, np.float32),
        }
    weights["Wemb"] = normal(shape.dim, shape.vocabulary).T.copy()
    weights["decoder_ff_logit_out_b"] = np.zeros(shape.vocabulary, np.float32)
    return weights


def shortlist_file(allowed: Sequence[Sequence[int]], frequent: int, best: int = 50) -> bytes:
    """A binary shortlist: the target pieces that each source piece may become."""
    offsets = np.cumsum([0, *map(len, allowed)]).astype("<u8")
    ids = np.array([i for row in allowed for i in sorted(row)], "<u4")
    header = struct.pack("<6Q", SHORTLIST_MAGIC, 0, frequent, best, len(offsets), len(ids))
    return header + offsets.tobytes() + ids.tobytes()
