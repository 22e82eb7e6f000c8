"""The embedded model through the real engine, and what happens with broken model folders."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from briefsmith.engines.base import GenerationParams
from briefsmith.engines.ctranslate2 import CTranslate2Engine, embedded_engine
from briefsmith.engines.folder import ModelFolder, embedded_models
from briefsmith.errors import EngineError, ModelUnavailableError


@pytest.fixture(scope="module")
def folder() -> ModelFolder:
    return next(model for model in embedded_models() if model.pair == ("en", "de"))


@pytest.fixture(scope="module")
def engine(folder: ModelFolder) -> CTranslate2Engine:
    return embedded_engine(folder, threads=1)


def test_it_speaks_german(engine: CTranslate2Engine) -> None:
    ((best, *_),) = engine.generate(["The house is old."], GenerationParams())
    assert best.text == "Das Haus ist alt."


def test_n_best_come_best_first(engine: CTranslate2Engine) -> None:
    (found,) = engine.generate(["The house is old."], GenerationParams(beam_size=4, num_hypotheses=4))
    assert len({h.text for h in found}) == 4
    assert [h.score for h in found] == sorted((h.score for h in found), reverse=True)


def test_results_do_not_depend_on_the_batch(engine: CTranslate2Engine) -> None:
    texts = ["The house is old.", "In 2024, 3.5 million people lived there.", "Yes.", "“Why?” he asked."]
    together = engine.generate(texts, GenerationParams(batch_tokens=64))
    alone = [engine.generate([text], GenerationParams())[0] for text in texts]
    assert [h[0].text for h in together] == [h[0].text for h in alone]


def test_where_an_output_ends_does_not_depend_on_the_batch(engine: CTranslate2Engine) -> None:
    short = "The old house by the sea has been empty since the war."
    texts = [
        short,
        f"{short[:-1]} and nobody in the small town remembers the people who once lived there with children.",
    ]
    tight = GenerationParams(max_length_ratio=0.1)
    together = engine.generate(texts, tight)
    assert [h[0].text for h in together] == [engine.generate([text], tight)[0][0].text for text in texts]
    assert together[0][0].text != engine.generate(texts, GenerationParams())[0][0].text  # the limit cut it


def test_unknown_scripts_come_through_in_bytes(engine: CTranslate2Engine) -> None:
    assert engine.count_tokens(["🦊", "house"])[0] >= 4
    ((best,),) = engine.generate(["Xi Jinping 习近平"], GenerationParams())
    assert best.text


def test_nothing_is_cut_in_silence(engine: CTranslate2Engine) -> None:
    long = "word " * (engine.max_input_tokens + 1)
    assert engine.count_tokens([long])[0] > engine.max_input_tokens
    with pytest.raises(EngineError, match="tokens, the model takes at most"):
        engine.generate([long], GenerationParams())


def test_an_empty_batch(engine: CTranslate2Engine) -> None:
    assert engine.generate([], GenerationParams()) == []


def test_close_frees_the_model_and_it_can_be_used_again(folder: ModelFolder) -> None:
    engine = embedded_engine(folder, threads=1)
    before = engine.generate(["The house is old."], GenerationParams())
    engine.close()
    assert "_translator" not in vars(engine)
    assert engine.generate(["The house is old."], GenerationParams()) == before


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailableError, match="no such model folder"):
        ModelFolder.open(tmp_path / "nowhere")


@pytest.mark.parametrize("content", [None, "{", "[]", '{"source": "en"}'])
def test_a_folder_without_a_sound_description(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "briefsmith.json").write_text(content)
    with pytest.raises(ModelUnavailableError, match="not a model folder of 'briefsmith train translator'"):
        ModelFolder.open(tmp_path)


@pytest.mark.parametrize("broken", ["model.bin", "spm.model"])
def test_broken_weights_are_named(folder: ModelFolder, tmp_path: Path, broken: str) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder.path, copy)
    (copy / broken).write_bytes(b"not a model")
    with pytest.raises(ModelUnavailableError, match="cannot be loaded"):
        embedded_engine(ModelFolder.open(copy)).generate(["a"], GenerationParams())


def test_the_description_says_how_good_it_is(folder: ModelFolder) -> None:
    data = json.loads((folder.path / "briefsmith.json").read_text())
    assert folder.scores["flores-dev"]["bleu"] == data["scores"][0]["bleu"] > 0
    assert folder.license
