"""The cases of transformers 4's tests/pipelines/test_pipelines_summarization.py, and what its documentation promised."""

from __future__ import annotations

from typing import Any

import pytest
from transformers.tokenization_utils_base import TruncationStrategy

import toys

from .conftest import Make

ARTICLE = toys.article(7)
SUMMARY = toys.first_sentence(ARTICLE)


@pytest.mark.parametrize("name", toys.SUMMARIZERS)
def test_a_text_gives_a_list_of_one(name: str, make: Make) -> None:
    assert make("summarization", name)(ARTICLE) == [{"summary_text": SUMMARY}]


def test_generate_arguments_are_passed_on(make: Make) -> None:
    summarizer = make("summarization", "bart")
    (output,) = summarizer(ARTICLE, num_beams=2, min_length=2, max_length=5, return_tensors=True)
    assert 2 <= len(output["summary_token_ids"]) <= 5


def test_they_may_be_given_at_the_start_and_changed_in_a_call(make: Make) -> None:
    summarizer = make("summarization", "bart", max_new_tokens=3, num_beams=1)
    assert len(summarizer(ARTICLE, return_tensors=True)[0]["summary_token_ids"]) == 4
    assert summarizer(ARTICLE, max_new_tokens=20) == [{"summary_text": SUMMARY}]


def test_max_length_of_a_call_is_kept(make: Make) -> None:
    """4.57 preferred its own max_new_tokens of 256 if the model had no max_length."""
    (output,) = make("summarization", "t5")(ARTICLE, max_length=4, return_tensors=True)
    assert len(output["summary_token_ids"]) == 4


def test_a_text_too_long_raises_unless_it_is_truncated(make: Make) -> None:
    summarizer = make("summarization", "bart")
    too_long = "The " * 1000
    with pytest.raises(IndexError):
        summarizer(too_long)
    for truncation in (TruncationStrategy.ONLY_FIRST, "only_first", True):
        assert summarizer(too_long, truncation=truncation, max_new_tokens=5)[0].keys() == {"summary_text"}


def test_a_long_text_for_a_model_without_limit(make: Make) -> None:
    assert make("summarization", "t5")("The " * 1000, max_new_tokens=5)[0].keys() == {"summary_text"}


def test_task_specific_params_give_prefix_and_settings(make: Make) -> None:
    summarizer = make("summarization", "t5")
    assert summarizer.prefix == "summarize: "
    assert summarizer.generation_config.length_penalty == 2.0
    assert make("text2text-generation", "t5").prefix is None


def test_defaults_are_those_of_4_57(make: Make) -> None:
    config = make("summarization", "bart").generation_config
    assert (config.num_beams, config.max_new_tokens) == (4, 256)
    config = make("translation", "marian").generation_config
    assert (config.num_beams, config.max_new_tokens, config.max_length) == (4, None, 512)


def test_warnings(make: Make, logged: list[str]) -> None:
    summarizer = make("summarization", "bart")
    assert logged == ["Device set to use cpu"]
    logged.clear()
    summarizer("The farmer sold the map.", max_length=60)
    (warning,) = logged
    assert warning.startswith("Your max_length is set to 60, but your input_length is only ")
    assert warning.endswith("e.g. summarizer('...', max_length=4)")
    logged.clear()
    with pytest.warns(UserWarning, match="Unfeasible length constraints"):
        summarizer(ARTICLE, min_length=9, max_length=4)
    assert logged == ["Your min_length=9 must be inferior than your max_length=4."]


def test_a_silenced_transformers_is_silent(make: Make, logged: list[str]) -> None:
    from transformers.utils import logging

    logging.set_verbosity_error()
    make("summarization", "bart")("The farmer sold the map.")
    assert logged == []


def test_inputs_that_are_read_as_they_come(make: Make) -> None:
    summarizer = make("summarization", "bart")
    seen: list[int] = []

    def articles() -> Any:
        for seed in range(5):
            seen.append(seed)
            yield toys.article(seed)

    outputs = summarizer(articles(), batch_size=2)
    assert next(iter(outputs)) == [{"summary_text": toys.first_sentence(toys.article(0))}]
    assert seen == [0, 1]


def test_a_dataset(make: Make) -> None:
    from datasets import Dataset
    from transformers.pipelines.pt_utils import KeyDataset

    texts = [toys.article(seed) for seed in range(3)]
    outputs = make("summarization", "bart")(KeyDataset(Dataset.from_dict({"text": texts}), "text"), batch_size=2)
    assert list(outputs) == [[{"summary_text": toys.first_sentence(text)}] for text in texts]
