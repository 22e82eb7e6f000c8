"""Every architecture through both engines: the same tokens, the right ones, with the same scores."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import toys
from briefsmith.engines.base import GenerationParams, Scoring, TextEngine
from briefsmith.engines.options import EngineOptions, Precision
from briefsmith.engines.registry import open_engine

CONVERTIBLE = sorted(set(toys.RECIPES) - {"led"})


def opened(folder: Path, engine: str, precision: Precision = "float32") -> TextEngine:
    return open_engine(folder, name=folder.name, revision="1", options=EngineOptions(engine, "cpu", precision, 1))


def cases(name: str) -> Iterator[tuple[list[str], list[str], str | None]]:
    """Inputs, right answers, target language."""
    if name in toys.SUMMARIZERS:
        texts = [toys.article(9000 + i) for i in range(12)]
        yield texts, [toys.first_sentence(text) for text in texts], None
        return
    for language in ("de", "fr") if name in toys.MULTILINGUAL else ("de",):
        texts = toys.SENTENCES[::18]
        yield texts, [toys.translated(text, language) for text in texts], language


@pytest.mark.parametrize("name", toys.RECIPES)
def test_transformers_gives_the_right_answers(toy: Callable[[str], Path], name: str) -> None:
    engine = opened(toy(name), "transformers")
    for texts, answers, language in cases(name):
        params = GenerationParams(source_language="en", target_language=language)
        assert [best.text for best, *_ in engine.generate(texts, params)] == answers


@pytest.mark.parametrize("name", CONVERTIBLE)
@pytest.mark.parametrize("beam", [1, 4])
def test_ctranslate2_gives_the_same_with_the_same_scores(toy: Callable[[str], Path], name: str, beam: int) -> None:
    reference, converted = opened(toy(name), "transformers"), opened(toy(name), "ctranslate2")
    for texts, answers, language in cases(name):
        params = GenerationParams(beam_size=beam, source_language="en", target_language=language)
        expected = [best for best, *_ in reference.generate(texts, params)]
        found = [best for best, *_ in converted.generate(texts, params)]
        assert [best.text for best in found] == [best.text for best in expected] == answers
        assert [best.score for best in found] == pytest.approx([best.score for best in expected], abs=1e-4)


@pytest.mark.parametrize("name", CONVERTIBLE)
def test_ctranslate2_scores_its_own_outputs_as_the_search_did(toy: Callable[[str], Path], name: str) -> None:
    converted = opened(toy(name), "ctranslate2")
    assert isinstance(converted, Scoring)
    for texts, answers, language in cases(name):
        params = GenerationParams(length_penalty=1.0, source_language="en", target_language=language)
        found = [best.score for best, *_ in converted.generate(texts, params)]
        assert converted.score(list(zip(texts, answers, strict=True)), params) == pytest.approx(found, abs=1e-3)


@pytest.mark.parametrize("name", ["bart", "mbart", "mbart50", "t5"])
@pytest.mark.parametrize("penalty", [0.5, 2.0])
def test_scores_of_the_n_best_are_comparable_under_a_length_penalty(
    toy: Callable[[str], Path], name: str, penalty: float
) -> None:
    reference, converted = opened(toy(name), "transformers"), opened(toy(name), "ctranslate2")
    for texts, _, language in cases(name):
        params = GenerationParams(4, 4, penalty, source_language="en", target_language=language)
        for expected, found in zip(reference.generate(texts, params), converted.generate(texts, params), strict=True):
            assert len(expected) == len(found) == 4
            known = {hypothesis.text: hypothesis.score for hypothesis in expected}
            both = [h for h in found if h.text in known]
            assert both  # the tails may differ: transformers continues if a longer output could still win
            assert [h.score for h in both] == pytest.approx([known[h.text] for h in both], rel=1e-3, abs=1e-4)


@pytest.mark.parametrize("name", ["bart", "marian", "t5"])
def test_int8_still_gives_the_right_answers(toy: Callable[[str], Path], name: str) -> None:
    engine = opened(toy(name), "ctranslate2", "int8")
    for texts, answers, language in cases(name):
        params = GenerationParams(source_language="en", target_language=language)
        found = [best.text for best, *_ in engine.generate(texts, params)]
        assert sum(a == b for a, b in zip(found, answers, strict=True)) >= len(answers) - 1


@pytest.mark.parametrize("name", ["marian", "pegasus"])
def test_bfloat16_gives_the_right_answers(toy: Callable[[str], Path], name: str) -> None:
    engine = opened(toy(name), "transformers", "bfloat16")
    for texts, answers, language in cases(name):
        params = GenerationParams(source_language="en", target_language=language)
        assert [best.text for best, *_ in engine.generate(texts, params)] == answers


@pytest.mark.parametrize("engine", ["transformers", "ctranslate2"])
@pytest.mark.parametrize("name", ["bart", "mbart50", "t5"])
def test_lengths_are_of_the_text_without_its_frame(toy: Callable[[str], Path], name: str, engine: str) -> None:
    folder = toy(name)
    model = opened(folder, engine)
    for texts, answers, language in cases(name):
        plain = GenerationParams(source_language="en", target_language=language)
        few = GenerationParams(max_new_tokens=3, source_language="en", target_language=language)
        many = GenerationParams(
            beam_size=1, min_new_tokens=12, max_new_tokens=14, source_language="en", target_language=language
        )
        assert model.generate(texts[:1], plain)[0][0].text == answers[0]
        shortest = model.generate(texts[:1], few)[0][0].text
        assert answers[0].startswith(shortest)
        assert len(shortest.split()) == 3
        assert len(model.generate(texts[:1], many)[0][0].text.replace(".", " .").split()) in range(12, 15)
