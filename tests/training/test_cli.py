from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefsmith.cli.train import app
from briefsmith.errors import ExitCode, UsageError
from briefsmith.training.recipe import Run, TrainingOutcome


def test_nothing_heavy_is_loaded_by_importing() -> None:
    code = """
import importlib, pkgutil, sys
import briefsmith.training as training, briefsmith.cli.train
for module in pkgutil.iter_modules(training.__path__):
    importlib.import_module("briefsmith.training." + module.name)
print(sorted({"torch", "transformers", "datasets", "ctranslate2", "matplotlib", "sentencepiece"} & set(sys.modules)))
"""
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_an_early_stop_says_how_to_go_on_and_exits_with_130(monkeypatch: pytest.MonkeyPatch, toy: Path) -> None:
    import briefsmith.training.recipe as recipe

    monkeypatch.setattr(recipe, "train_translator", lambda run, console: TrainingOutcome(run.work, False, 7, 1000))
    result = CliRunner().invoke(app, ["translator", "--config", str(toy / "toy.yaml"), "--minutes", "1"])
    assert result.exit_code == ExitCode.INTERRUPTED
    assert "stopped at step 7; the state is saved: run the same command to continue" in result.stderr


def test_export_scores_a_checkpoint(trained: tuple[Run, TrainingOutcome], toy: Path, tmp_path: Path) -> None:
    run, _ = trained
    out = tmp_path / "model"
    given = ["export", "--config", str(toy / "toy.yaml"), "--checkpoint", str(run.checkpoint), "--out", str(out)]
    result = CliRunner().invoke(app, given, catch_exceptions=False)
    assert result.stdout == f"{out / 'ct2-int8'}\n"
    assert "toy-dev: BLEU" in result.stderr
    facts = json.loads((out / "ct2-int8/briefsmith.json").read_text("utf-8"))
    assert facts["target_tokens_seen"] > 0
    assert facts["scores"][0]["chrf"] > 90


def test_backtranslate_writes_the_file_it_names(trained: tuple[Run, TrainingOutcome], tmp_path: Path) -> None:
    (tmp_path / "mono.txt").write_text("ba du\nki lo\n", "utf-8")
    model, mono, out = str(trained[0].work / "model"), str(tmp_path / "mono.txt"), tmp_path / "back.tsv"
    given = ["backtranslate", "--model", model, "--mono", mono, "--out", str(out)]
    result = CliRunner().invoke(app, given, catch_exceptions=False)
    assert result.stdout == f"{out}\n"
    assert out.read_text("utf-8") == "backtranslated_mono\ttwo one\tba du\nbacktranslated_mono\tfour three\tki lo\n"


def test_an_unknown_device_is_refused(toy: Path) -> None:
    with pytest.raises(UsageError, match="expected cpu, cuda or auto"):
        CliRunner().invoke(
            app, ["translator", "--config", str(toy / "toy.yaml"), "--device", "tpu"], catch_exceptions=False
        )
