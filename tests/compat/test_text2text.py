"""The cases of transformers 4's tests/pipelines/test_pipelines_text2text_generation.py."""

from __future__ import annotations

from pathlib import Path

import pytest

import toys

from .conftest import Make

TEXTS = [f"summarize: {toys.article(seed)}" for seed in (1, 2)]
OUTPUTS = [{"generated_text": toys.first_sentence(toys.article(seed))} for seed in (1, 2)]


def test_the_output_is_not_the_input_continued(make: Make) -> None:
    assert make("text2text-generation", "t5")(TEXTS[0]) == OUTPUTS[:1]


def test_a_list_gives_a_flat_list(make: Make) -> None:
    generator = make("text2text-generation", "t5")
    assert generator(TEXTS) == OUTPUTS
    assert generator(TEXTS[:1]) == OUTPUTS[:1]
    assert generator([]) == []


@pytest.mark.parametrize("batch_size", [None, 2])
def test_several_outputs_a_text_are_lists_of_lists(batch_size: int | None, make: Make) -> None:
    generator = make("text2text-generation", "t5")
    outputs = generator(TEXTS, num_return_sequences=2, do_sample=True, batch_size=batch_size)
    assert [[output.keys() for output in text] for text in outputs] == [[{"generated_text"}] * 2] * 2


def test_beams_come_best_first(make: Make) -> None:
    outputs = make("text2text-generation", "t5")(TEXTS[0], do_sample=False, num_return_sequences=3, num_beams=3)
    assert outputs[0] == OUTPUTS[0]
    assert len({output["generated_text"] for output in outputs}) == 3


def test_batches_change_nothing(make: Make) -> None:
    generator = make("text2text-generation", "t5", batch_size=2)
    texts = [f"summarize: {toys.article(seed, sentences=1 + seed % 3)}" for seed in range(5)]
    assert generator(texts) == generator(texts, batch_size=1)


@pytest.mark.parametrize("batch_size", [1, 2])
def test_tensors(batch_size: int, make: Make) -> None:
    import torch

    generator = make("text2text-generation", "t5")
    outputs = generator(TEXTS, do_sample=True, num_return_sequences=2, return_tensors=True, batch_size=batch_size)
    assert all(isinstance(output.pop("generated_token_ids"), torch.Tensor) for text in outputs for output in text)
    assert outputs == [[{}, {}], [{}, {}]]


def test_text_is_what_return_text_says(make: Make) -> None:
    generator = make("text2text-generation", "t5")
    assert generator(TEXTS[0], return_text=True, clean_up_tokenization_spaces=True) == OUTPUTS[:1]
    assert generator(TEXTS[0], return_tensors=False) == OUTPUTS[:1]


@pytest.mark.parametrize("wrong", [4, ("a", "b"), None])
def test_what_is_no_text(wrong: object, make: Make) -> None:
    with pytest.raises(TypeError, match="have the wrong format"):
        make("text2text-generation", "t5")(wrong)


def test_a_stop_sequence_ends_the_text(make: Make) -> None:
    generator = make("text2text-generation", "t5")
    first, *_ = OUTPUTS[0]["generated_text"].split()
    with pytest.warns(UserWarning, match="Stopping on a multiple token sequence"):
        generator(TEXTS[0], stop_sequence=OUTPUTS[0]["generated_text"])
    assert generator(TEXTS[0], stop_sequence=first) == [{"generated_text": first}]


def test_a_generation_config_replaces_the_defaults(make: Make) -> None:
    from transformers import GenerationConfig

    generator = make("text2text-generation", "t5")
    config = GenerationConfig(max_new_tokens=2, num_beams=1, pad_token_id=0, eos_token_id=1, decoder_start_token_id=0)
    (output,) = generator(TEXTS[0], generation_config=config, return_tensors=True)
    assert len(output["generated_token_ids"]) == 3


def test_a_pipeline_can_be_saved_and_opened_again(make: Make, tmp_path: Path) -> None:
    from briefsmith import pipeline

    make("text2text-generation", "t5").save_pretrained(tmp_path / "saved")
    assert pipeline("text2text-generation", str(tmp_path / "saved"))(TEXTS[0]) == OUTPUTS[:1]
