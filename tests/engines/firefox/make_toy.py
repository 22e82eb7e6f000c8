"""Trains a model on invented sentences and writes it as Mozilla does: `python -m engines.firefox.make_toy en de`.

A student of 2 + 1 layers learns to translate `toys.SENTENCES` word by word, in half a minute on one core. `toy/` is the one from
English to German, `toy_fren/` the one from French to English.
"""

from __future__ import annotations

import math
import random
import sys
from collections import defaultdict
from pathlib import Path

import sentencepiece
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - the usual name

import toys
from engines.firefox.student_writer import StudentShape, bias_of, config, model_file, shortlist_file, student_items

HERE = Path(__file__).parent
PIECES, STEPS, BATCH = 360, 700, 48
END = 0


class Toy(nn.Module):
    """The network, its parameters under the names of the file, matrices as (inputs, outputs)."""

    def __init__(self, shape: StudentShape) -> None:
        super().__init__()
        self.shape = shape
        self.seen: dict[str, list[Tensor]] = defaultdict(list)
        self.p = nn.ParameterDict()
        for name, (inputs, outputs) in shape.matrices().items():
            self.p[name] = nn.Parameter(torch.randn(inputs, outputs) * (inputs + outputs) ** -0.5)
            if bias := bias_of(name):
                self.p[bias] = nn.Parameter(torch.zeros(outputs))
        for name in shape.norms():
            self.p[f"{name}_ln_scale"] = nn.Parameter(torch.ones(shape.dim))
            self.p[f"{name}_ln_bias"] = nn.Parameter(torch.zeros(shape.dim))
        self.p["Wemb"] = nn.Parameter(torch.randn(shape.vocabulary, shape.dim) * shape.dim**-0.5)
        self.p["decoder_ff_logit_out_b"] = nn.Parameter(torch.zeros(shape.vocabulary))

    def linear(self, x: Tensor, name: str) -> Tensor:
        self.seen[name].append(x.detach().abs().amax(-1).flatten())
        bias = bias_of(name)
        return x @ self.p[name] + (self.p[bias] if bias else 0)

    def norm(self, x: Tensor, name: str) -> Tensor:
        return F.layer_norm(x, (self.shape.dim,), self.p[f"{name}_ln_scale"], self.p[f"{name}_ln_bias"], 1e-6)

    def heads(self, x: Tensor) -> Tensor:
        return x.unflatten(-1, (self.shape.heads, -1)).transpose(1, 2)

    def attention(self, x: Tensor, memory: Tensor, mask: Tensor, name: str) -> Tensor:
        q, k, v = (self.heads(self.linear(y, f"{name}_W{n}")) for n, y in (("q", x), ("k", memory), ("v", memory)))
        found = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        return self.norm(x + self.linear(found.transpose(1, 2).flatten(2), f"{name}_Wo"), f"{name}_Wo")

    def feed_forward(self, x: Tensor, name: str) -> Tensor:
        hidden = F.relu(self.linear(x, f"{name}_W1"))
        return self.norm(x + self.linear(hidden, f"{name}_W2"), f"{name}_ffn")

    def embed(self, ids: Tensor) -> Tensor:
        return self.p["Wemb"][ids] * math.sqrt(self.shape.dim)

    def positions(self, count: int) -> Tensor:
        half = self.shape.dim // 2
        angles = torch.arange(count)[:, None] * 1e-4 ** (torch.arange(half) / (half - 1))
        return torch.cat([angles.sin(), angles.cos()], 1)

    def unit(self, x: Tensor, name: str) -> Tensor:
        """The simpler simple recurrent unit, step by step."""
        candidate, gate = self.linear(x, f"{name}_W"), self.linear(x, f"{name}_Wf").sigmoid()
        cell, cells = torch.zeros_like(x[:, 0]), []
        for i in range(x.shape[1]):
            cell = gate[:, i] * cell + (1 - gate[:, i]) * candidate[:, i]
            cells.append(cell)
        return self.norm(x + F.relu(torch.stack(cells, 1)), f"{name}_ffn")

    def forward(self, source: Tensor, lengths: Tensor, target: Tensor) -> Tensor:
        mask = (torch.arange(source.shape[1]) < lengths[:, None])[:, None, None]
        memory = self.embed(source) + self.positions(source.shape[1])
        for i in range(1, self.shape.encoder + 1):
            memory = self.attention(memory, memory, mask, f"encoder_l{i}_self")
            memory = self.feed_forward(memory, f"encoder_l{i}_ffn")
        # Nothing comes before the first piece: its embedding is zero.
        x = F.pad(self.embed(target)[:, :-1], (0, 0, 1, 0)) + self.positions(target.shape[1])
        for i in range(1, self.shape.decoder + 1):
            x = self.unit(x, f"decoder_l{i}_rnn")
            x = self.attention(x, memory, mask, f"decoder_l{i}_context")
            x = self.feed_forward(x, f"decoder_l{i}_ffn")
        self.seen["none"].append(x.detach().abs().amax(-1).flatten())
        return x @ self.p["Wemb"].T + self.p["decoder_ff_logit_out_b"]


def train_vocabulary(lines: list[str], path: Path) -> None:
    """Without a normalizer, whose table alone would have 240 KB."""
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines), model_prefix=str(path.with_suffix("")), vocab_size=PIECES, model_type="unigram",
        eos_id=END, unk_id=1, bos_id=-1, pad_id=-1, byte_fallback=True, character_coverage=1.0,
        normalization_rule_name="identity", hard_vocab_limit=False, num_threads=1, minloglevel=2,
    )  # fmt: skip
    path.with_suffix(".model").rename(path)
    path.with_suffix(".vocab").unlink()


def padded(rows: list[list[int]], value: int) -> Tensor:
    return nn.utils.rnn.pad_sequence([torch.tensor(row) for row in rows], batch_first=True, padding_value=value)


def train(toy: Toy, pairs: list[tuple[list[int], list[int]]]) -> None:
    optimizer = torch.optim.Adam(toy.parameters(), betas=(0.9, 0.98))
    for step in range(STEPS):
        for group in optimizer.param_groups:
            group["lr"] = 3e-3 * min((step + 1) / 60, 1, 1.5 * (1 - step / STEPS))
        sources, targets = zip(*random.sample(pairs, BATCH), strict=True)
        toy.seen.clear()
        logits = toy(padded(list(sources), END), torch.tensor([len(s) for s in sources]), padded(list(targets), END))
        # Some smoothing, so that the second best is not hopeless.
        loss = F.cross_entropy(logits.flatten(0, 1), padded(list(targets), -100).flatten(), label_smoothing=0.05)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(toy.parameters(), 1.0)
        optimizer.step()
        if step % 100 == 99:
            print(step + 1, f"{loss.item():.3f}")


def main() -> None:
    source, target = sys.argv[1:]
    pair = source + target
    folder = HERE / ("toy" if pair == "ende" else f"toy_{pair}")
    torch.manual_seed(0)
    random.seed(0)
    torch.set_num_threads(1)
    folder.mkdir(exist_ok=True)
    texts = [(toys.written(sentence, source), toys.written(sentence, target)) for sentence in toys.SENTENCES]
    vocabulary = folder / f"vocab.{pair}.spm"
    train_vocabulary([side for text in texts for side in text], vocabulary)
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary))
    rows = -(-pieces.get_piece_size() // 8) * 8
    shape = StudentShape(dim=64, ffn=128, heads=8, encoder=2, decoder=1, vocabulary=rows)
    pairs = [([*pieces.encode(s), END], [*pieces.encode(t), END]) for s, t in texts]
    toy = Toy(shape)
    train(toy, pairs)
    weights = {name: value.detach().numpy() for name, value in toy.p.items()}
    # As Marian calibrates: the mean of the greatest activations, and a little over it.
    scales = {name: float(127 / (torch.cat(v).mean() + 1.1 * torch.cat(v).std())) for name, v in toy.seen.items()}
    (folder / f"model.{pair}.intgemm.alphas.bin").write_bytes(
        model_file(student_items(shape, weights, scales), config(shape))
    )
    together: dict[int, set[int]] = defaultdict(set)
    for read, written in pairs:
        for piece in read:
            together[piece].update(written)
    shortlist = shortlist_file([sorted(together[i]) for i in range(rows)], 8)
    (folder / f"lex.50.50.{pair}.s2t.bin").write_bytes(shortlist)
    for file in sorted(folder.iterdir()):
        print(file.name, f"{file.stat().st_size:,} bytes; pieces {pieces.get_piece_size()}, rows {rows}")


if __name__ == "__main__":
    main()
