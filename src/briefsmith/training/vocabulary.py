"""The SentencePiece vocabulary that both languages share."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from briefsmith.errors import UsageError
from briefsmith.training.files import PairGroup, group_weights, read_pairs
from briefsmith.training.network import EOS, PAD, UNK
from briefsmith.training.settings import TrainingSettings


def train_vocabulary(settings: TrainingSettings, counts: dict[PairGroup, int], path: Path) -> None:
    """Learn a unigram vocabulary from pairs drawn by weight, and write it to `path`.

    Characters that are no pieces become bytes, so that any text passes through; digits stand alone, so that numbers
    are copied digit by digit. Raises UsageError if the text is too small for the size.
    """
    import sentencepiece

    wanted = settings.vocabulary
    tags = sorted({file.tag for file in (*settings.data, *settings.synthetic) if file.tag})
    model = io.BytesIO()
    try:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=_sample(settings, counts),
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
            user_defined_symbols=tags,
            num_threads=settings.threads or os.cpu_count() or 1,
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


def _sample(settings: TrainingSettings, counts: dict[PairGroup, int]) -> Iterator[str]:
    """Both sides of some of the pairs, each group in the proportion in which training will see it."""
    weights = group_weights(settings, counts)
    total = sum(counts[group] * weight for group, weight in weights.items())
    rate = {group: weight * settings.vocabulary.pairs / total for group, weight in weights.items()}
    random = Random(settings.seed)  # noqa: S311 - a sample, no secret
    for block in read_pairs(settings):
        for group, source, target in zip(block.groups, block.sources, block.targets, strict=True):
            if random.random() < rate[group]:
                yield source
                yield target
