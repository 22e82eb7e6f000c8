"""The translator's network: a pre-norm encoder-decoder Transformer with tied embeddings, as plain functions.

The parameters are a dict of named tensors, which is also the checkpoint. `transformers`' Pegasus class computes the
same logits from the same numbers (`export`); a fused q/k/v projection makes fewer, larger matrix products of it.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

PAD, UNK, EOS = 0, 1, 2
PIECE_NAMES = {PAD: "<pad>", UNK: "<unk>", EOS: "</s>"}
HEAD_SIZE = 64
MAX_POSITIONS = 512

Parameters = dict[str, "torch.Tensor"]


@dataclass(frozen=True, slots=True)
class NetworkShape:
    """The sizes of a network: model width `d`, feed-forward width `ffn`, layers `enc` and `dec`, rows of `vocab`."""

    d: int
    ffn: int
    enc: int
    dec: int
    vocab: int

    @property
    def heads(self) -> int:
        """Attention heads: always 64 wide."""
        return self.d // HEAD_SIZE

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> NetworkShape:
        """The shape in a checkpoint's `config`; keys that do not belong to the shape are left out."""
        return cls(**{name: int(config[name]) for name in cls.__dataclass_fields__})

    def config(self) -> dict[str, int]:
        """The inverse of `from_config`."""
        return asdict(self)

    def parameters(self) -> dict[str, tuple[int, ...]]:
        """The name of every parameter with the shape of its tensor."""
        sizes: dict[str, tuple[int, ...]] = {"e.weight": (self.vocab, self.d), "b": (self.vocab,)}

        def linear(name: str, rows: int, columns: int) -> None:
            sizes[f"{name}.weight"], sizes[f"{name}.bias"] = (rows, columns), (rows,)

        def norm(name: str) -> None:
            sizes[f"{name}.weight"], sizes[f"{name}.bias"] = (self.d,), (self.d,)

        for side, layers in (("E", self.enc), ("D", self.dec)):
            for i in range(layers):
                layer = f"{side}.{i}"
                linear(f"{layer}.a.q", 3 * self.d, self.d)
                linear(f"{layer}.a.o", self.d, self.d)
                if side == "D":
                    linear(f"{layer}.c.q", self.d, self.d)
                    linear(f"{layer}.c.kv", 2 * self.d, self.d)
                    linear(f"{layer}.c.o", self.d, self.d)
                    norm(f"{layer}.n3")
                linear(f"{layer}.f1", self.ffn, self.d)
                linear(f"{layer}.f2", self.d, self.ffn)
                norm(f"{layer}.n1")
                norm(f"{layer}.n2")
            norm(f"n{side}")
        return sizes


@dataclass(slots=True)
class Cache:
    """Keys and values of a batch that is decoded token by token: of the source, and of the `length` tokens so far."""

    mask: torch.Tensor
    cross: list[tuple[torch.Tensor, ...]]
    own: list[torch.Tensor]
    length: int = 0


class TranslationNetwork:
    """A network of some `shape` over some `parameters`; `dropout` acts only while `training` is true.

    Token ids are integer tensors of shape (sentences, width), filled up with `PAD`; hidden states have a third
    dimension `d`. The decoder reads its target shifted right by one, beginning with `PAD`.
    """

    def __init__(self, shape: NetworkShape, parameters: Parameters, dropout: float = 0.0) -> None:
        self.shape = shape
        self.parameters = parameters
        self.dropout = dropout
        self.training = False
        rows = parameters["e.weight"]
        self._positions = _sinusoids(MAX_POSITIONS, shape.d).to(rows.device, rows.dtype)

    def encode(self, source: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """The encoder's states, and the mask that says where the source has tokens."""
        mask = (source != PAD)[:, None, None, :]
        h = self._embed(source)
        for i in range(self.shape.enc):
            layer = f"E.{i}"
            h = h + self._drop(self._self_attention(layer, h, mask=mask))
            h = h + self._drop(self._feed_forward(layer, h))
        return self._norm("nE", h), mask

    def decode(self, shifted: torch.Tensor, memory: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """The decoder's states for a target that was shifted right."""
        h = self._embed(shifted)
        for i in range(self.shape.dec):
            layer = f"D.{i}"
            h = h + self._drop(self._self_attention(layer, h, causal=True))
            h = h + self._drop(self._cross_attention(layer, h, memory, mask))
            h = h + self._drop(self._feed_forward(layer, h))
        return self._norm("nD", h)

    def states(self, source: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
        """The decoder's states from which each token of `target` is to be predicted."""
        from torch.nn import functional

        return self.decode(functional.pad(target[:, :-1], (1, 0), value=PAD), *self.encode(source))

    def logits(self, states: torch.Tensor) -> torch.Tensor:
        """The scores of all pieces, in single precision."""
        return (states @ self.parameters["e.weight"].t() + self.parameters["b"]).float()

    def begin(self, source: torch.Tensor, limit: int) -> Cache:
        """What `advance` needs to decode up to `limit` tokens of a batch."""
        import torch

        memory, mask = self.encode(source)
        cross = [self._heads(*self._linear(f"D.{i}.c.kv", memory).chunk(2, -1)) for i in range(self.shape.dec)]
        size = (2, len(source), self.shape.heads, limit, HEAD_SIZE)
        own = [torch.empty(size, dtype=memory.dtype, device=memory.device) for _ in range(self.shape.dec)]
        return Cache(mask, cross, own)

    def advance(self, tokens: torch.Tensor, cache: Cache) -> torch.Tensor:
        """The decoder's states (sentences, d) after the next token of each sentence; `tokens` is (sentences, 1)."""
        at = cache.length
        cache.length += 1
        h = self._embed(tokens, at)
        for i in range(self.shape.dec):
            layer = f"D.{i}"
            q, k, v = self._heads(*self._linear(f"{layer}.a.q", self._norm(f"{layer}.n1", h)).chunk(3, -1))
            keys, values = cache.own[i]
            keys[:, :, at], values[:, :, at] = k[:, :, 0], v[:, :, 0]
            seen = (keys[:, :, : at + 1], values[:, :, : at + 1])
            h = h + self._attend(f"{layer}.a.o", (q, *seen), None, causal=False)
            (q,) = self._heads(self._linear(f"{layer}.c.q", self._norm(f"{layer}.n3", h)))
            h = h + self._attend(f"{layer}.c.o", (q, *cache.cross[i]), cache.mask, causal=False)
            h = h + self._feed_forward(layer, h)
        return self._norm("nD", h)[:, 0]

    def _embed(self, tokens: torch.Tensor, at: int = 0) -> torch.Tensor:
        from torch.nn import functional

        vectors = functional.embedding(tokens, self.parameters["e.weight"])
        return vectors * math.sqrt(self.shape.d) + self._positions[at : at + tokens.shape[1]]

    def _self_attention(
        self, layer: str, h: torch.Tensor, mask: torch.Tensor | None = None, causal: bool = False
    ) -> torch.Tensor:
        q, k, v = self._linear(f"{layer}.a.q", self._norm(f"{layer}.n1", h)).chunk(3, -1)
        return self._attend(f"{layer}.a.o", self._heads(q, k, v), mask, causal)

    def _cross_attention(self, layer: str, h: torch.Tensor, memory: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        q = self._linear(f"{layer}.c.q", self._norm(f"{layer}.n3", h))
        k, v = self._linear(f"{layer}.c.kv", memory).chunk(2, -1)
        return self._attend(f"{layer}.c.o", self._heads(q, k, v), mask, causal=False)

    def _heads(self, *tensors: torch.Tensor) -> tuple[torch.Tensor, ...]:
        return tuple(t.unflatten(-1, (self.shape.heads, HEAD_SIZE)).transpose(1, 2) for t in tensors)

    def _attend(
        self, output: str, qkv: tuple[torch.Tensor, ...], mask: torch.Tensor | None, causal: bool
    ) -> torch.Tensor:
        q, k, v = qkv
        return self._linear(output, attention(q, k, v, mask, causal).transpose(1, 2).flatten(2))

    def _feed_forward(self, layer: str, h: torch.Tensor) -> torch.Tensor:
        return self._linear(f"{layer}.f2", self._linear(f"{layer}.f1", self._norm(f"{layer}.n2", h)).relu())

    def _linear(self, name: str, h: torch.Tensor) -> torch.Tensor:
        from torch.nn import functional

        return functional.linear(h, self.parameters[f"{name}.weight"], self.parameters[f"{name}.bias"])

    def _norm(self, name: str, h: torch.Tensor) -> torch.Tensor:
        from torch.nn import functional

        weight, bias = self.parameters[f"{name}.weight"], self.parameters[f"{name}.bias"]
        return functional.layer_norm(h, (self.shape.d,), weight, bias)

    def _drop(self, h: torch.Tensor) -> torch.Tensor:
        from torch.nn import functional

        return functional.dropout(h, self.dropout) if self.training and self.dropout else h


def attention(
    q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, mask: torch.Tensor | None, causal: bool
) -> torch.Tensor:
    """Scaled dot-product attention over (sentences, heads, positions, head size); `mask` is true where keys are seen.

    On the CPU it is written out: with sentences of about 30 tokens the backward pass of torch's fused kernel is so slow
    that whole training runs at 2,660 target tokens/s with it, and at 3,500 without (two cores with avx512_bf16).
    """
    import torch

    if q.device.type != "cpu":
        return torch.nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask, is_causal=causal)
    scores = (q @ k.transpose(-1, -2)) * q.shape[-1] ** -0.5
    if mask is not None:
        scores = scores.masked_fill(~mask, -1e4)
    if causal:
        scores = scores + torch.full(scores.shape[-2:], -1e4, dtype=scores.dtype).triu_(1)
    # The dtype is named, or autocast would widen to single precision.
    return scores.softmax(-1, dtype=scores.dtype) @ v


def initial_parameters(shape: NetworkShape, seed: int) -> Parameters:
    """Fresh parameters: embeddings from a normal distribution of deviation d^-1/2, matrices by Glorot's rule."""
    import torch

    generator = torch.Generator().manual_seed(seed)
    parameters: Parameters = {}
    for name, size in shape.parameters().items():
        tensor = torch.zeros(size)
        if name == "e.weight":
            tensor.normal_(std=shape.d**-0.5, generator=generator)
        elif len(size) == 2:
            torch.nn.init.xavier_uniform_(tensor, generator=generator)
        elif name.endswith(".weight"):  # of a layer norm
            tensor.fill_(1.0)
        parameters[name] = tensor
    return parameters


def _sinusoids(positions: int, d: int) -> torch.Tensor:
    """The position table of Pegasus and Marian: sines in the first half of each row, cosines in the second."""
    import torch

    rates = 10000 ** (-torch.arange(0, d, 2, dtype=torch.float64) / d)
    angles = torch.arange(positions, dtype=torch.float64)[:, None] * rates
    return torch.cat([angles.sin(), angles.cos()], 1).float()
