"""The run of a bundle by its own command, on the processor."""

from __future__ import annotations

import json
import math
import os
import shutil
import signal
import subprocess
import sys
import time
from importlib.metadata import requires
from pathlib import Path
from typing import Any

import pytest
import torch

from briefsmith.training.bundle.code import modules_of
from briefsmith.training.gpu.main import main
from briefsmith.training.gpu.prefetch import GatheredBatch
from briefsmith.training.gpu.result import RUN, read_facts, read_weights
from briefsmith.training.gpu.run import BundleRun
from briefsmith.training.gpu.sections import open_bundle
from briefsmith.training.gpu.state import STATE
from briefsmith.training.gpu.step import Stepper

from .toy_bundle import finish, run_sh

HEAVY = ("pydantic", "datasets", "typer", "rich", "ctranslate2", "transformers", "yaml", "pyarrow")


def test_the_code_of_a_bundle_needs_nothing_but_torch_numpy_and_sentencepiece(bundle: Path, tmp_path: Path) -> None:
    packages = tmp_path / "packages"
    packages.mkdir()
    wanted = {"torch", "torchgen", "numpy", "sentencepiece", *torch_requirements()}
    site = Path(torch.__file__).parents[1]
    for entry in site.iterdir():
        if entry.name.split(".")[0].split("-")[0].lower() in wanted:
            (packages / entry.name).symlink_to(entry)
    code = f"""
import runpy, sys
sys.path[:0] = [{str(bundle / "code")!r}, {str(packages)!r}]
sys.argv = ["run", "--bundle", {str(bundle)!r}, "--smoke", "--device", "cpu", "--out", {str(tmp_path / "out")!r}]
try:
    runpy.run_path({str(bundle / "code")!r}, run_name="__main__")
except SystemExit as end:
    assert end.code == 0, end.code
print(sorted({set(HEAVY)!r} & set(sys.modules)), sys.modules["briefsmith"].__file__)
"""
    command, environment = [sys.executable, "-I", "-S", "-c", code], {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=200, env=environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == f"[] {bundle / 'code/briefsmith/__init__.py'}"
    assert "2 of " in done.stdout
    assert "a step took " in done.stdout
    facts = read_facts(tmp_path / "out")
    assert (facts.smoke, facts.progress.step, facts.progress.back) == (True, 30, 2)
    assert read_weights(tmp_path / "out", facts)[0].d == 64
    assert not any(name.parts[1] not in {"training"} for name in modules_of() if len(name.parts) > 2)


def torch_requirements() -> set[str]:
    """What torch itself imports, directly or not."""
    found: set[str] = set()
    waiting = ["torch"]
    while waiting:
        for line in requires(waiting.pop()) or ():
            name = line.split(";")[0].split("[")[0].split("<")[0].split(">")[0].split("=")[0].split("!")[0].strip()
            if "extra ==" not in line and name.replace("-", "_").lower() not in found:
                found.add(name.replace("-", "_").lower())
                waiting.append(name)
    return found - {"setuptools"} if "setuptools" not in sys.modules else found


def test_a_run_killed_in_every_phase_goes_on(bundle: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    common = ("--steps", "120", "--out", str(out), "--save-seconds", "0.01", "--log-seconds", "0.5")
    at = open_bundle([bundle]).recipe.phases.at
    steps, translated = [0], []
    for phase in ("real", "back", "mixed", "ending"):
        process = run_sh(bundle, *common, *(("--resume",) if steps[-1] else ()))
        steps.append(wait_for_phase(out, phase, at, process))
        process.send_signal(signal.SIGKILL)
        output, _ = process.communicate()
        translated.append(output.count("chunks translated back"))
        assert f"from step {steps[-2]}" in output or int(output.split("from step ")[1].split("\n")[0]) >= steps[-2]
        facts = read_facts(out)
        assert read_weights(out, facts)[0].d == 64
        assert {part.name for part in facts.parts} <= {path.name for path in out.glob("weights-*")}
    output, _ = finish(run_sh(bundle, *common, "--resume"))
    facts = read_facts(out)
    assert facts.progress.done == 1
    assert facts.progress.back == 20
    assert facts.progress.step > steps[-1]
    assert steps == sorted(steps)
    # What was translated back before is not translated again.
    assert [*translated, output.count("chunks translated back")] == [0, 0, 1, 0, 0]


def wait_for_phase(out: Path, phase: str, at: Any, process: subprocess.Popen[str]) -> int:
    """Until a checkpoint of this phase is there; returns its step."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        if (out / RUN).is_file():
            progress = read_facts(out).progress
            inside = 0 < progress.back < 20 if phase == "back" else at(progress.done) == phase and progress.step > 3
            if inside:
                return progress.step
        assert process.poll() is None, process.communicate()
        time.sleep(0.005)
    raise AssertionError(f"phase {phase} was not reached")


def test_a_signal_ends_a_run_with_what_it_has(bundle: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = run_sh(bundle, "--minutes", "10", "--out", str(out), "--save-seconds", "0.5")
    wait_for_phase(out, "real", lambda _: "real", process)
    process.send_signal(signal.SIGTERM)
    output, _ = finish(process, 130)
    assert "stopped; the result is in" in output
    assert 0 < read_facts(out).progress.done < 0.5
    assert (tmp_path / "out.state" / STATE).is_file()


def test_the_result_alone_is_enough_to_go_on_elsewhere(result: Path, bundle: Path, tmp_path: Path) -> None:
    """A fresh machine has no state folder; a run that had reached its end begins again with a part of the real pairs."""
    out = tmp_path / "out"
    shutil.copytree(result, out)
    before = read_facts(out)
    output, _ = finish(run_sh(bundle, "--steps", "60", "--resume", "--out", str(out)))
    after = read_facts(out)
    assert after.progress.step > before.progress.step
    assert after.progress.goes == 1
    assert after.progress.learning_rate == before.progress.learning_rate / 2
    assert after.scores["en-de"]["bleu"] > 60
    assert "phase real" in output
    assert "chunks translated back" in output
    # A state that is older than the result is not used.
    facts = json.loads((out / RUN).read_text("utf-8"))
    facts["progress"] |= {"step": facts["progress"]["step"] + 1000, "done": 0.9}
    (out / RUN).write_text(json.dumps(facts), "utf-8")
    output, _ = finish(run_sh(bundle, "--steps", "5", "--resume", "--out", str(out)))
    assert f"from step {facts['progress']['step']:,}" in output
    assert "chunks translated back" in output
    assert read_facts(out).progress.goes == after.progress.goes + 1  # cut off at 90%, its state lost


def test_a_run_ends_with_its_time(bundle: Path, tmp_path: Path) -> None:
    started = time.monotonic()
    finish(run_sh(bundle, "--minutes", "0.15", "--out", str(tmp_path / "out")))
    assert 7 < time.monotonic() - started < 60
    assert read_facts(tmp_path / "out").progress.done == 1
    assert not (tmp_path / "out.state" / STATE).exists()  # a run that goes on from here begins with the result
    output, _ = finish(run_sh(bundle, "--minutes", "0.001", "--steps", "10", "--out", str(tmp_path / "late")))
    assert "the time is over; the other directions are not scored" in output
    assert list(read_facts(tmp_path / "late").scores) == ["en-de"]
    _, errors = finish(run_sh(bundle, "--minutes", "0.001", "--out", str(tmp_path / "none")), 2)
    assert errors == "0.001 minutes are over before training has begun; give more.\n"
    assert not (tmp_path / "none" / RUN).exists()


def test_what_is_there_is_not_overwritten_unasked(result: Path, bundle: Path) -> None:
    _, errors = finish(run_sh(bundle, "--steps", "5", "--out", str(result)), 2)
    assert errors == f"{result} holds the result of a run: --resume continues it; or use another --out.\n"
    _, again = finish(run_sh(bundle, "--smoke", "--resume", "--out", str(result)), 2)
    assert again == errors


def test_another_width(bundle: Path, tmp_path: Path) -> None:
    finish(run_sh(bundle, "--smoke", "--width", "128", "--out", str(tmp_path / "out")))
    facts = read_facts(tmp_path / "out")
    assert (facts.shape["d"], facts.shape["ffn"]) == (128, 256)
    _, errors = finish(run_sh(bundle, "--smoke", "--width", "100", "--out", str(tmp_path / "other")), 2)
    assert errors == "--width 100: expected a multiple of 64.\n"


def test_what_was_learnt_from_is_named_though_a_second_go_does_not_come_so_far(
    result: Path, bundle: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    shutil.copytree(result, out)
    before = read_facts(out).progress
    process = run_sh(bundle, "--minutes", "10", "--resume", "--out", str(out), "--save-seconds", "0.01")
    wait_for_phase(out, "real", lambda _: "real" if read_facts(out).progress.goes else "", process)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    after = read_facts(out).progress
    assert (after.goes, after.back) == (1, 0)
    assert after.pairs == before.pairs


def test_a_loss_that_is_no_number_at_the_very_end_does_not_come_home(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    update = Stepper.update
    spoil = [False]
    report = BundleRun._report

    def spoilt(self: Stepper, optimizers: Any, rate: float) -> None:
        update(self, optimizers, rate)
        if spoil[0]:
            spoil[0] = False
            with torch.no_grad():
                self.network.parameters["b"].fill_(math.nan)

    def reported(self: BundleRun, rate: float, now: float) -> None:
        report(self, rate, now)
        if self._state.progress.step >= 40:
            spoil[0], self._logged = True, math.inf  # no line of the log after this one

    monkeypatch.setattr(Stepper, "update", spoilt)
    monkeypatch.setattr(BundleRun, "_report", reported)
    run_here(bundle, tmp_path / "out", "--steps", "60")
    facts = read_facts(tmp_path / "out")
    assert facts.progress.step == 60
    assert all(tensor.isfinite().all() for tensor in read_weights(tmp_path / "out", facts)[1].values())


def run_here(bundle: Path, out: Path, *arguments: str) -> None:
    """The same in this process, where a test can let things go wrong."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        given = ["--bundle", str(bundle), "--out", str(out), "--device", "cpu", "--log-seconds", "0.01", *arguments]
        assert main(given) == 0
    finally:
        torch.set_num_threads(threads)


def test_batches_that_do_not_fit_into_the_memory_are_halved(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gradients = Stepper.gradients

    def limited(self: Stepper, batch: GatheredBatch) -> None:
        if batch.source.numel() + batch.target.numel() > 700:
            raise torch.cuda.OutOfMemoryError
        gradients(self, batch)

    monkeypatch.setattr(Stepper, "gradients", limited)
    run_here(bundle, tmp_path / "out", "--steps", "20")
    assert "a batch did not fit into the memory: 600 tokens a step from now on" in capsys.readouterr().out
    assert read_facts(tmp_path / "out").progress.done == 1
    monkeypatch.setattr(Stepper, "gradients", fails)
    given = ["--bundle", str(bundle), "--out", str(tmp_path / "none"), "--device", "cpu", "--steps", "20"]
    assert main(given) == 2
    assert capsys.readouterr().err == "The device does not have enough memory for the smallest batches.\n"


def fails(*_arguments: object) -> None:
    raise torch.cuda.OutOfMemoryError


@pytest.mark.parametrize(("value", "why"), [(math.nan, "the loss is not a number"), (9.0, "the loss has risen by ")])
def test_a_loss_that_goes_astray_brings_back_the_last_good_weights(
    value: float,
    why: str,
    bundle: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    update = Stepper.update
    calls = [0]

    def spoilt(self: Stepper, optimizers: Any, rate: float) -> None:
        update(self, optimizers, rate)
        calls[0] += 1
        if calls[0] == 30:
            with torch.no_grad():
                self.network.parameters["b"][::2].fill_(value)

    monkeypatch.setattr(Stepper, "update", spoilt)
    run_here(bundle, tmp_path / "out", "--steps", "60")
    output = capsys.readouterr().out
    assert output.count(": back to the last good weights, with half the learning rate") == 1
    assert why in output
    facts = read_facts(tmp_path / "out")
    assert facts.progress.learning_rate == 0.0025
    assert all(tensor.isfinite().all() for tensor in read_weights(tmp_path / "out", facts)[1].values())
