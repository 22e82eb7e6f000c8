from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from briefsmith.errors import UsageError
from briefsmith.training.export import load_exported
from briefsmith.training.network import UNK
from briefsmith.training.packaged import load_packaged
from briefsmith.training.recipe import Run, TrainingOutcome, train_translator
from briefsmith.training.report import read_log
from briefsmith.training.score import SearchOptions, Translator
from briefsmith.training.settings import load_training_settings
from briefsmith.training.start import initial_network, vocabulary_path
from briefsmith.training.vocabulary import load_vocabulary

from .conftest import quiet, sentences, translate

SHORT = ["schedule.max_tokens=30000", "scoring.every_tokens=12000", "model.dropout=0.1", "save_minutes=0.002"]


def weights(work: Path) -> dict[str, torch.Tensor]:
    content = torch.load(work / "checkpoint.pt", weights_only=True)
    return {f"{kind}.{name}": tensor for kind in ("model", "ema") for name, tensor in content[kind].items()}


@pytest.fixture(scope="module")
def uninterrupted(toy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("uninterrupted")
    train_translator(Run(load_training_settings(str(toy / "toy.yaml"), SHORT), work, "cpu"), quiet())
    return work


def wait_for(path: Path, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not path.is_file():
        assert time.monotonic() < end, f"{path} did not appear"
        time.sleep(0.01)


def test_the_toy_language_is_learnt(trained: tuple[Run, TrainingOutcome]) -> None:
    run, outcome = trained
    rows = read_log(run.work / "log.csv")
    dev = [(row.dev_nll, row.dev_chrf) for row in rows if row.dev_nll is not None and row.dev_chrf is not None]
    assert dev[-1][0] < 0.3 < dev[0][0]
    assert dev[-1][1] > 99
    assert outcome.exported is not None
    new = [s for s in sentences(60, seed=5) if s not in (run.settings.data_dir / "train.tsv").read_text("utf-8")]
    translated = Translator(outcome.exported.ct2).translate(new, SearchOptions(beam=1))
    assert translated == [translate(s) for s in new]
    assert (run.work / "training.png").is_file()


def test_a_killed_run_goes_on_to_the_same_weights(toy: Path, uninterrupted: Path, tmp_path: Path) -> None:
    work, settings = tmp_path / "work", str(toy / "toy.yaml")
    flags = [part for assignment in SHORT for part in ("--set", assignment)]
    command = ["from briefsmith.cli.train import app; app()", "translator", "--config", settings, "--work", str(work)]
    process = subprocess.Popen([sys.executable, "-c", *command, *flags, "--device", "cpu"], stderr=subprocess.DEVNULL)
    wait_for(work / "checkpoint.pt")
    process.send_signal(signal.SIGKILL)
    process.wait()
    step = torch.load(work / "checkpoint.pt", weights_only=True)["progress"]["step"]
    outcome = train_translator(Run(load_training_settings(settings, SHORT), work, "cpu"), quiet())
    assert 0 < step < outcome.steps
    expected = weights(uninterrupted)
    assert all(torch.equal(tensor, expected[name]) for name, tensor in weights(work).items())
    steps = [row.step for row in read_log(work / "log.csv")]
    assert steps == sorted(steps)


def test_a_signal_saves_the_state_and_the_run_goes_on(toy: Path, uninterrupted: Path, tmp_path: Path) -> None:
    run = Run(load_training_settings(str(toy / "toy.yaml"), [*SHORT, "save_minutes=10"]), tmp_path, "cpu")

    def interrupt() -> None:
        wait_for(tmp_path / "log.csv")  # the handlers are set before the log is written
        os.kill(os.getpid(), signal.SIGTERM)

    before = signal.getsignal(signal.SIGTERM)
    thread = threading.Thread(target=interrupt)
    thread.start()
    stopped = train_translator(run, quiet())
    thread.join()
    assert stopped.exported is None
    assert run.checkpoint.is_file()
    assert signal.getsignal(signal.SIGTERM) is before
    finished = train_translator(run, quiet())
    assert finished.exported is not None
    assert finished.steps > stopped.steps
    expected = weights(uninterrupted)
    assert all(torch.equal(tensor, expected[name]) for name, tensor in weights(tmp_path).items())


def test_a_finished_run_is_only_exported_again(uninterrupted: Path, toy: Path) -> None:
    before = (uninterrupted / "checkpoint.pt").stat().st_mtime_ns, (uninterrupted / "log.csv").read_text("utf-8")
    outcome = train_translator(Run(load_training_settings(str(toy / "toy.yaml"), SHORT), uninterrupted, "cpu"), quiet())
    assert outcome.exported is not None
    after = (uninterrupted / "checkpoint.pt").stat().st_mtime_ns, (uninterrupted / "log.csv").read_text("utf-8")
    assert after == before


def test_a_checkpoint_of_another_run_is_refused(trained: tuple[Run, TrainingOutcome], toy: Path) -> None:
    run, _ = trained
    other = load_training_settings(str(toy / "toy.yaml"), ["seed=2", "optimizer.name=adamw"])
    with pytest.raises(UsageError, match="belongs to another run, with different optimizer and seed"):
        train_translator(replace(run, settings=other), quiet())


def test_a_run_can_begin_with_earlier_weights(trained: tuple[Run, TrainingOutcome], toy: Path, tmp_path: Path) -> None:
    run, outcome = trained
    assert outcome.exported is not None
    for number, start in enumerate((run.checkpoint, run.work / "model", outcome.exported.ct2)):
        settings = load_training_settings(
            str(toy / "toy.yaml"), [f"init_from={start}", "schedule.max_tokens=3000", "scoring.every_tokens=1000"]
        )
        train_translator(Run(settings, tmp_path / str(number), "cpu"), quiet())
        first = next(row.dev_nll for row in read_log(tmp_path / str(number) / "log.csv") if row.dev_nll is not None)
        assert first < 0.5
        assert "| toy | " in (tmp_path / str(number) / "model" / "hf" / "README.md").read_text("utf-8")
        facts = json.loads((tmp_path / str(number) / "model" / "hf" / "briefsmith.json").read_text("utf-8"))
        assert facts["began_with"]["target_tokens_seen"] == outcome.tokens
    card = (tmp_path / "2" / "model" / "hf" / "README.md").read_text("utf-8")
    assert f"It began with the weights of en-de `{outcome.exported.revision[:16]}`, which had seen" in card
    packaged = load_packaged(outcome.exported.ct2)
    exact = load_exported(outcome.exported.hf)
    for name, tensor in exact.parameters.items():
        bound = tensor.abs().max() / 100 + 1e-6
        assert (packaged.parameters[name] - tensor).abs().max() <= bound, name
    embedded = load_training_settings(str(toy / "toy.yaml"), ["init_from=en-de"])
    assert vocabulary_path(embedded, tmp_path).parent.name == "en-de"
    wide = load_training_settings(str(toy / "toy.yaml"), [f"init_from={run.checkpoint}", "model.width=128"])
    with pytest.raises(UsageError, match="has the sizes"):
        train_translator(Run(wide, tmp_path / "wide", "cpu"), quiet())


def test_an_embedded_model_is_found_by_its_pair_and_gives_its_size(tmp_path: Path) -> None:
    settings = load_training_settings("en-fr", ["init_from=en-fr"])
    path = vocabulary_path(settings, tmp_path)
    network = initial_network(settings, path, "cpu")
    assert network.shape == load_packaged(path.parent).shape
    assert network.shape.d != settings.model.width
    for width in (128, settings.model.width):  # also where the default is asked for
        other = load_training_settings("en-fr", ["init_from=en-fr", f"model.width={width}"])
        with pytest.raises(UsageError, match="has the sizes"):
            initial_network(other, path, "cpu")


def test_a_new_vocabulary_keeps_the_vectors_of_shared_pieces(
    trained: tuple[Run, TrainingOutcome], toy: Path, tmp_path: Path
) -> None:
    _, outcome = trained
    assert outcome.exported is not None
    given = [f"init_from={outcome.exported.ct2}", "vocabulary.learn=true", "vocabulary.size=290"]
    settings = load_training_settings(str(toy / "toy.yaml"), given)
    path = vocabulary_path(settings, tmp_path)
    network = initial_network(settings, path, "cpu")
    ours, theirs = load_vocabulary(path), load_vocabulary(outcome.exported.ct2 / "spm.model")
    old = load_packaged(outcome.exported.ct2).parameters["e.weight"]
    new = network.parameters["e.weight"]
    assert new.shape[0] == ours.get_piece_size() == 290
    shared = [i for i in range(290) if theirs.piece_to_id(ours.id_to_piece(i)) != UNK]
    assert len(shared) > 256  # all the bytes and more
    for i in shared:
        assert torch.equal(new[i], old[theirs.piece_to_id(ours.id_to_piece(i))])


def test_the_tail_average_is_the_mean_of_the_last_weights(toy: Path, tmp_path: Path) -> None:
    given = [*SHORT, "schedule.max_tokens=4000", "averaging.kind=tail", "averaging.begin=0", "averaging.every=1"]
    work = tmp_path / "work"
    seen: list[torch.Tensor] = []
    from briefsmith.training.trainer import Trainer

    class Watched(Trainer):
        def _average(self) -> None:
            super()._average()
            seen.append(self.state.network.parameters["b"].detach().clone())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("briefsmith.training.recipe.Trainer", Watched)
        train_translator(Run(load_training_settings(str(toy / "toy.yaml"), given), work, "cpu"), quiet())
    torch.testing.assert_close(weights(work)["ema.b"], torch.stack(seen).mean(0))


@pytest.mark.parametrize(("warmup", "said"), [(500, True), (1, False)])
def test_a_run_that_ends_in_its_warm_up_says_so(toy: Path, tmp_path: Path, warmup: int, said: bool) -> None:
    given = [*SHORT, "schedule.max_tokens=2000", f"schedule.warmup={warmup}"]
    console = quiet()
    train_translator(Run(load_training_settings(str(toy / "toy.yaml"), given), tmp_path / "work", "cpu"), console)
    assert isinstance(console.file, io.StringIO)
    assert ("ended in its warm-up (step " in console.file.getvalue()) == said


def test_without_a_gpu_cuda_is_refused(toy: Path, tmp_path: Path) -> None:
    if torch.cuda.is_available():
        pytest.skip("this machine has a CUDA device")
    with pytest.raises(UsageError, match="finds no CUDA device"):
        train_translator(Run(load_training_settings(str(toy / "toy.yaml")), tmp_path, "cuda"), quiet())
