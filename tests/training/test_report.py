from __future__ import annotations

import importlib.util
import io
from pathlib import Path

import pytest
from rich.console import Console

from briefsmith.errors import UsageError
from briefsmith.training.report import LogLine, TrainingLog, plot, read_log, require_extra

ROWS = [
    LogLine(10, 0.5, 4000, 1e-3, 800.0, 4.5, 4.0),
    LogLine(10, 0.5, 4000, 1e-3, dev_nll=4.25, dev_bleu=1.5, dev_chrf=20.0),
    LogLine(20, 1.0, 8000, 9e-4, 900.0, 3.5, 3.0),
]


def write(path: Path, rows: list[LogLine], step: int) -> str:
    out = io.StringIO()
    with TrainingLog(path, Console(file=out, width=200), step) as report:
        for row in rows:
            report.row(row)
            report.advance(0.5)
    return out.getvalue()


def test_rows_come_back_and_are_shown_as_plain_lines(tmp_path: Path) -> None:
    shown = write(tmp_path / "log.csv", ROWS, 0)
    assert read_log(tmp_path / "log.csv") == ROWS
    assert shown.splitlines() == [
        "step 10, 0.00M tokens, loss 4.500, 800 tokens/s, lr 1.0e-03",
        "step 10, 0.00M tokens, dev nll 4.250, dev BLEU 1.5 chrF 20.0 (greedy)",
        "step 20, 0.01M tokens, loss 3.500, 900 tokens/s, lr 9.0e-04",
    ]


def test_a_resumed_run_drops_what_came_after_its_checkpoint(tmp_path: Path) -> None:
    write(tmp_path / "log.csv", ROWS, 0)
    write(tmp_path / "log.csv", ROWS[2:], 10)
    assert read_log(tmp_path / "log.csv") == ROWS
    write(tmp_path / "log.csv", ROWS[:1], 0)
    assert read_log(tmp_path / "log.csv") == ROWS[:1]


def test_a_line_cut_short_by_a_kill_is_left_out(tmp_path: Path) -> None:
    write(tmp_path / "log.csv", ROWS, 0)
    text = (tmp_path / "log.csv").read_text("utf-8")
    (tmp_path / "log.csv").write_text(text[: text.rindex(",900")], "utf-8")
    assert read_log(tmp_path / "log.csv") == ROWS[:2]


def test_the_plot_is_an_image(tmp_path: Path) -> None:
    write(tmp_path / "log.csv", ROWS, 0)
    plot(tmp_path / "log.csv", tmp_path / "training.png")
    assert (tmp_path / "training.png").read_bytes().startswith(b"\x89PNG")
    plot(tmp_path / "log.csv", tmp_path / "training.svg")
    assert "dev chrF (greedy)" in (tmp_path / "training.svg").read_text("utf-8")


def test_a_missing_extra_is_named_before_training(monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "matplotlib" else find(name))
    with pytest.raises(UsageError, match=r"Training needs matplotlib: pip install 'briefsmith\[train\]'"):
        require_extra("matplotlib", "sacrebleu")
