from __future__ import annotations

from pathlib import Path

import pytest
import torch

from briefsmith.training import precision
from briefsmith.training.network import NetworkShape, TranslationNetwork, initial_parameters
from briefsmith.training.precision import BF16, FP32, dtype_of, faster, precision_name, saved_precision, step_seconds
from briefsmith.training.recipe import Run, train_translator
from briefsmith.training.settings import load_training_settings

from .conftest import quiet


@pytest.fixture
def network() -> TranslationNetwork:
    shape = NetworkShape(64, 64, 1, 1, 50)
    return TranslationNetwork(shape, {n: t.requires_grad_() for n, t in initial_parameters(shape, 1).items()})


@pytest.mark.parametrize(("slow", "chosen"), [(BF16, FP32), (FP32, BF16)])
def test_the_faster_one_is_taken_and_told(
    network: TranslationNetwork, monkeypatch: pytest.MonkeyPatch, slow: str, chosen: str
) -> None:
    monkeypatch.setattr(precision, "step_seconds", lambda _, name: 0.137 if name == slow else 0.073)
    found, told = faster(network, "cpu")
    assert found == chosen
    assert told.startswith(f"Precision: {chosen} (fp32 ")
    assert f"{slow} 137 ms" in told
    assert faster(network, "cuda")[0] == BF16


def test_a_trial_takes_time_and_moves_nothing(network: TranslationNetwork) -> None:
    before = {name: tensor.detach().clone() for name, tensor in network.parameters.items()}
    for name in (BF16, FP32):
        assert 0 < step_seconds(network, name) < 10
        assert precision_name(dtype_of(name)) == name
    assert all(torch.equal(tensor, before[name]) for name, tensor in network.parameters.items())
    assert all(tensor.grad is None for tensor in network.parameters.values())


def test_a_resumed_run_keeps_the_precision_it_began_with(
    toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = ["precision=auto", "schedule.max_tokens=2000", "scoring.every_tokens=100000"]
    run = Run(load_training_settings(str(toy / "toy.yaml"), short), tmp_path, "cpu")
    monkeypatch.setattr(precision, "step_seconds", lambda _, name: 1.0 if name == FP32 else 0.5)
    train_translator(run, quiet())
    assert saved_precision(run.checkpoint) == BF16
    monkeypatch.setattr(precision, "step_seconds", lambda _, name: 0.5 if name == FP32 else 1.0)
    longer = load_training_settings(str(toy / "toy.yaml"), [*short, "schedule.max_tokens=3000"])
    train_translator(Run(longer, tmp_path, "cpu"), quiet())
    assert saved_precision(run.checkpoint) == BF16
    assert saved_precision(tmp_path / "none.pt") is None
