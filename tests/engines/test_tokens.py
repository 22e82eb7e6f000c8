"""What each model needs around a text, and tokenizers that know no word."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import toys
from briefsmith.engines.base import GenerationParams
from briefsmith.engines.checkpoint import Checkpoint
from briefsmith.engines.pairs import Pairs
from briefsmith.engines.tokens import CheckpointTokenizer
from briefsmith.errors import EngineError, ModelUnavailableError

TEXT = toys.SENTENCES[0]
TO_FRENCH = GenerationParams(source_language="en", target_language="fr")


def tokenizer(folder: Path) -> CheckpointTokenizer:
    return CheckpointTokenizer(Checkpoint.open(folder))


def pieces(folder: Path, params: GenerationParams) -> list[str]:
    found = tokenizer(folder)
    names: list[str] = found.hf.convert_ids_to_tokens(found.encode([TEXT], params)[0])
    return names


def begin(folder: Path, params: GenerationParams) -> list[str]:
    found = tokenizer(folder)
    start = found.start(params)
    names: list[str] = found.hf.convert_ids_to_tokens([start.token, *start.forced])
    return names


@pytest.mark.parametrize(
    ("name", "source", "output"),
    [
        ("mbart", ["</s>", "en_XX"], ["fr_XX"]),
        ("mbart50", ["en_XX"], ["</s>", "fr_XX"]),
        ("m2m_100", ["__en__"], ["</s>", "__fr__"]),
        ("nllb", ["eng_Latn"], ["</s>", "fra_Latn"]),
    ],
)
def test_languages_go_in_as_the_tokens_of_the_model(
    toy: Callable[[str], Path], name: str, source: list[str], output: list[str]
) -> None:
    folder = toy(name)
    framed = pieces(folder, TO_FRENCH)
    assert framed[: len(source)] == source or framed[-len(source) :] == source
    assert begin(folder, TO_FRENCH) == output


def test_bart_begins_with_the_forced_token_of_its_generation_config(toy: Callable[[str], Path]) -> None:
    assert begin(toy("bart"), GenerationParams()) == ["</s>", "<s>"]


def test_t5_gets_the_prefix_of_its_task(toy: Callable[[str], Path]) -> None:
    found = tokenizer(toy("t5"))
    (ids,) = found.encode([TEXT], GenerationParams())
    assert found.decode(ids) == f"summarize: {TEXT}"
    assert found.count([TEXT]) == [len(ids)]
    assert begin(toy("t5"), GenerationParams()) == ["<pad>"]


@pytest.mark.parametrize("name", ["marian", "m2m_100"])
def test_tokenizers_in_python_have_no_offsets_and_need_none(toy: Callable[[str], Path], name: str) -> None:
    found = tokenizer(toy(name))
    assert not found.hf.is_fast
    assert found.count([TEXT, ""]) == [len(ids) for ids in found.encode([TEXT, ""], GenerationParams())]
    assert found.decode(found.encode([TEXT], GenerationParams())[0]) == TEXT


def test_a_language_that_the_model_does_not_know(toy: Callable[[str], Path]) -> None:
    found = tokenizer(toy("mbart"))
    with pytest.raises(EngineError, match="mbart does not know Greek; it knows: ar, cs, de, en"):
        found.start(GenerationParams(target_language="el"))
    with pytest.raises(EngineError, match="does not know Greek"):
        found.encode(["a"], GenerationParams(source_language="el", target_language="de"))


def test_nothing_is_truncated(toy: Callable[[str], Path]) -> None:
    found = tokenizer(toy("bart"))
    (ids,) = found.encode([" ".join(toys.SENTENCES[:60])], GenerationParams())
    assert len(ids) > 2 * found.checkpoint.max_input_tokens


@pytest.mark.parametrize("name", ["t5", "pegasus", "nllb"])
def test_a_tokenizer_that_makes_unk_of_every_word_is_refused(
    toy: Callable[[str], Path], tmp_path: Path, name: str
) -> None:
    """As when a vocabulary file is lost, or the library builds the tokenizer from its defaults."""
    broken = tmp_path / "broken"
    shutil.copytree(toy(name), broken)
    (broken / "tokenizer.json").unlink()
    with pytest.raises(ModelUnavailableError, match=r"turns every word into <unk>|the tokenizer cannot be loaded"):
        tokenizer(broken).encode(["word"], GenerationParams())


def test_a_vocabulary_that_does_not_fit_its_pieces_is_refused(toy: Callable[[str], Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(toy("marian"), broken)
    vocabulary = json.loads((broken / "vocab.json").read_text())
    strange = {
        name if name.startswith("<") or name == "</s>" else name[::-1] + "x": i for name, i in vocabulary.items()
    }
    (broken / "vocab.json").write_text(json.dumps(strange))
    with pytest.raises(ModelUnavailableError, match="the tokenizer turns every word into <unk>; its files are"):
        tokenizer(broken).encode(["word"], GenerationParams())


def test_the_pairs_of_a_checkpoint(toy: Callable[[str], Path]) -> None:
    marian = Pairs(Checkpoint.open(toy("marian")))
    assert ("en", "de") in marian
    assert ("en", "fr") not in marian
    assert ("de", "en") not in marian
    assert str(marian) == "en>de"
    many = Pairs(Checkpoint.open(toy("nllb")))
    assert ("en", "fr") in many
    assert ("sw", "zh") in many
    assert ("en", "xx") not in many
    assert ("en", "de") not in Pairs(Checkpoint.open(toy("bart")))


def test_t5_translates_what_its_tasks_name(toy: Callable[[str], Path], tmp_path: Path) -> None:
    folder = tmp_path / "t5"
    shutil.copytree(toy("t5"), folder)
    config = json.loads((folder / "config.json").read_text())
    config["task_specific_params"]["translation_en_to_de"] = {"prefix": "translate English to German: "}
    (folder / "config.json").write_text(json.dumps(config))
    pairs = Pairs(Checkpoint.open(folder))
    assert ("en", "de") in pairs
    assert ("de", "en") not in pairs
    assert str(pairs) == "en>de"
    found = tokenizer(folder)
    (ids,) = found.encode([TEXT], GenerationParams(source_language="en", target_language="de"))
    assert found.decode(ids) == f"translate English to German: {TEXT}"
    assert found.count([TEXT])[0] >= len(ids)


def test_marian_with_many_targets_gets_its_token_in_the_text(toy: Callable[[str], Path], tmp_path: Path) -> None:
    folder = tmp_path / "marian"
    shutil.copytree(toy("marian"), folder)
    vocabulary = json.loads((folder / "vocab.json").read_text())
    last = max(vocabulary.values())
    vocabulary |= {"<pad>": last + 2, ">>deu<<": last, ">>fra<<": last + 1}
    (folder / "vocab.json").write_text(json.dumps(vocabulary))
    config = json.loads((folder / "tokenizer_config.json").read_text()) | {"target_lang": "roa"}
    config.pop("added_tokens_decoder")
    (folder / "tokenizer_config.json").write_text(json.dumps(config))
    pairs = Pairs(Checkpoint.open(folder))
    assert ("en", "fr") in pairs
    assert ("en", "es") not in pairs
    assert pieces(folder, TO_FRENCH)[0] == ">>fra<<"
