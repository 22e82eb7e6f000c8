"""What a model file says of itself in `special:model.yml`, accepted where it is what our forward pass computes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from briefsmith.engines.firefox.binary import CONFIG_ITEM, INT8, Tensor
from briefsmith.errors import ModelUnavailableError, SettingsError
from briefsmith.yaml12 import parse_yaml

# Those of published models have less than 2,500 bytes.
_MOST_BYTES = 1 << 14
# What the forward pass was compared with other programs on; nothing else is run.
_REQUIRED: dict[str, Any] = {
    "type": "transformer",
    "dec-cell": "ssru",
    "transformer-decoder-autoreg": "rnn",
    "transformer-ffn-activation": "relu",
    "transformer-ffn-depth": 2,
    "transformer-preprocess": "",
    "transformer-postprocess": "dan",
}
# Options with more than one value that computes the same.
_ACCEPTED: dict[str, tuple[Any, ...]] = {
    "transformer-postprocess-emb": ("d", ""),
    "transformer-decoder-ffn-depth": (0, 2),
    "dec-cell-base-depth": (1, 2),
    "dec-cell-high-depth": (1,),
    "input-types": ([], ["sequence"], ["sequence", "sequence"]),
}
# Options of parts that these models do not have; whatever they say changes nothing.
_WITHOUT_EFFECT = frozenset({
    "transformer-heads", "transformer-dim-ffn", "transformer-decoder-dim-ffn", "transformer-dim-aan",
    "transformer-aan-depth", "transformer-aan-activation", "transformer-aan-nogate",
    "transformer-guided-alignment-layer", "transformer-pool",
})  # fmt: skip
_OFF: tuple[Any, ...] = (False, 0, 0.0, "", [], None)
# Options outside `transformer-` that change what is computed when they are on.
_MUST_BE_OFF = ("right-left", "embedding-normalization", "output-omit-bias", "lemma-dim-emb", "factors-dim-emb")


@dataclass(frozen=True, slots=True)
class Architecture:
    """The sizes of a student: `vocabularies` are the rows of the embeddings of source and target."""

    dim: int
    ffn: int
    decoder_ffn: int
    heads: int
    encoder_depth: int
    decoder_depth: int
    vocabularies: tuple[int, int]
    shared: bool


def read_architecture(tensors: Mapping[str, Tensor], name: str) -> Architecture:
    """The architecture that a file describes. Raises ModelUnavailableError for one that we do not compute."""
    options = _options(tensors, name)
    _check_options(options, name)
    sizes = _Sizes(options, name)
    dim, heads = sizes.one("dim-emb"), sizes.one("transformer-heads")
    if dim % heads or dim % 2 or dim < 4:
        raise ModelUnavailableError(f"{name}: {heads} heads do not share {dim} dimensions")
    ffn = sizes.one("transformer-dim-ffn")
    rows = options.get("dim-vocabs")
    if not isinstance(rows, list) or len(rows) != 2 or not all(type(n) is int and n > 0 for n in rows):
        raise ModelUnavailableError(f"{name}: {CONFIG_ITEM}: dim-vocabs is {rows!r}, not two sizes")
    shared = options.get("tied-embeddings-all") is True
    if not shared and options.get("tied-embeddings") is not True:
        raise ModelUnavailableError(f"{name}: {CONFIG_ITEM}: the output has no embeddings in common with the decoder")
    if shared and rows[0] != rows[1]:
        raise ModelUnavailableError(f"{name}: {CONFIG_ITEM}: one matrix for vocabularies of {rows[0]} and {rows[1]}")
    return Architecture(
        dim=dim,
        ffn=ffn,
        decoder_ffn=sizes.one("transformer-decoder-dim-ffn") if options.get("transformer-decoder-dim-ffn") else ffn,
        heads=heads,
        encoder_depth=sizes.one("enc-depth"),
        decoder_depth=sizes.one("dec-depth"),
        vocabularies=(rows[0], rows[1]),
        shared=shared,
    )


@dataclass(frozen=True, slots=True)
class _Sizes:
    options: Mapping[str, Any]
    name: str

    def one(self, key: str) -> int:
        """A size, which is a whole number above zero."""
        size = self.options.get(key)
        if type(size) is not int or not 0 < size < 1 << 20:
            raise ModelUnavailableError(f"{self.name}: {CONFIG_ITEM}: {key} is {size!r}, not a size")
        return size


def _options(tensors: Mapping[str, Tensor], name: str) -> dict[str, Any]:
    item = tensors.get(CONFIG_ITEM)
    if item is None or item.type != INT8:
        raise ModelUnavailableError(f"{name}: it has no {CONFIG_ITEM}, which says what kind of model it is")
    raw = bytes(item.data[: item.count]).rstrip(b"\0")
    if len(raw) > _MOST_BYTES:
        raise ModelUnavailableError(f"{name}: {CONFIG_ITEM} has {len(raw):,} bytes, more than {_MOST_BYTES:,}")
    # Anchors are refused unread: a short text that merges them grows without bound. Marian writes none.
    if b"&" in raw or b"*" in raw:
        raise ModelUnavailableError(f"{name}: {CONFIG_ITEM} has anchors or aliases")
    try:
        return parse_yaml(raw.decode(), CONFIG_ITEM)
    except (SettingsError, UnicodeDecodeError, ValueError) as error:
        raise ModelUnavailableError(f"{name}: {error}") from None
    except RecursionError:
        raise ModelUnavailableError(f"{name}: {CONFIG_ITEM} is nested too deeply") from None


def _check_options(options: Mapping[str, Any], name: str) -> None:
    for key, wanted in _REQUIRED.items():
        if options.get(key) != wanted:
            raise _other(name, key, options.get(key), repr(wanted))
    for key, value in options.items():
        if key in _REQUIRED or key in _WITHOUT_EFFECT or not isinstance(key, str):
            continue
        if key in _ACCEPTED:
            if value not in _ACCEPTED[key]:
                raise _other(name, key, value, " or ".join(map(repr, _ACCEPTED[key])))
        elif (key.startswith("transformer-") or key in _MUST_BE_OFF) and value not in _OFF:
            raise _other(name, key, value, "off")


def _other(name: str, key: str, value: object, wanted: str) -> ModelUnavailableError:
    shown = repr(value)[:60]
    return ModelUnavailableError(
        f"{name}: {CONFIG_ITEM}: {key} is {shown}; the engine firefox runs models with {wanted}"
    )
