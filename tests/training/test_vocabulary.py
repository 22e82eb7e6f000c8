from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefsmith.errors import UsageError
from briefsmith.training.files import census
from briefsmith.training.learn import train_vocabulary
from briefsmith.training.recipe import Run, TrainingOutcome
from briefsmith.training.settings import DataFile, VocabularySettings
from briefsmith.training.vocabulary import load_vocabulary

from .conftest import sentences, translate


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_any_script_passes_through_as_bytes(spm: Path, text: str) -> None:
    vocabulary = load_vocabulary(spm)
    ids = vocabulary.encode(text)
    assert vocabulary.unk_id() not in ids
    assert vocabulary.decode(ids) == vocabulary.normalize(text).replace("▁", " ").strip()


def test_digits_stand_alone(trained: tuple[Run, TrainingOutcome], tmp_path: Path) -> None:
    pairs = [f"{s} {1990 + n}\t{translate(s)} {1990 + n}" for n, s in enumerate(sentences(60, seed=3))]
    (tmp_path / "years.tsv").write_text("\n".join(pairs), "utf-8")
    data = trained[0].settings.model_copy(
        update={
            "data_dir": tmp_path,
            "data": (DataFile(path=Path("years.tsv")),),
            "vocabulary": VocabularySettings(size=295),
        }
    )
    train_vocabulary(data, census(data), tmp_path / "years.model")
    pieces = load_vocabulary(tmp_path / "years.model").encode("ba 2026", out_type=str)
    assert pieces[-4:] == ["2", "0", "2", "6"]


def test_the_same_seed_gives_the_same_vocabulary(trained: tuple[Run, TrainingOutcome], tmp_path: Path) -> None:
    run, _ = trained
    train_vocabulary(run.settings, census(run.settings), tmp_path / "again.model")
    assert (tmp_path / "again.model").read_bytes() == run.vocabulary.read_bytes()


def test_too_little_text_for_the_size(trained: tuple[Run, TrainingOutcome], tmp_path: Path) -> None:
    run, _ = trained
    vocabulary = run.settings.vocabulary.model_copy(update={"size": 30_000})
    large = run.settings.model_copy(update={"vocabulary": vocabulary})
    with pytest.raises(UsageError, match="cannot make a vocabulary of 30000 pieces"):
        train_vocabulary(large, census(large), tmp_path / "large.model")
    assert list(tmp_path.iterdir()) == []
