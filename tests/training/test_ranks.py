"""Several processes that take one step together; real ones, joined by torchrun."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from briefsmith.errors import UsageError
from briefsmith.training.corpus import PairBatch, Position
from briefsmith.training.ranks import Ranks, joined
from briefsmith.training.recipe import Run, train_translator
from briefsmith.training.report import read_log
from briefsmith.training.settings import load_training_settings

from .conftest import quiet

ADD_UP = """
import json, sys, torch
from briefsmith.training.ranks import joined
with joined("cpu") as ranks:
    gradients = [torch.full((2, 3), 1.0 + ranks.rank), torch.full((4,), 10.0 * ranks.rank)]
    tokens, seconds, stop = ranks.add_up(gradients, 100 + 200 * ranks.rank, [7.5 if ranks.leading else 0.0, ranks.rank == 1])
    result = [tokens, seconds, stop, *(g.unique().tolist() for g in gradients)]
    open(f"{sys.argv[1]}/{ranks.rank}.json", "w").write(json.dumps(result))
"""


def torchrun(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", *arguments]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    return subprocess.run(command, capture_output=True, text=True, timeout=300, env=environment)


def test_gradients_become_the_mean_over_all_tokens(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(ADD_UP, "utf-8")
    done = torchrun(str(tmp_path / "script.py"), str(tmp_path))
    assert done.returncode == 0, done.stderr
    # (100 x 1 + 300 x 2) / 400, and (100 x 0 + 300 x 10) / 400.
    for rank in (0, 1):
        assert json.loads((tmp_path / f"{rank}.json").read_text("utf-8")) == [400, 7.5, 1, [1.75], [7.5]]


def test_two_processes_train_one_model_and_one_goes_on(toy: Path, tmp_path: Path) -> None:
    config, flags = str(toy / "toy.yaml"), ["schedule.max_tokens=60000", "scoring.every_tokens=20000"]
    assignments = [part for flag in flags for part in ("--set", flag)]
    train = ["-m", "briefsmith", "train", "translator", "--config", config, "--work", str(tmp_path), "--device", "cpu"]
    done = torchrun(*train, *assignments)
    assert done.returncode == 0, done.stderr
    rows = [row for row in read_log(tmp_path / "log.csv") if row.dev_nll is not None]
    assert len(rows) >= 3
    assert rows[-1].dev_nll < rows[0].dev_nll
    alone = train_translator(Run(load_training_settings(config, flags), tmp_path / "alone", "cpu"), quiet())
    progress = torch.load(tmp_path / "checkpoint.pt", weights_only=True)["progress"]
    assert progress["tokens"] >= 60_000
    assert 0.4 < progress["step"] / alone.steps < 0.6
    longer = load_training_settings(config, ["schedule.max_tokens=70000", flags[1]])
    outcome = train_translator(Run(longer, tmp_path, "cpu"), quiet())
    assert outcome.steps > progress["step"]
    assert outcome.tokens >= 70_000


def test_batches_of_a_step_are_shared_out_in_order() -> None:
    def numbered() -> list[PairBatch]:
        return [PairBatch(np.full((1, 1), i), np.full((1, 1), i), Position(batch=i + 1)) for i in range(6)]

    for rank in (0, 1):
        source = iter(numbered())
        steps = [Ranks(rank, 2).own(source) for _ in range(3)]
        assert [int(own.source[0, 0]) for own, _ in steps] == [rank, rank + 2, rank + 4]
        assert [last.following.batch for _, last in steps] == [2, 4, 6]


def test_one_process_keeps_its_gradients() -> None:
    gradient = torch.arange(3.0)
    assert Ranks().add_up([gradient], 9, [1.5, False]) == [9, 1.5, False]
    assert gradient.tolist() == [0, 1, 2]


def test_several_processes_on_a_gpu_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORLD_SIZE", "2")
    with pytest.raises(UsageError, match="CPUs only"), joined("cuda"):
        pass
