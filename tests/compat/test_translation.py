"""The cases of transformers 4's tests/pipelines/test_pipelines_translation.py."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import toys
from briefsmith import pipeline

from .conftest import Make

TEXTS = toys.SENTENCES[:2]
GERMAN = [{"translation_text": toys.translated(text, "de")} for text in TEXTS]
CODES = {
    "mbart": ("en_XX", "de_DE"),
    "mbart50": ("en_XX", "de_DE"),
    "m2m_100": ("en", "de"),
    "nllb": ("eng_Latn", "deu_Latn"),
}


@pytest.fixture
def with_tasks(toy: Callable[[str], Path], tmp_path: Path) -> str:
    """A T5 whose configuration names two translations, like the real ones."""
    folder = shutil.copytree(toy("t5"), tmp_path / "t5")
    config = json.loads((folder / "config.json").read_text())
    for language, name in (("de", "German"), ("fr", "French")):
        config["task_specific_params"][f"translation_en_to_{language}"] = {"prefix": f"translate English to {name}: "}
    (folder / "config.json").write_text(json.dumps(config))
    return str(folder)


def test_a_text_a_list_of_one_and_of_two(make: Make) -> None:
    translator = make("translation", "marian")
    assert translator(TEXTS[0]) == GERMAN[:1]
    assert translator(TEXTS[:1]) == GERMAN[:1]
    assert translator(TEXTS) == GERMAN


def test_the_pair_in_the_name_gives_the_prefix(with_tasks: str) -> None:
    translator = pipeline("translation_en_to_fr", model=with_tasks, framework="pt")
    assert translator.prefix == "translate English to French: "
    assert translator("The map.", max_new_tokens=4)[0].keys() == {"translation_text"}


def test_a_pair_without_a_default_model_fails() -> None:
    with pytest.raises(ValueError, match="does not provide any default models"):
        pipeline("translation_cn_to_ar")
    with pytest.raises(ValueError, match="does not provide any default models"):
        pipeline("translation")


def test_an_odd_pair_with_a_model(with_tasks: str) -> None:
    translator = pipeline("translation_cn_to_ar", model=with_tasks)
    assert (translator._preprocess_params["src_lang"], translator._preprocess_params["tgt_lang"]) == ("cn", "ar")


def test_translation_alone_takes_the_first_pair_of_the_model(with_tasks: str) -> None:
    with pytest.warns(UserWarning, match="translation_en_to_de"):
        translator = pipeline("translation", model=with_tasks)
    assert translator.task == "translation_en_to_de"
    assert (translator._preprocess_params["src_lang"], translator._preprocess_params["tgt_lang"]) == ("en", "de")


@pytest.mark.parametrize("name", CODES)
def test_a_multilingual_model_wants_both_languages(name: str, make: Make) -> None:
    with pytest.raises(ValueError, match="Translation requires a `src_lang` and a `tgt_lang`"):
        make("translation", name)(TEXTS[0])


@pytest.mark.parametrize("name", CODES)
def test_languages_in_the_call_or_at_the_start(name: str, make: Make) -> None:
    source, target = CODES[name]
    called = make("translation", name)(TEXTS, src_lang=source, tgt_lang=target)
    started = make("translation", name, src_lang=source, tgt_lang=target)
    assert called == started(TEXTS) == started(TEXTS, batch_size=2)
    assert [text["translation_text"].removeprefix("__de__ ") for text in called] == [
        text["translation_text"] for text in GERMAN
    ]


def test_a_loaded_model_with_its_tokenizer(toy: Callable[[str], Path]) -> None:
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    model, tokenizer = (
        AutoModelForSeq2SeqLM.from_pretrained(toy("marian")),
        AutoTokenizer.from_pretrained(toy("marian")),
    )
    assert pipeline("translation_en_to_de", model, tokenizer=tokenizer, device=-1)(TEXTS[0]) == GERMAN[:1]
    with pytest.raises(ValueError, match="Impossible to guess which tokenizer to use"):
        pipeline("translation_en_to_de", model)


def test_a_text_near_the_limit_is_warned_of(make: Make, logged: list[str]) -> None:
    translator = make("translation", "marian")
    logged.clear()
    translator(TEXTS[0], max_length=5)
    (warning,) = logged
    assert warning.startswith("Your input_length: ")
    assert "is bigger than 0.9 * max_length: 5." in warning
