"""Tiny tokenizers of every kind that seq2seq checkpoints ship, trained on the sentences of `toys`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

# Whole words become pieces; every ASCII letter and digit has a piece of its own, so nothing plain is unknown.
VOCABULARY = 400
ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:!?'-"


def byte_level(sentences: list[str], folder: Path) -> Any:
    """Byte-level BPE: BART and LED."""
    from tokenizers import ByteLevelBPETokenizer
    from transformers import BartTokenizer

    trainer = ByteLevelBPETokenizer()
    specials = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trainer.train_from_iterator(sentences, vocab_size=VOCABULARY + 256, special_tokens=specials, show_progress=False)
    state = json.loads(trainer._tokenizer.to_str())["model"]
    return BartTokenizer(vocab=state["vocab"], merges=[tuple(m) for m in state["merges"]])


def _unigram(sentences: Iterable[str]) -> list[tuple[str, float]]:
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    trainer = trainers.UnigramTrainer(
        vocab_size=VOCABULARY, special_tokens=["<unk>"], unk_token="<unk>", show_progress=False,
        initial_alphabet=list(ALPHABET),
    )  # fmt: skip
    tokenizer.train_from_iterator(sentences, trainer)
    vocabulary = json.loads(tokenizer.to_str())["model"]["vocab"]
    known = dict(vocabulary)
    known.pop("<unk>")
    known |= {"▁" + word: -3.0 for sentence in sentences for word in re.findall(r"\w+", sentence)}
    return list(known.items()) + [(letter, -20.0) for letter in ALPHABET if letter not in known]


def _special(*names: str) -> list[tuple[str, float]]:
    return [(name, 0.0) for name in names]


def t5(sentences: list[str], folder: Path) -> Any:
    """Unigram with `<pad> </s> <unk>` first: T5 and mT5."""
    from transformers import T5Tokenizer

    vocabulary = _special("<pad>", "</s>", "<unk>") + _unigram(sentences)
    return T5Tokenizer(vocab=vocabulary, extra_ids=4)


def pegasus(sentences: list[str], folder: Path) -> Any:
    """Unigram whose `<unk>` stands behind the masks of the pretraining."""
    from transformers import PegasusTokenizer

    masks = [f"<unk_{i}>" for i in range(2, 6)]
    vocabulary = _special("<pad>", "</s>", "<mask_1>", "<mask_2>", *masks, "<unk>") + _unigram(sentences)
    return PegasusTokenizer(vocab=vocabulary, offset=6)


def mbart(sentences: list[str], folder: Path) -> Any:
    """Unigram in fairseq's order, 25 language codes at the end."""
    from transformers import MBartTokenizer
    from transformers.models.mbart.tokenization_mbart import FAIRSEQ_LANGUAGE_CODES

    codes = _special(*FAIRSEQ_LANGUAGE_CODES, "<mask>")
    return MBartTokenizer(vocab=_special("<s>", "<pad>", "</s>", "<unk>") + _unigram(sentences) + codes)


def mbart50(sentences: list[str], folder: Path) -> Any:
    """The same with 52 codes, which stand before the text."""
    from transformers import MBart50Tokenizer
    from transformers.models.mbart50.tokenization_mbart50 import FAIRSEQ_LANGUAGE_CODES

    codes = _special(*FAIRSEQ_LANGUAGE_CODES, "<mask>")
    return MBart50Tokenizer(vocab=_special("<s>", "<pad>", "</s>", "<unk>") + _unigram(sentences) + codes)


def nllb(sentences: list[str], folder: Path) -> Any:
    """BPE over `▁` words with FLORES codes (`deu_Latn`)."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import NllbTokenizer

    tokenizer = Tokenizer(models.BPE(unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY, special_tokens=["<s>", "<pad>", "</s>", "<unk>"], show_progress=False,
        initial_alphabet=list(ALPHABET),
    )  # fmt: skip
    tokenizer.train_from_iterator(sentences, trainer)
    state = json.loads(tokenizer.to_str())["model"]
    return NllbTokenizer(vocab=state["vocab"], merges=[tuple(m) for m in state["merges"]])


def _sentencepiece(sentences: list[str], folder: Path, name: str) -> tuple[Path, dict[str, int]]:
    import sentencepiece

    prefix = folder / name
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([*sentences, *ALPHABET]), model_prefix=str(prefix), vocab_size=VOCABULARY,
        hard_vocab_limit=False, character_coverage=1.0, model_type="bpe", minloglevel=2, num_threads=1,
    )  # fmt: skip
    model = prefix.with_suffix(".model")
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(model))
    return model, {pieces.id_to_piece(i): i for i in range(pieces.get_piece_size())}


def marian(sentences: list[str], folder: Path) -> Any:
    """Two SentencePiece models in Python, one vocabulary, `<pad>` last, no offsets."""
    from transformers import MarianTokenizer

    model, known = _sentencepiece(sentences, folder, "both")
    pieces = [piece for piece in known if piece not in {"<unk>", "<s>", "</s>"}]
    vocabulary = {piece: i for i, piece in enumerate(["</s>", "<unk>", *pieces, "<pad>"])}
    path = folder / "vocab-in.json"
    path.write_text(json.dumps(vocabulary))
    return MarianTokenizer(str(model), str(model), str(path), source_lang="en", target_lang="de")


def m2m_100(sentences: list[str], folder: Path) -> Any:
    """SentencePiece in Python; a hundred language codes behind the vocabulary."""
    from transformers import M2M100Tokenizer

    model, known = _sentencepiece(sentences, folder, "both")
    pieces = [piece for piece in known if piece not in {"<unk>", "<s>", "</s>"}]
    vocabulary = {piece: i for i, piece in enumerate(["<s>", "<pad>", "</s>", "<unk>", *pieces])}
    path = folder / "vocab-in.json"
    path.write_text(json.dumps(vocabulary))
    return M2M100Tokenizer(str(path), str(model))
