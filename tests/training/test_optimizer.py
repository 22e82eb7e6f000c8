from __future__ import annotations

import pytest
import torch

from briefsmith.training.network import NetworkShape, initial_parameters
from briefsmith.training.optimizer import learning_rate, make_optimizers
from briefsmith.training.settings import OptimizerSettings, ScheduleSettings


@pytest.mark.parametrize("name", ["muon", "adamw"])
def test_every_parameter_has_one_optimizer(name: str) -> None:
    parameters = initial_parameters(NetworkShape(64, 64, 1, 1, 30), seed=1)
    optimizers = make_optimizers(parameters, OptimizerSettings(name=name), torch.float32)
    held = [id(t) for optimizer in optimizers for group in optimizer.param_groups for t in group["params"]]
    assert sorted(held) == sorted(map(id, parameters.values()))


@pytest.mark.parametrize("decay", ["power", "inverse_sqrt"])
def test_learning_rate_rises_to_its_peak_and_falls_to_zero(decay: str) -> None:
    schedule = ScheduleSettings(max_tokens=1, warmup=100, decay=decay)
    rates = [learning_rate(schedule, 2.0, step, step / 10_000) for step in range(10_000)]
    assert rates[0] == pytest.approx(0.02)
    assert max(rates) == pytest.approx(2.0, rel=0.02)
    assert rates.index(max(rates)) in range(98, 102)
    assert rates[99:] == sorted(rates[99:], reverse=True)
    assert learning_rate(schedule, 2.0, 10_000, 1.0) == 0.0


def test_inverse_sqrt_is_what_it_says_before_its_last_part() -> None:
    schedule = ScheduleSettings(max_tokens=1, warmup=100, decay="inverse_sqrt", decay_from=0.7)
    assert learning_rate(schedule, 1.0, 399, 0.5) == pytest.approx(0.5)
    assert learning_rate(schedule, 1.0, 399, 0.85) == pytest.approx(0.25)
