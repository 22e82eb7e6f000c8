"""Tokenizers of transformers 4.57 for tiny checkpoints: what each architecture ships on the hub, trained on toy sentences."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import toys

VOCABULARY = 420
ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:!?'\"()-äöüßéèà"


def corpus() -> list[str]:
    """Everything that a toy reads or writes."""
    lines = [*toys.SENTENCES, *ALPHABET, "summarize: ", "translate English to German: "]
    lines += [toys.translated(sentence, language) for sentence in toys.SENTENCES for language in ("de", "fr")]
    return lines


def sentencepiece(folder: Path, *, t5: bool = False, kind: str = "unigram") -> Path:
    """A SentencePiece model; with `t5` the ids begin with <pad>, </s>, <unk>, otherwise with <unk>, <s>, </s>."""
    import sentencepiece as library

    prefix = folder / f"pieces-{kind}-{t5}"
    ids = {"pad_id": 0, "eos_id": 1, "unk_id": 2, "bos_id": -1} if t5 else {}
    library.SentencePieceTrainer.train(
        sentence_iterator=iter(corpus()), model_prefix=str(prefix), vocab_size=VOCABULARY, hard_vocab_limit=False,
        character_coverage=1.0, model_type=kind, minloglevel=2, num_threads=1, **ids,
    )  # fmt: skip
    return prefix.with_suffix(".model")


def _vocabulary(model: Path, first: Iterable[str], last: Iterable[str], path: Path) -> Path:
    import sentencepiece as library

    pieces = library.SentencePieceProcessor(model_file=str(model))
    names = [pieces.id_to_piece(i) for i in range(pieces.get_piece_size())]
    known = [*first, *(name for name in names if name not in {"<unk>", "<s>", "</s>"}), *last]
    path.write_text(json.dumps({name: i for i, name in enumerate(known)}, ensure_ascii=False), "utf-8")
    return path


def byte_level(folder: Path, kind: str = "Bart") -> Any:
    """vocab.json and merges.txt of BART, LED, MVP and Blenderbot."""
    import transformers
    from tokenizers import ByteLevelBPETokenizer

    trainer = ByteLevelBPETokenizer()
    specials = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trainer.train_from_iterator(corpus(), vocab_size=VOCABULARY + 256, special_tokens=specials, show_progress=False)
    trainer.save_model(str(folder))
    return getattr(transformers, f"{kind}TokenizerFast")(str(folder / "vocab.json"), str(folder / "merges.txt"))


def t5(folder: Path, kind: str = "T5", *, slow: bool = False) -> Any:
    """spiece.model of T5 and mT5; four sentinels."""
    import transformers

    name = f"{kind}Tokenizer" if slow else f"{kind}TokenizerFast"
    return getattr(transformers, name)(str(sentencepiece(folder, t5=True)), extra_ids=4)


def byt5(folder: Path) -> Any:
    """Bytes: no file."""
    from transformers import ByT5Tokenizer

    return ByT5Tokenizer()


def pegasus(folder: Path, *, slow: bool = False) -> Any:
    """spiece.model of PEGASUS with an offset of 6 in place of 103."""
    import transformers

    kind = "PegasusTokenizer" if slow else "PegasusTokenizerFast"
    return getattr(transformers, kind)(str(sentencepiece(folder, t5=True)), offset=6)


def marian(folder: Path, *, codes: tuple[str, ...] = ()) -> Any:
    """source.spm, target.spm, vocab.json; with `codes` the tokens of several targets."""
    from transformers import MarianTokenizer

    model = sentencepiece(folder, kind="bpe")
    vocabulary = _vocabulary(model, ["</s>", "<unk>"], [*codes, "<pad>"], folder / "marian.json")
    return MarianTokenizer(str(model), str(model), str(vocabulary), source_lang="en", target_lang="de")


def multilingual(folder: Path, kind: str, *, slow: bool = False) -> Any:
    """sentencepiece.bpe.model of mBART-25, mBART-50 and NLLB."""
    import transformers

    model = sentencepiece(folder, kind="bpe" if kind == "Nllb" else "unigram")
    return getattr(transformers, f"{kind}Tokenizer{'' if slow else 'Fast'}")(str(model))


def m2m_100(folder: Path) -> Any:
    """vocab.json and sentencepiece.bpe.model of M2M100."""
    from transformers import M2M100Tokenizer

    model = sentencepiece(folder, kind="bpe")
    vocabulary = _vocabulary(model, ["<s>", "<pad>", "</s>", "<unk>"], [], folder / "m2m.json")
    return M2M100Tokenizer(str(vocabulary), str(model))


def _merges(folder: Path, specials: dict[str, int], end: str) -> tuple[dict[str, int], list[str]]:
    """Words as single pieces of a BPE whose words end with `end`: merges build each word from the left."""
    known, merges = dict(specials), dict[str, None]()
    letters = sorted({letter for line in corpus() for letter in line if not letter.isspace()})
    for letter in letters:
        for piece in (letter, letter + end):
            known.setdefault(piece, len(known))
    for word in sorted({word for line in corpus() for word in line.replace(".", " .").split() if len(word) > 1}):
        left = word[0]
        for i, letter in enumerate(word[1:], 1):
            right = letter + (end if i == len(word) - 1 else "")
            merges[f"{left} {right}"] = None
            left += right
            known.setdefault(left, len(known))
    return known, list(merges)


def fsmt(folder: Path) -> Any:
    """vocab-src.json, vocab-tgt.json, merges.txt of FSMT (one vocabulary for both sides)."""
    from transformers import FSMTTokenizer

    known, merges = _merges(folder, {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3}, "</w>")
    for side in ("src", "tgt"):
        (folder / f"vocab-{side}.json").write_text(json.dumps(known, ensure_ascii=False), "utf-8")
    (folder / "merges.txt").write_text("\n".join(f"{merge} 1" for merge in merges) + "\n", "utf-8")
    files = [str(folder / name) for name in ("vocab-src.json", "vocab-tgt.json", "merges.txt")]
    return FSMTTokenizer(["en", "de"], *files)


def wordpiece(folder: Path, kind: str) -> Any:
    """The word list of ProphetNet (prophetnet.tokenizer) and of BERT to BERT (vocab.txt)."""
    import transformers

    words = {word.lower() for line in corpus() for word in line.replace(".", " . ").replace(":", " : ").split()}
    letters = sorted({letter.lower() for line in corpus() for letter in line if not letter.isspace()})
    names = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[X_SEP]"]
    names += [*letters, *(f"##{letter}" for letter in letters), *sorted(words - set(letters))]
    path = folder / "vocab.txt"
    path.write_text("\n".join(names) + "\n", "utf-8")
    return getattr(transformers, f"{kind}Tokenizer")(str(path))


Make = Callable[[Path], Any]
