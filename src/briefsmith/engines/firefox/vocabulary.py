"""Text to pieces and back: one SentencePiece model for both languages, or one for each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from briefsmith.errors import ModelUnavailableError

if TYPE_CHECKING:
    import sentencepiece


class PieceVocabularies:
    """The vocabularies of a model: `end` is the token that ends every source and every output."""

    def __init__(self, source: Path, target: Path) -> None:
        self._source = _open(source)
        self._target = self._source if source == target else _open(target)
        self.end = _end(self._target, target)
        self.sizes = (self._source.get_piece_size(), self._target.get_piece_size())
        self._source_end = _end(self._source, source)

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        """The pieces of each text and its end token."""
        found: list[list[int]] = self._source.encode(list(texts), out_type=int)
        return [[*ids, self._source_end] for ids in found]

    def decode(self, ids: Sequence[int]) -> str:
        """The text of output pieces; bytes become the characters that they spell."""
        text: str = self._target.decode(list(ids))
        return text

    def forbidden(self, rows: int) -> list[int]:
        """What an output never has: the unknown piece, control pieces, and rows of the matrix without a piece."""
        size = self.sizes[1]
        silent = [
            i for i in range(size) if self._target.is_unknown(i) or (self._target.is_control(i) and i != self.end)
        ]
        return [*silent, *range(size, rows)]

    def check(self, rows: tuple[int, int], name: str) -> None:
        """Raises ModelUnavailableError if a vocabulary has more pieces than its embeddings have rows."""
        for size, limit in zip(self.sizes, rows, strict=True):
            if size > limit:
                raise ModelUnavailableError(f"{name}: its vocabulary has {size:,} pieces, the model has {limit:,}")


def _open(path: Path) -> sentencepiece.SentencePieceProcessor:
    import sentencepiece

    try:
        return sentencepiece.SentencePieceProcessor(model_proto=path.read_bytes())
    except (OSError, RuntimeError) as error:
        raise ModelUnavailableError(f"{path}: the vocabulary cannot be loaded: {error}") from None


def _end(model: sentencepiece.SentencePieceProcessor, path: Path) -> int:
    end = int(model.eos_id())
    if end < 0:
        raise ModelUnavailableError(f"{path}: the vocabulary has no end token")
    return end
