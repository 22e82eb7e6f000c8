from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from briefsmith.errors import ModelUnavailableError, UsageError
from briefsmith.training import backtranslate as module
from briefsmith.training.backtranslate import Job, backtranslate
from briefsmith.training.recipe import Run, TrainingOutcome
from briefsmith.training.score import SearchOptions, Translator

from .conftest import quiet, sentences, translate


@pytest.fixture(scope="module")
def translator(trained: tuple[Run, TrainingOutcome]) -> Translator:
    return Translator(trained[0].work / "model")


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Job:
    monkeypatch.setattr(module, "WINDOW", 4)
    mono = [*sentences(6, seed=21), "", " ".join(["ba"] * 80), *sentences(3, seed=22)]
    (tmp_path / "mono.txt").write_text("\n".join(mono) + "\n", "utf-8")
    return Job(tmp_path / "mono.txt", tmp_path / "out.tsv.xz", "back", SearchOptions(beam=1))


def expected() -> list[str]:
    return [f"back\t{translate(s)}\t{s}" for s in (*sentences(6, seed=21), *sentences(3, seed=22))]


def test_translations_stand_before_the_genuine_sentences(translator: Translator, job: Job, tmp_path: Path) -> None:
    assert backtranslate(translator, job, quiet()) == 9
    assert lzma.decompress(job.out.read_bytes()).decode().splitlines() == expected()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mono.txt", "out.tsv.xz"]


def test_a_killed_job_goes_on_behind_its_last_window(translator: Translator, job: Job, tmp_path: Path) -> None:
    calls: list[int] = []

    class Dying(Translator):
        def __init__(self) -> None:
            super().__init__(translator.folder)

        def translate(self, texts, decoding=None):  # type: ignore[no-untyped-def]
            calls.append(len(texts))
            if len(calls) == 2:
                raise KeyboardInterrupt
            return super().translate(texts, decoding)

    with pytest.raises(KeyboardInterrupt):
        backtranslate(Dying(), job, quiet())
    with (tmp_path / "out.tsv.xz.partial").open("ab") as file:
        file.write(b"half a li")  # what a kill leaves of a window that was being written
    with pytest.raises(UsageError, match="started with other settings"):
        backtranslate(translator, Job(job.mono, job.out, "other", job.decoding), quiet())
    assert backtranslate(translator, job, quiet()) == 9
    assert lzma.decompress(job.out.read_bytes()).decode().splitlines() == expected()


def test_copies_and_changed_figures_are_left_out(translator: Translator, job: Job) -> None:
    answers = {"ba 5 du": "two 5 one", "ki 7": "seven 8", "Lo me": "lo me", "ba zwei": "2 one", "so": ""}

    class Canned(Translator):
        def __init__(self) -> None:
            super().__init__(translator.folder)

        def translate(self, texts, decoding=None):  # type: ignore[no-untyped-def]
            return [answers[text] for text in texts]

    job.mono.write_text("\n".join(answers) + "\n", "utf-8")
    assert backtranslate(Canned(), job, quiet()) == 1
    assert lzma.decompress(job.out.read_bytes()).decode() == "back\ttwo 5 one\tba 5 du\n"


def test_sampling_draws_different_translations(translator: Translator) -> None:
    assert len(set(translator.translate(["ba du ki"] * 64, SearchOptions(sampling=0)))) > 1
    assert set(translator.translate(["ba du ki"] * 64, SearchOptions(sampling=1))) == {"three two one"}


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailableError, match="is not an exported translator"):
        Translator(tmp_path)
