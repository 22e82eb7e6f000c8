"""`engine="auto"`: the same pipeline on CTranslate2."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import toys
from briefsmith import pipeline
from briefsmith.errors import EngineError

from .conftest import Make

CODES = {
    "mbart": ("en_XX", "de_DE"),
    "mbart50": ("en_XX", "de_DE"),
    "m2m_100": ("en", "de"),
    "nllb": ("eng_Latn", "deu_Latn"),
}


@pytest.mark.parametrize("name", ["bart", "t5", "pegasus"])
def test_summaries_are_those_of_generate(name: str, make: Make) -> None:
    texts = [toys.article(seed) for seed in range(6)]
    outputs = make("summarization", name, engine="auto")(texts, batch_size=3)
    assert (
        outputs == make("summarization", name)(texts) == [{"summary_text": toys.first_sentence(text)} for text in texts]
    )


@pytest.mark.parametrize("name", ["marian", *CODES])
def test_translations_are_those_of_generate(name: str, make: Make) -> None:
    source, target = CODES.get(name, (None, None))
    texts = toys.SENTENCES[:6]
    outputs = make("translation", name, engine="auto", src_lang=source, tgt_lang=target)(texts, batch_size=3)
    assert outputs == make("translation", name, src_lang=source, tgt_lang=target)(texts)


def test_ids_and_lengths_are_those_of_generate(make: Make) -> None:
    fast, plain = (make("translation", "marian", **more) for more in ({"engine": "auto"}, {}))
    for asked in (
        {"max_length": 5},
        {"max_new_tokens": 3},
        {"num_beams": 1},
        {"num_return_sequences": 2},
    ):
        texts = [
            output["translation_token_ids"].tolist() for output in fast(toys.SENTENCES[0], return_tensors=True, **asked)
        ]
        assert texts[0] == plain(toys.SENTENCES[0], return_tensors=True, **asked)[0]["translation_token_ids"].tolist()


def test_a_least_length_is_kept(make: Make) -> None:
    fast = make("translation", "marian", engine="auto")
    (output,) = fast(toys.SENTENCES[0], return_tensors=True, min_length=14)
    assert len(output["translation_token_ids"]) >= 14


def test_what_it_does_not_have_is_refused(make: Make, toy: Callable[[str], Path]) -> None:
    fast = make("summarization", "bart", engine="auto")
    with pytest.raises(ValueError, match="does not have encoder_no_repeat_ngram_size; leave out engine="):
        fast("The mayor sold the map.", encoder_no_repeat_ngram_size=3)
    with pytest.raises(ValueError, match="num_return_sequences"):
        fast("The mayor sold the map.", num_return_sequences=5)
    with pytest.raises(EngineError, match="CTranslate2 does not run led models"):
        make("summarization", "led", engine="auto")
    with pytest.raises(ValueError, match="engine is 'transformers', or 'auto'"):
        pipeline("summarization", str(toy("bart")), engine="onnx")
