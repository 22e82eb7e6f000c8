"""Articles, and batches of them with the fixed engine."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from briefsmith.batch.local import Outcome, RunOptions, Task, run_batch
from briefsmith.batch.sinks import Places
from briefsmith.settings import Settings
from briefsmith.wiring.batch import batch_job

from . import fakes

PLACES = ["Marlow", "Brannock", "Sorrel", "Unterau", "Vestfold", "Dunmore", "Grantham", "Lissa", "Kessel", "Alder"]


def article(number: int, extra: str = "") -> str:
    """A short article that differs for each number."""
    place = PLACES[number % len(PLACES)]
    return (
        f"{place} opens bridge number {number}\n\n"
        f"The town of {place} opened its bridge number {number} on Monday after a delay of two years. {extra}\n\n"
        f"The work cost {number + 12} million dollars, which is {number % 7 + 3} percent more than the town had planned. "
        f"Nobody in {place} expects the debt to be paid before 2040.\n"
    )


@dataclass(frozen=True)
class Ran:
    """What a run left: its outcome, the paths it named in order, and its messages."""

    outcome: Outcome
    paths: list[str]
    told: str


Run = Callable[..., Ran]


@pytest.fixture
def run() -> Run:
    """`run(INPUT, OUT, resume=False, settings={...})` with the fixed engine; a given language avoids the detector."""

    def go(
        spec: str, out: str, *, make: Any = fakes.make, settings: dict[str, Any] | None = None, **options: Any
    ) -> Ran:
        given = {"source_language": "en", "languages": ("de",), "lengths": ("short",)} | (settings or {})
        paths: list[str] = []
        console = Console(file=io.StringIO())
        task = Task(spec, Places.of(out), batch_job(Settings(**given), make), RunOptions(**options))
        outcome = run_batch(task, console, lambda path: paths.append(str(path)))
        return Ran(outcome, paths, console.file.getvalue())  # type: ignore[attr-defined]

    return go


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """The headlines that the pipeline was given since the last call, in no fixed order."""
    path = tmp_path / "worked.log"
    monkeypatch.setenv(fakes.LOG, str(path))

    def read() -> list[str]:
        lines = path.read_text().splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return sorted(lines)

    return read


def folder(path: Path, articles: dict[str, str]) -> None:
    """Write the articles as files."""
    path.mkdir(parents=True, exist_ok=True)
    for name, text in articles.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text)


def briefs(out: Path) -> dict[str, bytes]:
    """The briefs in a folder, without what differs from run to run."""
    return {
        path.name: path.read_bytes()
        for path in sorted(out.iterdir())
        if path.is_file() and path.name != "manifest.json"
    }
