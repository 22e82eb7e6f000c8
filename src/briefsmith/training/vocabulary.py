"""The SentencePiece vocabulary that the languages share."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefsmith.cores import usable_cores
from briefsmith.errors import UsageError
from briefsmith.training.network import EOS, PAD, UNK


@dataclass(frozen=True, slots=True)
class Wanted:
    """Size and share of characters of a vocabulary, the tags that are pieces of it, threads (0: all cores)."""

    size: int
    coverage: float
    tags: Sequence[str] = ()
    threads: int = 0


def learn_vocabulary(sentences: Iterable[str], wanted: Wanted, path: Path) -> None:
    """Learn a unigram vocabulary and write it to `path`.

    Characters that are not pieces become bytes, so that any text passes through; digits stand alone, so that numbers
    are copied digit by digit. Raises UsageError if the text is too small for the size.
    """
    import sentencepiece

    model = io.BytesIO()
    try:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(sentences),
            model_writer=model,
            vocab_size=wanted.size,
            model_type="unigram",
            byte_fallback=True,
            split_digits=True,
            character_coverage=wanted.coverage,
            normalization_rule_name="nmt_nfkc",
            pad_id=PAD,
            unk_id=UNK,
            eos_id=EOS,
            bos_id=-1,
            user_defined_symbols=list(wanted.tags),
            num_threads=wanted.threads or usable_cores(),
            minloglevel=2,
        )
    except (RuntimeError, OSError) as error:
        reason = str(error).strip().splitlines()[-1]
        raise UsageError(f"SentencePiece cannot make a vocabulary of {wanted.size} pieces: {reason}") from None
    temporary = path.with_suffix(".tmp")
    temporary.write_bytes(model.getvalue())
    temporary.replace(path)


def load_vocabulary(path: Path) -> Any:
    """The SentencePieceProcessor in a file. Raises UsageError if its special pieces are not where ours are."""
    import sentencepiece

    if not path.is_file():
        raise UsageError(f"There is no vocabulary at {path}.")
    model = sentencepiece.SentencePieceProcessor(model_file=str(path))
    if (model.pad_id(), model.unk_id(), model.eos_id()) != (PAD, UNK, EOS):
        raise UsageError(f"{path}: <pad>, <unk> and </s> must be the pieces {PAD}, {UNK} and {EOS}.")
    return model
