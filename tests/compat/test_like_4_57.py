"""What the comparison with transformers 4.57 found: settings, lengths, clean-up, attributes, methods of tokenizers."""

from __future__ import annotations

import copy
import json
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import toys
from briefsmith import SummarizationPipeline, pipeline

from .conftest import Make

ARTICLE = toys.article(7)


@pytest.fixture
def stating(toy: Callable[[str], Path], tmp_path: Path) -> Callable[..., Any]:
    """`stating("bart", num_beams=6)` is a summarizer whose generation_config.json states this."""

    def make(name: str, *, version: str = "4.57.6", arguments: dict[str, Any] | None = None, **settings: Any) -> Any:
        folder = shutil.copytree(toy(name), tmp_path / f"stating-{len(list(tmp_path.iterdir()))}")
        file = folder / "generation_config.json"
        file.write_text(json.dumps({**json.loads(file.read_text()), **settings, "transformers_version": version}))
        return pipeline("summarization", str(folder), device="cpu", **(arguments or {}))

    return make


def test_the_pipelines_beams_and_length_come_before_the_models(stating: Callable[..., Any]) -> None:
    summarizer = stating("bart", num_beams=6, max_new_tokens=7)
    config = summarizer.generation_config
    assert (config.num_beams, config.max_new_tokens, config.max_length) == (4, 256, 20)
    with pytest.raises(
        ValueError, match=r"`num_return_sequences` \(5\) has to be smaller or equal to `num_beams` \(4\)"
    ):
        summarizer(ARTICLE, num_return_sequences=5)


def test_a_models_max_length_comes_before_the_pipelines_length(stating: Callable[..., Any]) -> None:
    config = stating("bart", max_length=40).generation_config
    assert (config.max_length, config.max_new_tokens) == (40, None)


def test_the_constructors_settings_are_in_the_generation_config(stating: Callable[..., Any]) -> None:
    summarizer = stating("bart", arguments={"num_beams": 2, "max_length": 5, "truncation": True})
    config = summarizer.generation_config
    assert (config.num_beams, config.max_length, config.max_new_tokens) == (2, 5, None)
    assert (summarizer._forward_params, summarizer._preprocess_params) == ({}, {"truncation": True})
    assert len(summarizer(ARTICLE, return_tensors=True)[0]["summary_token_ids"]) == 5


@pytest.mark.parametrize(("version", "tokens"), [("4.57.6", 4), ("4.27.0", 7)])
def test_since_4_50_a_model_completes_the_settings_of_a_call(
    version: str, tokens: int, stating: Callable[..., Any]
) -> None:
    """Its `max_new_tokens`, which the pipeline leaves out for its `max_length`; older checkpoints do not complete."""
    summarizer = stating("bart", version=version, max_length=7, max_new_tokens=3)
    assert len(summarizer(ARTICLE, return_tensors=True)[0]["summary_token_ids"]) == tokens


def test_no_false_warning_of_two_lengths(stating: Callable[..., Any], logged: list[str]) -> None:
    stating("bart", max_length=40)(ARTICLE, max_new_tokens=5)
    stating("t5")(ARTICLE)
    assert not [message for message in logged if "seem to have been set" in message]
    stating("t5")(ARTICLE, max_new_tokens=5, max_length=9)
    assert [message for message in logged if "seem to have been set" in message]


def test_a_length_beyond_the_positions_of_the_decoder(make: Make) -> None:
    ids = make("summarization", "bart")(ARTICLE, max_length=500, min_length=120, return_tensors=True)
    assert len(ids[0]["summary_token_ids"]) <= 128


def test_clean_up_is_done_for_every_tokenizer(make: Make) -> None:
    import torch

    summarizer = make("summarization", "bart")
    ids = torch.tensor([[summarizer.tokenizer("The mayor 's map , sold .")["input_ids"]]])
    plain, cleaned = (
        summarizer.postprocess({"output_ids": ids}, **asked) for asked in ({}, {"clean_up_tokenization_spaces": True})
    )
    assert plain == [{"summary_text": "The mayor 's map , sold ."}]
    assert cleaned == [{"summary_text": "The mayor's map, sold."}]


def test_attributes(make: Make) -> None:
    summarizer = make("summarization", "t5")
    assert (summarizer.framework, summarizer.modelcard, summarizer.assistant_model) == ("pt", None, None)
    config = summarizer.model.config
    assert (config.max_length, config.num_beams, config.prefix) == (20, 1, None)
    assert not hasattr(config, "no_such_setting")
    assert summarizer.run_multi([ARTICLE], {}, {}, {}) == list(summarizer.iterate([ARTICLE], {}, {}, {}))
    assert summarizer.tokenizer.additional_special_tokens == [f"<extra_id_{i}>" for i in range(4)]


def test_methods_of_tokenizers(make: Make) -> None:
    texts = ["The mayor sold the map.", "The wall."]
    tokenizer = make("translation", "mbart50", src_lang="en_XX", tgt_lang="de_DE").tokenizer
    assert tokenizer.batch_encode_plus(texts, padding=True)["input_ids"] == tokenizer(texts, padding=True)["input_ids"]
    assert tokenizer.encode_plus(texts[0])["input_ids"] == tokenizer(texts[0])["input_ids"]
    batch = tokenizer.prepare_seq2seq_batch(texts, src_lang="en_XX", tgt_texts=["Die Mauer."], tgt_lang="de_DE")
    english, german = tokenizer.convert_tokens_to_ids(["en_XX", "de_DE"])
    assert (batch["input_ids"][0][0], batch["labels"][0][0]) == (english, german)
    with tokenizer.as_target_tokenizer():
        assert tokenizer(texts[0])["input_ids"][0] == german
    assert tokenizer(texts[0])["input_ids"][0] == english


def test_a_subclass_may_tokenize_in_its_own_way(toy: Callable[[str], Path]) -> None:
    class Own(SummarizationPipeline):
        def _parse_and_tokenize(self, *args: Any, truncation: Any) -> Any:
            return super()._parse_and_tokenize("The class painted the wall. " + args[0], truncation=truncation)

    own = pipeline("summarization", str(toy("bart")), pipeline_class=Own)
    assert own(ARTICLE) == [{"summary_text": "The class painted the wall."}]


def test_copies_and_pickles_work(make: Make) -> None:
    summarizer = make("summarization", "bart")
    expected = summarizer(ARTICLE)
    assert copy.deepcopy(summarizer)(ARTICLE) == pickle.loads(pickle.dumps(summarizer))(ARTICLE) == expected  # noqa: S301


@pytest.mark.parametrize("safe", [True, False])
def test_saved_weights(safe: bool, make: Make, tmp_path: Path) -> None:
    make("summarization", "bart").save_pretrained(tmp_path / "saved", safe_serialization=safe)
    assert (tmp_path / "saved/model.safetensors").is_file() is safe
    assert (tmp_path / "saved/pytorch_model.bin").is_file() is not safe
    assert pipeline("summarization", str(tmp_path / "saved"))(ARTICLE) == [
        {"summary_text": toys.first_sentence(ARTICLE)}
    ]


def test_a_model_is_never_changed(toy: Callable[[str], Path]) -> None:
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    model, tokenizer = (kind.from_pretrained(toy("bart")) for kind in (AutoModelForSeq2SeqLM, AutoTokenizer))
    before = model.generation_config.to_dict()
    SummarizationPipeline(model, tokenizer)(ARTICLE, max_length=5)
    assert model.generation_config.to_dict() == before


def test_a_model_that_cannot_write(toy: Callable[[str], Path]) -> None:
    from transformers import AutoModel, AutoTokenizer

    with pytest.raises(AttributeError, match="BartModel cannot generate text"):
        pipeline(
            "summarization",
            AutoModel.from_pretrained(toy("bart")),
            tokenizer=AutoTokenizer.from_pretrained(toy("bart")),
        )
