"""What is specific to transformers: devices, memory, LED, errors."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import toys
from briefsmith.engines.base import GenerationParams
from briefsmith.engines.checkpoint import Checkpoint
from briefsmith.engines.decoding import Decoding
from briefsmith.engines.options import EngineOptions
from briefsmith.engines.transformers import TransformersEngine
from briefsmith.errors import EngineError, ModelUnavailableError


def engine(folder: Path, **options: Any) -> TransformersEngine:
    return TransformersEngine(Checkpoint.open(folder, revision="1"), EngineOptions("transformers", "cpu", **options))


def test_led_attends_to_the_whole_text_from_its_first_token(toy: Callable[[str], Path]) -> None:
    model = engine(toy("led"))
    inputs = model._inputs([[0, 5, 6, 2], [0, 5, 2]])
    assert inputs["global_attention_mask"].tolist() == [[1, 0, 0, 0], [1, 0, 0, 0]]
    assert inputs["attention_mask"].tolist() == [[1, 1, 1, 1], [1, 1, 1, 0]]
    assert "global_attention_mask" not in engine(toy("bart"))._inputs([[0, 5, 2]])


def test_results_do_not_depend_on_the_batch(toy: Callable[[str], Path]) -> None:
    model = engine(toy("bart"))
    texts = [toys.article(i, sentences=1 + i % 4) for i in range(9)]
    together = model.generate(texts, GenerationParams(batch_tokens=64))
    alone = [model.generate([text], GenerationParams())[0] for text in texts]
    assert [h[0].text for h in together] == [h[0].text for h in alone]
    assert [h[0].score for h in together] == pytest.approx([h[0].score for h in alone], abs=1e-4)


def test_n_best_come_best_first_and_an_empty_batch_is_empty(toy: Callable[[str], Path]) -> None:
    model = engine(toy("marian"))
    (found,) = model.generate(toys.SENTENCES[:1], GenerationParams(beam_size=4, num_hypotheses=4))
    assert len({h.text for h in found}) == 4
    assert [h.score for h in found] == sorted((h.score for h in found), reverse=True)
    assert model.generate([], GenerationParams()) == []


def test_nothing_is_cut_in_silence(toy: Callable[[str], Path]) -> None:
    model = engine(toy("bart"))
    with pytest.raises(EngineError, match=r"bart: .* tokens, the model takes at most 128"):
        model.generate([" ".join(toys.SENTENCES[:40])], GenerationParams())


def test_repetition_is_held_down(toy: Callable[[str], Path]) -> None:
    """If forced to continue, the toy repeats itself; no n-gram may occur twice."""
    model = engine(toy("bart"))
    params = GenerationParams(beam_size=1, min_new_tokens=20, max_new_tokens=24, no_repeat_ngram_size=2)
    words = model.generate([toys.article(1)], params)[0][0].text.replace(".", " .").split()
    pairs = list(pairwise(words))
    assert len(words) >= 16
    assert len(pairs) - len(set(pairs)) <= 1  # words of several pieces may share one


def test_what_the_caller_leaves_open_the_checkpoint_decides(toy: Callable[[str], Path]) -> None:
    checkpoint = Checkpoint.open(toy("t5"))
    opened = Decoding.of(GenerationParams(beam_size=None), checkpoint)
    assert (opened.beam_size, opened.length_penalty) == (4, 2.0)  # of its task_specific_params
    assert Decoding.of(GenerationParams(beam_size=2, length_penalty=1.0), checkpoint) == Decoding(2, 1)
    assert Decoding.of(GenerationParams(beam_size=None)) == Decoding(1, 1)
    assert Decoding.of(GenerationParams(beam_size=2, num_hypotheses=3)).beam_size == 3
    marian = Decoding.of(GenerationParams(), Checkpoint.open(toy("marian")))
    assert len(marian.bad_words) == 1


def test_broken_weights_are_named(toy: Callable[[str], Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(toy("bart"), broken)
    (broken / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(ModelUnavailableError, match="the model cannot be loaded"):
        engine(broken).load()


@pytest.mark.parametrize(
    ("capabilities", "precision"),
    [({"amx_bf16": True}, "bfloat16"), ({"avx512_bf16": True}, "bfloat16"), ({}, "float32")],
)
def test_auto_takes_bfloat16_where_the_processor_multiplies_it(
    monkeypatch: pytest.MonkeyPatch, capabilities: dict[str, bool], precision: str
) -> None:
    import torch

    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: capabilities, raising=False)
    assert EngineOptions().torch_precision("cpu") == precision
    assert EngineOptions(precision="float32").torch_precision("cpu") == "float32"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "not a model folder: config.json"),
        ("{", "not a model folder: config.json"),
        ("[]", "config.json is not a JSON object"),
        ('{"model_type": "gpt2", "is_encoder_decoder": false}', "does not describe an encoder-decoder model"),
        ('{"model_type": "bart", "is_encoder_decoder": true}', "the weights are missing; fetch the model again"),
    ],
)
def test_folders_that_are_no_checkpoint(tmp_path: Path, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / "config.json").write_text(content)
    with pytest.raises(ModelUnavailableError, match=message):
        Checkpoint.open(tmp_path)
    with pytest.raises(ModelUnavailableError, match="no such model folder"):
        Checkpoint.open(tmp_path / "nowhere")


def test_close_frees_the_model_and_it_can_be_used_again(toy: Callable[[str], Path]) -> None:
    model = engine(toy("marian"))
    before = model.generate(toys.SENTENCES[:2], GenerationParams())
    model.close()
    assert "_model" not in vars(model)
    assert model.generate(toys.SENTENCES[:2], GenerationParams()) == before


def test_fsmt_with_nulls_in_its_configuration(tmp_path: Path) -> None:
    """As transformers 4.57 saved it."""
    from briefsmith.engines.config_files import open_config
    from briefsmith.engines.pairs import Pairs

    config = {"model_type": "fsmt", "max_length": None, "langs": ["en", "de"], "num_beams": 5}
    (tmp_path / "config.json").write_text(json.dumps(config))
    (tmp_path / "model.safetensors").touch()
    assert open_config(tmp_path).langs == ["en", "de"]
    pairs = Pairs(Checkpoint.open(tmp_path))
    assert ("en", "de") in pairs
    assert ("de", "en") not in pairs
    assert str(pairs) == "en>de"


def test_prophetnet_whose_tokenizer_alone_names_the_end(tmp_path: Path) -> None:
    from transformers import ProphetNetConfig, ProphetNetForConditionalGeneration, ProphetNetTokenizer

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[X_SEP]", "the", "mayor", "sold", "map", "."]
    (tmp_path / "vocab.txt").write_text("\n".join(words))
    ProphetNetTokenizer(str(tmp_path / "vocab.txt")).save_pretrained(tmp_path)
    config = ProphetNetConfig(
        vocab_size=len(words), hidden_size=16, num_encoder_layers=1, num_decoder_layers=1, num_encoder_attention_heads=2,
        num_decoder_attention_heads=2, encoder_ffn_dim=16, decoder_ffn_dim=16, eos_token_id=None, decoder_start_token_id=3,
    )  # fmt: skip
    ProphetNetForConditionalGeneration(config).save_pretrained(tmp_path)
    (found,) = engine(tmp_path).generate(["The mayor sold the map."], GenerationParams(max_new_tokens=4))
    assert set(found[0].text.split()) <= set(words)


def test_switch_transformers(toy: Callable[[str], Path], tmp_path: Path) -> None:
    from transformers import SwitchTransformersConfig, SwitchTransformersForConditionalGeneration

    folder = shutil.copytree(toy("t5"), tmp_path / "switch")
    size = json.loads((folder / "config.json").read_text())["vocab_size"]
    config = SwitchTransformersConfig(
        vocab_size=size, d_model=16, d_kv=8, d_ff=16, num_layers=1, num_decoder_layers=1, num_heads=2, num_experts=2,
        num_sparse_encoder_layers=1, num_sparse_decoder_layers=1, decoder_start_token_id=0,
    )  # fmt: skip
    SwitchTransformersForConditionalGeneration(config).save_pretrained(folder)
    (found,) = engine(folder).generate(["The mayor sold the map."], GenerationParams(max_new_tokens=4))
    assert len(found) == 1


def test_early_stopping_is_that_of_the_task(toy: Callable[[str], Path], tmp_path: Path) -> None:
    folder = shutil.copytree(toy("t5"), tmp_path / "t5")
    config = json.loads((folder / "config.json").read_text())
    config["task_specific_params"] = {"summarization": {"early_stopping": True}}
    (folder / "config.json").write_text(json.dumps(config))
    checkpoint = Checkpoint.open(folder)
    assert Decoding.of(GenerationParams(), checkpoint).early_stopping is True
    assert Decoding.of(GenerationParams(source_language="en", target_language="de"), checkpoint).early_stopping is False
