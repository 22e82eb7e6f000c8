"""What a run shows: a progress bar or plain lines on stderr, a CSV file, and a plot of it."""

from __future__ import annotations

import csv
import importlib.util
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from briefsmith.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console


# Modules of the extra `train`, by the names that pip knows them under.
PACKAGES = {"matplotlib": "matplotlib", "py3langid": "py3langid", "sacrebleu": "sacrebleu", "sklearn": "scikit-learn"}


def require_extra(*modules: str) -> None:
    """Raise UsageError, before hours of training, if one of these modules of the extra `train` is not installed."""
    missing = [PACKAGES[name] for name in modules if importlib.util.find_spec(name) is None]
    if missing:
        raise UsageError(f"Training needs {' and '.join(missing)}: pip install 'briefsmith[train]'")


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of log.csv. `loss` is smoothed, `nll` is not; both are means since the last line, in nats a token.

    With a sampled vocabulary both are estimates. The dev columns are of the averaged weights.
    """

    step: int
    minutes: float
    tokens: int
    learning_rate: float
    tokens_per_second: float | None = None
    loss: float | None = None
    nll: float | None = None
    dev_nll: float | None = None
    dev_bleu: float | None = None
    dev_chrf: float | None = None

    def line(self) -> str:
        """The row for people."""
        parts = [f"step {self.step:,}", f"{self.tokens / 1e6:.2f}M tokens"]
        if self.loss is not None and self.tokens_per_second is not None:
            parts += [
                f"loss {self.loss:.3f}",
                f"{self.tokens_per_second:,.0f} tokens/s",
                f"lr {self.learning_rate:.1e}",
            ]
        if self.dev_nll is not None:
            parts.append(f"dev nll {self.dev_nll:.3f}")
        if self.dev_bleu is not None and self.dev_chrf is not None:
            parts.append(f"dev BLEU {self.dev_bleu:.1f} chrF {self.dev_chrf:.1f} (greedy)")
        return ", ".join(parts)


class TrainingLog:
    """Writes rows during a run; a context manager. Rows after `step`, where a run continues, are cut off."""

    def __init__(self, path: Path, console: Console, step: int) -> None:
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        rows = [row for row in read_log(path) if row.step <= step] if step else []
        self._file: TextIO = path.open("w", encoding="utf-8", newline="")
        self._csv = csv.writer(self._file, lineterminator="\n")
        self._csv.writerow([field.name for field in fields(LogLine)])
        for row in rows:
            self._write(row)
        self._console = console
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:5.1f}%"),
            TimeElapsedColumn(),
        )
        self._bar = Progress(*columns, console=console, disable=not console.is_terminal)
        self._task = self._bar.add_task("training", total=1.0)

    def __enter__(self) -> TrainingLog:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()
        self._file.close()

    def advance(self, done: float) -> None:
        """Move the bar to a share of the run."""
        self._bar.update(self._task, completed=min(done, 1.0))

    def row(self, row: LogLine) -> None:
        """Log a row and show it."""
        self._write(row)
        self._console.print(row.line(), highlight=False)

    def _write(self, row: LogLine) -> None:
        self._csv.writerow([f"{value:.6g}" if isinstance(value, float) else value for value in asdict(row).values()])
        self._file.flush()


def read_log(path: Path) -> list[LogLine]:
    """The rows of a log.csv; none if there is no file. A line that a kill cut short is left out."""
    if not path.is_file():
        return []
    rows = []
    with path.open(encoding="utf-8", newline="") as file:
        for record in csv.DictReader(file):
            if None in record.values() or None in record:
                continue
            values = {name: float(value) if value else None for name, value in record.items()}
            step, tokens = int(record["step"]), int(record["tokens"])
            rows.append(LogLine(**{**values, "step": step, "tokens": tokens}))  # type: ignore[arg-type]
    return rows


def plot(log: Path, image: Path) -> None:
    """Draw loss, and loss and chrF on the dev set, over the target tokens seen; PNG or SVG by the suffix."""
    from matplotlib.figure import Figure

    rows = read_log(log)
    figure = Figure(figsize=(8, 4.5), layout="constrained")
    axes = figure.subplots()
    axes.set_xlabel("target tokens, millions")
    axes.set_ylabel("nats a token")
    handles = axes.plot(*_points(rows, "nll"), color="tab:gray", linewidth=1, label="training nll")
    handles += axes.plot(*_points(rows, "dev_nll"), color="tab:blue", marker=".", label="dev nll")
    chrf = _points(rows, "dev_chrf")
    if chrf[0]:
        right = axes.twinx()
        right.set_ylabel("chrF")
        handles += right.plot(*chrf, color="tab:orange", marker=".", label="dev chrF (greedy)")
    axes.legend(handles=handles, loc="upper center", ncols=len(handles), frameon=False)
    temporary = image.with_name(f"tmp-{image.name}")
    figure.savefig(temporary, dpi=120)
    temporary.replace(image)


def _points(rows: Sequence[LogLine], name: str) -> tuple[list[float], list[float]]:
    known = [(row.tokens / 1e6, value) for row in rows if (value := getattr(row, name)) is not None]
    return [x for x, _ in known], [y for _, y in known]
