"""Tokenizers keep the rules of their files, which transformers 5 rebuilds without them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sentencepiece

import toys
from briefsmith.engines.tokenizer_files import open_tokenizer

TEXT = "The mayor sold the map."


@pytest.fixture
def bare(tmp_path: Path) -> Callable[..., tuple[Path, sentencepiece.SentencePieceProcessor]]:
    """A folder with config.json, a SentencePiece file and tokenizer_config.json, and nothing else; and the pieces."""

    def make(kind: str, file: str, config: dict[str, Any], *, bpe: bool = False) -> tuple[Path, Any]:
        folder = tmp_path / kind
        folder.mkdir()
        ids = {"pad_id": 0, "eos_id": 1, "unk_id": 2, "bos_id": -1} if file == "spiece.model" else {}
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(toys.SENTENCES), model_prefix=str(tmp_path / "p"), vocab_size=120, minloglevel=2,
            hard_vocab_limit=False, model_type="bpe" if bpe else "unigram", num_threads=1, **ids,
        )  # fmt: skip
        (tmp_path / "p.model").rename(folder / file)
        (folder / "config.json").write_text(json.dumps({"model_type": kind}))
        (folder / "tokenizer_config.json").write_text(json.dumps(config))
        return folder, sentencepiece.SentencePieceProcessor(model_file=str(folder / file))

    return make


def test_pegasus_without_its_json_gets_its_ids(bare: Callable[..., tuple[Path, Any]]) -> None:
    """With `<mask_1>` among the special tokens of the folder every id was one too low."""
    folder, pieces = bare("pegasus", "spiece.model", {"offset": 6, "tokenizer_class": "PegasusTokenizer"})
    special = {
        "mask_token": "<mask_2>",
        "additional_special_tokens": ["<mask_1>", *(f"<unk_{i}>" for i in range(2, 6))],
    }
    (folder / "special_tokens_map.json").write_text(json.dumps(special))
    tokenizer = open_tokenizer(folder)
    ids = tokenizer(TEXT)["input_ids"]
    assert ids == [*(i + 6 for i in pieces.encode(TEXT)), tokenizer.eos_token_id]
    assert tokenizer.convert_tokens_to_ids(["<pad>", "</s>", "<mask_1>", "<mask_2>", "<unk_2>"]) == [0, 1, 2, 3, 4]
    assert tokenizer.decode(ids, skip_special_tokens=True) == TEXT


@pytest.mark.parametrize(
    ("kind", "tokenizer_class", "file"),
    [
        ("pegasus", "PegasusTokenizer", "spiece.model"),
        ("m2m_100", "NllbTokenizer", "sentencepiece.bpe.model"),
        ("mbart", "MBart50Tokenizer", "sentencepiece.bpe.model"),
        ("mbart", "MBartTokenizer", "sentencepiece.bpe.model"),
    ],
)
def test_blanks_at_the_end_are_no_token(
    kind: str, tokenizer_class: str, file: str, bare: Callable[..., tuple[Path, Any]]
) -> None:
    folder, _ = bare(kind, file, {"tokenizer_class": tokenizer_class}, bpe=tokenizer_class == "NllbTokenizer")
    tokenizer = open_tokenizer(folder)
    for blank in (" ", "\n", "  \n"):
        assert tokenizer(TEXT + blank)["input_ids"] == tokenizer(TEXT)["input_ids"]


def test_mbart_keeps_its_normalizer(bare: Callable[..., tuple[Path, Any]]) -> None:
    folder, _ = bare("mbart", "sentencepiece.bpe.model", {"tokenizer_class": "MBartTokenizer"})
    tokenizer = open_tokenizer(folder)
    assert tokenizer("The \ufb01eld")["input_ids"] == tokenizer("The field")["input_ids"]


def test_nllb_from_its_pieces_alone_knows_languages(bare: Callable[..., tuple[Path, Any]]) -> None:
    folder, _ = bare("m2m_100", "sentencepiece.bpe.model", {"tokenizer_class": "NllbTokenizer"}, bpe=True)
    tokenizer = open_tokenizer(folder)
    english, german = tokenizer.convert_tokens_to_ids(["eng_Latn", "deu_Latn"])
    assert tokenizer.unk_token_id not in {english, german}
    assert tokenizer(TEXT)["input_ids"][0] == english


def test_the_old_name_of_mt5s_tokenizer(bare: Callable[..., tuple[Path, Any]]) -> None:
    folder, pieces = bare("mt5", "spiece.model", {"tokenizer_class": "MT5Tokenizer", "extra_ids": 0})
    assert open_tokenizer(folder)(TEXT)["input_ids"] == [*pieces.encode(TEXT), 1]


def test_rules_of_tokenizer_json_are_kept(toy: Callable[[str], Path], tmp_path: Path) -> None:
    folder = shutil.copytree(toy("t5"), tmp_path / "t5")
    file = folder / "tokenizer.json"
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), "normalizer": {"type": "Lowercase"}}), "utf-8")
    tokenizer = open_tokenizer(folder)
    assert tokenizer("THE MAP")["input_ids"] == tokenizer("the map")["input_ids"]
