"""A run's state on disk: written whole or not at all, so that a kill at any moment loses only minutes."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from briefsmith.errors import UsageError
from briefsmith.training.corpus import Position
from briefsmith.training.network import NetworkShape, Parameters, TranslationNetwork
from briefsmith.training.settings import TrainingSettings


@dataclass(slots=True)
class TrainingProgress:
    """How far a run is: steps, target tokens, seconds of training, samples in the average, where it is in the data."""

    step: int = 0
    tokens: int = 0
    seconds: float = 0.0
    samples: int = 0
    position: Position = field(default_factory=Position)


@dataclass(slots=True)
class State:
    """All that training changes. `average` are the weights that get exported."""

    network: TranslationNetwork
    average: Parameters
    optimizers: list[Any]
    progress: TrainingProgress


def save(path: Path, state: State, identity: dict[str, Any], extra: dict[str, Any]) -> None:
    """Write a checkpoint in one move. `identity` is what a run must share with it to continue from it.

    `extra` says what its weights come from (`Card.lineage`), and the precision they were trained in.
    """
    import torch

    progress = state.progress
    content = {
        "model": {name: tensor.detach() for name, tensor in state.network.parameters.items()},
        "ema": state.average,
        "opt": [optimizer.state_dict() for optimizer in state.optimizers],
        "config": state.network.shape.config(),
        "progress": asdict(progress),
        "identity": identity,
        **extra,
    }
    temporary = path.with_suffix(".tmp")
    with temporary.open("wb") as file:
        torch.save(content, file)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def restore(path: Path, state: State, identity: dict[str, Any]) -> None:
    """Set a fresh state to what a checkpoint holds. Raises UsageError, naming what differs, if it belongs to another run."""
    import torch

    device = state.network.parameters["e.weight"].device
    content = torch.load(path, map_location=device, weights_only=True)
    there = content.get("identity", {})
    differing = sorted(key for key in identity if there.get(key) != identity[key])
    if differing:
        raise UsageError(
            f"{path} belongs to another run, with different {' and '.join(differing)}. Use another --work folder, "
            f"--no-resume to start over, or --set init_from={path} to start from its weights."
        )
    with torch.no_grad():
        for name, tensor in state.network.parameters.items():
            tensor.copy_(content["model"][name])
            state.average[name].copy_(content["ema"][name])
    for optimizer, saved in zip(state.optimizers, content["opt"], strict=True):
        optimizer.load_state_dict(saved)
    saved_progress = content["progress"]
    state.progress = TrainingProgress(**{**saved_progress, "position": Position(**saved_progress["position"])})


def identity(settings: TrainingSettings, shape: NetworkShape, corpus: str) -> dict[str, Any]:
    """What makes a checkpoint one of this run; its schedule, learning rate and mix may change during the run."""
    return {
        "model": shape.config(),
        "data": corpus,
        "vocabulary": settings.vocabulary.model_dump(mode="json"),
        "optimizer": settings.optimizer.name,
        "seed": settings.seed,
    }
