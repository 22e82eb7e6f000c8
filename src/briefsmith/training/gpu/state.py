"""A run's whole state on the machine it runs on, next to the result: too large to travel, enough to go on exactly."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from briefsmith.training.gpu.result import BundleProgress, Facts, write_result
from briefsmith.training.gpu.weights import small, to_bytes
from briefsmith.training.network import Parameters, TranslationNetwork

STATE = "state.pt"


@dataclass(slots=True)
class BundleState:
    """All that training changes. `average` are the weights that come home."""

    network: TranslationNetwork
    average: Parameters
    optimizers: list[Any]
    progress: BundleProgress


def load_state(folder: Path, key: str, shape: dict[str, int], device: str) -> dict[str, Any] | None:
    """The state in a folder, if it is one of this bundle and of a network of this shape."""
    import torch

    path = folder / STATE
    if not path.is_file():
        return None
    try:
        content: dict[str, Any] = torch.load(path, map_location=device, weights_only=True)
    except (pickle.UnpicklingError, RuntimeError, EOFError):
        return None  # cut off by a full disk; the result's weights are still there
    return content if (content.get("key"), content.get("shape")) == (key, shape) else None


class Saver:
    """Writes state and result in the background, one at a time."""

    def __init__(self, out: Path, folder: Path, key: str, smoke: bool = False) -> None:
        self.out = out
        self.folder = folder
        self._key = key
        self._smoke = smoke
        self._pool = ThreadPoolExecutor(1)
        self._waiting: list[Future[Any]] = []
        folder.mkdir(parents=True, exist_ok=True)

    def begin(self, state: BundleState) -> None:
        """Copy what is to be written, and write it while training goes on: the state, then the result."""
        self.wait()
        self._waiting = [self._pool.submit(job) for job in (self._keep(state), self._bring(state))]

    def last(self, state: BundleState, finished: bool) -> Facts:
        """Write the result; returns what run.json says. The state of a run that is not `finished` follows it until `wait`,
        that of one that is finished is deleted, for it begins again from the result.
        """
        self.wait()
        facts = self._bring(state)()
        if finished:
            self.clear()
        else:
            self._waiting = [self._pool.submit(self._keep(state))]
        return facts

    def wait(self) -> None:
        """Until what was begun is written. Raises what went wrong."""
        for job in self._waiting:
            job.result()
        self._waiting = []

    def clear(self) -> None:
        """Forget what an earlier run left here."""
        for path in (self.folder / STATE, *self.folder.glob("back-*.npz")):
            path.unlink(missing_ok=True)

    def _keep(self, state: BundleState) -> Callable[[], None]:
        """A job that writes the whole state as it is now."""
        content = {
            "key": self._key,
            "shape": state.network.shape.config(),
            "model": _copied(state.network.parameters),
            "average": _copied(state.average),
            "optimizers": [_copied(optimizer.state_dict()) for optimizer in state.optimizers],
            "progress": asdict(state.progress),
        }
        return lambda: _write_state(self.folder, content)

    def _bring(self, state: BundleState) -> Callable[[], Facts]:
        """A job that writes the result as it is now."""
        shape = state.network.shape
        weights = small(state.average)
        progress = replace(state.progress, pairs=dict(state.progress.pairs))
        facts = Facts(self._key, shape.config(), progress, smoke=self._smoke)
        return lambda: write_result(self.out, self.folder / "staging", to_bytes(shape, weights), facts)


def _write_state(folder: Path, content: dict[str, Any]) -> None:
    import torch

    temporary = folder / f"{STATE}.tmp"
    torch.save(content, temporary)
    temporary.replace(folder / STATE)


def _copied(value: Any) -> Any:
    """The same with all tensors copied to the CPU."""
    import torch

    if isinstance(value, torch.Tensor):
        return value.detach().to("cpu", copy=True)
    if isinstance(value, dict):
        return {key: _copied(inner) for key, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value
