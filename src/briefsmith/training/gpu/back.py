"""Back-translation of a bundle's text by the model that is being trained, in chunks that a resumed run need not repeat."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from briefsmith.training.gpu.examples import BUCKET, Examples, TokenStore, begins, table
from briefsmith.training.gpu.examples import SYNTHETIC as KIND
from briefsmith.training.gpu.recipe import BACK_TAG, BundleRecipe, LengthLimits, language_tag
from briefsmith.training.greedy import greedy_ids
from briefsmith.training.network import EOS, PAD, TranslationNetwork

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

# A token of decoding takes as long for one sentence as for a thousand; beyond some 130,000 tokens memory matters.
SENTENCES = {"cuda": 1024, "cpu": 64}
TOKENS = 131_072
# Of a chunk, the sentences that have to end: the last ones take as long as all others, and most of them have no end.
ENOUGH = 0.98


@dataclass(frozen=True, slots=True)
class Text:
    """Monolingual sentences in the store: the language (its index in the recipe), where each begins, how long it is."""

    language: int
    starts: Ints
    lengths: Ints


@dataclass(frozen=True, slots=True)
class Chunk:
    """Sentences of one text that are translated together."""

    text: int
    sentences: Ints


@dataclass(frozen=True, slots=True)
class Translated:
    """What of a chunk may be learnt from: which sentences of which text, and their translations one after the other."""

    text: int
    sentences: Ints
    lengths: Ints
    ids: NDArray[np.uint16]


def chunks(texts: Sequence[Text], device: str, seed: int) -> list[Chunk]:
    """All sentences in chunks of similar length, in an order that treats all texts equally however early it ends."""
    found = []
    for number, text in enumerate(texts):
        order = np.argsort(text.lengths, kind="stable")
        at = 0
        while at < len(order):
            width = int(text.lengths[order[at]]) + 2
            size = max(SENTENCES[device], TOKENS // width if device == "cuda" else 0)
            found.append(Chunk(number, order[at : at + size]))
            at += size
    random = np.random.default_rng([seed, 2])
    return [found[i] for i in random.permutation(len(found))]


class BackTranslator:
    """Translates chunks into the common language, greedily; `network` has the weights to translate with."""

    def __init__(self, network: TranslationNetwork, store: TokenStore, recipe: BundleRecipe, vocabulary: Any) -> None:
        self._network = network
        self._store = store
        self._limits = recipe.limits
        self._end = vocabulary.piece_to_id(language_tag(recipe.source))
        self._digits = digit_values(vocabulary)

    def translate(self, text: Text, chunk: Chunk) -> Translated:
        """The translations of a chunk that are fit to learn from."""
        import torch

        starts, lengths = text.starts[chunk.sentences], text.lengths[chunk.sentences]
        rows = torch.from_numpy(table((starts, starts), (lengths, lengths), self._end)).to(self._store.device)
        width = -(-(int(lengths.max()) + 1) // BUCKET) * BUCKET
        source = self._store.gather(rows, (0, 1), width, tags=True)
        limit = min(self._limits.longest + 1, int(width * 1.5) + BUCKET)
        output = greedy_ids(self._network, source, limit, ENOUGH).to(torch.int32).cpu().numpy()
        given = source.to(torch.int32).cpu().numpy()
        kept = usable(given, output, self._limits, self._digits)
        ends = (output == EOS).argmax(1)[kept]
        ids = output[kept][np.arange(output.shape[1])[None] < ends[:, None]]
        return Translated(chunk.text, chunk.sentences[kept], ends.astype(np.int64), ids.astype(np.uint16))


def digit_values(vocabulary: Any) -> NDArray[np.int64]:
    """For each piece the digit that it is, or -1: digits are pieces of their own."""
    pieces = [vocabulary.id_to_piece(i).lstrip("▁") for i in range(vocabulary.get_piece_size())]
    return np.array([int(piece) if re.fullmatch("[0-9]", piece) else -1 for piece in pieces])


def usable(
    given: NDArray[Any], output: NDArray[Any], limits: LengthLimits, digits: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Which translations (rows of ids, ended by EOS) may be learnt from.

    Left out are the endless, the too short and too long ones, copies, and those in which a digit came or went: a model
    that learns from them changes figures.
    """
    ended = (output == EOS).any(1)
    long = np.where(ended, (output == EOS).argmax(1), output.shape[1])
    wanted = (given != PAD).sum(1) - 1  # its end is a tag
    short, longer = np.minimum(long, wanted), np.maximum(long, wanted)
    fits = (short >= limits.shortest) & (longer <= limits.longest) & (longer <= limits.ratio * short)
    width = max(given.shape[1], output.shape[1])
    same = (_sentences(given, wanted, width) == _sentences(output, long, width)).all(1)
    figures = (_digit_counts(given, wanted, digits) == _digit_counts(output, long, digits)).all(1)
    kept: NDArray[np.bool_] = ended & fits & ~same & figures
    return kept


def _sentences(ids: NDArray[Any], lengths: NDArray[Any], width: int) -> NDArray[Any]:
    """The ids without their ends, in a matrix of another width."""
    cleared = np.where(np.arange(ids.shape[1])[None] < lengths[:, None], ids, PAD)
    return np.pad(cleared, ((0, 0), (0, width - ids.shape[1])), constant_values=PAD)


def _digit_counts(ids: NDArray[Any], lengths: NDArray[Any], digits: NDArray[np.int64]) -> NDArray[np.int64]:
    """How often each digit stands in each sentence; shape (sentences, 10)."""
    values = digits[_sentences(ids, lengths, ids.shape[1])]
    return np.stack([(values == digit).sum(1) for digit in range(10)], 1)


def synthetic_examples(
    found: Sequence[Translated], texts: Sequence[Text], store: TokenStore, recipe: BundleRecipe, vocabulary: Any
) -> list[Examples]:
    """Examples that translate what was found, marked as such, into the genuine sentences."""
    lead = vocabulary.piece_to_id(BACK_TAG)
    parts = []
    starts = store.add([translated.ids for translated in found])
    for start, translated in zip(starts, found, strict=True):
        text = texts[translated.text]
        target = recipe.targets[text.language].language
        count = len(translated.sentences)
        rows = table(
            (begins(start, translated.lengths), text.starts[translated.sentences]),
            (translated.lengths, text.lengths[translated.sentences]),
            vocabulary.piece_to_id(language_tag(target)),
            lead,
        )
        language, kind = np.full(count, text.language), np.full(count, KIND)
        parts.append(Examples(rows, language, kind, np.ones(count), np.ones(count)))
    return parts


def save_translated(folder: Path, first: int, found: Sequence[Translated]) -> None:
    """Keep the translations of some chunks, of which the first is number `first` of all."""
    arrays: dict[str, Any] = {"texts": np.array([translated.text for translated in found])}
    for i, translated in enumerate(found):
        arrays |= {f"s{i}": translated.sentences, f"l{i}": translated.lengths, f"i{i}": translated.ids}
    temporary = folder / "tmp-back.npz"
    np.savez(temporary, **arrays)
    temporary.replace(folder / f"back-{first:06d}.npz")


def load_translated(folder: Path, count: int) -> Iterator[Translated]:
    """The first `count` chunks; what was kept after them is deleted, because it is translated again."""
    for path in sorted(folder.glob("back-*.npz")):
        if int(path.stem.removeprefix("back-")) >= count:
            path.unlink()
            continue
        with np.load(path) as arrays:
            for i, text in enumerate(arrays["texts"].tolist()):
                yield Translated(text, arrays[f"s{i}"], arrays[f"l{i}"], arrays[f"i{i}"])
