"""Models of consistency, on tiny ones of both layouts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from briefsmith.engines.consistency import ConsistencyModel
from briefsmith.engines.options import EngineOptions
from briefsmith.errors import ModelUnavailableError
from toy_consistency import SENTENCES, examples


def model_of(folder: Path) -> ConsistencyModel:
    return ConsistencyModel(folder, "toy", "1", EngineOptions(device="cpu", precision="float32", threads=1))


@pytest.fixture(params=["hhem", "minicheck"])
def toy_model(request: pytest.FixtureRequest) -> ConsistencyModel:
    return model_of(request.getfixturevalue(request.param))


def test_what_the_text_says_scores_high_and_what_it_does_not_low(toy_model: ConsistencyModel) -> None:
    rows = examples(60, 10_000)
    scores = toy_model.score([(text, claim) for text, claim, _ in rows])
    assert all(0 <= score <= 1 for score in scores)
    right = sum((score > 0.5) == bool(label) for score, (*_, label) in zip(scores, rows, strict=True))
    assert right >= 57


def test_the_score_does_not_depend_on_the_others_of_its_batch(toy_model: ConsistencyModel) -> None:
    long = " ".join(SENTENCES)
    (alone,) = toy_model.score([(SENTENCES[0], SENTENCES[0])])
    beside = toy_model.score([(long, SENTENCES[1]), (SENTENCES[0], SENTENCES[0])])[1]
    assert alone == pytest.approx(beside, abs=1e-4)


def test_nothing_to_score(toy_model: ConsistencyModel) -> None:
    assert toy_model.score([]) == []
    assert toy_model.count_tokens([]) == []


def test_another_kind_of_folder_is_refused(toy: Callable[[str], Path], tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailableError, match="not a model of consistency"):
        model_of(toy("bart"))
    with pytest.raises(ModelUnavailableError, match="model folder"):
        model_of(tmp_path)


def test_other_weights_are_refused(hhem: Path, minicheck: Path, tmp_path: Path) -> None:
    for name in ("config.json", "tokenizer.json", "tokenizer_config.json"):
        (tmp_path / name).write_bytes((hhem / name).read_bytes())
    (tmp_path / "model.safetensors").write_bytes((minicheck / "model.safetensors").read_bytes())
    with pytest.raises(ModelUnavailableError, match="not those of HHEM"):
        model_of(tmp_path).score([("a", "b")])
    (tmp_path / "tokenizer.json").unlink()
    with pytest.raises(ModelUnavailableError, match="tokenizer"):
        model_of(tmp_path).score([("a", "b")])
