"""What a run counts, and how it reports its progress."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.console import Console

# Seconds between two lines where no bar can be drawn.
PLAIN_EVERY = 30.0


def counted(number: int, noun: str) -> str:
    """A number with its noun, in the plural unless it is one: `1 document`, `2,000 documents`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


@dataclass
class Counts:
    """Documents, the unchanged ones among them whose files exist, works done by the pipeline, and the outcome.

    `flagged` are briefs with a flag or a warning; `restarts` are workers that died and were replaced; `translated` and
    `doubtful` count sentences with a level.
    """

    documents: int = 0
    unchanged: int = 0
    worked: int = 0
    failed: int = 0
    briefs: int = 0
    flagged: int = 0
    words_in: int = 0
    words_out: int = 0
    restarts: int = 0
    translated: int = 0
    doubtful: int = 0
    kinds: dict[str, int] = field(default_factory=dict)

    def line(self, seconds: float) -> str:
        """The counts as one line; documents per second are those of this run."""
        rate = self.documents / max(seconds, 1e-9)
        told = f"{rate:.1f} documents/s, {self.words_in:,} words in, {self.words_out:,} out, {self.failures}"
        return f"{told}, {self.doubt}" if self.doubtful else told

    @property
    def failures(self) -> str:
        """How many failed, and why: `3 failed (2 empty, 1 binary)`."""
        kinds = ", ".join(f"{n:,} {kind}" for kind, n in sorted(self.kinds.items()))
        return f"{self.failed:,} failed" + (f" ({kinds})" if kinds else "")

    @property
    def doubt(self) -> str:
        """How many translated sentences are probably wrong."""
        return f"{self.doubtful:,} of {counted(self.translated, 'translated sentence')} doubtful"


class Progress(Protocol):
    """Shows the counts after each batch and about once a second. Use it as a context manager."""

    def __enter__(self) -> Progress: ...
    def __exit__(self, *_: object) -> None: ...
    def show(self, counts: Counts) -> None: ...


def open_progress(console: Console, total: int | None) -> Progress:
    """A bar on a terminal, otherwise a line from time to time."""
    return BarProgress(console, total) if console.is_terminal else PlainProgress(console, total)


class PlainProgress:
    """A line every 30 seconds, for logs."""

    def __init__(self, console: Console, total: int | None) -> None:
        self._console = console
        self._total = total
        self._begin = self._last = time.monotonic()

    def __enter__(self) -> PlainProgress:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing has to be released."""

    def show(self, counts: Counts) -> None:
        now = time.monotonic()
        if now - self._last >= PLAIN_EVERY:
            self._last = now
            self._console.print(self.line(counts, now - self._begin), highlight=False, soft_wrap=True, markup=False)

    def line(self, counts: Counts, seconds: float) -> str:
        """How far the run is, how fast, and how much time is left."""
        done, left = counted(counts.documents, "document"), ""
        if self._total:
            done = f"{counts.documents:,} of {counted(self._total, 'document')}"
            if counts.documents:
                left = f", {_duration(seconds / counts.documents * (self._total - counts.documents))} left"
        return f"briefsmith: {done}, {counts.line(seconds)}{left}"


def _duration(seconds: float) -> str:
    hours, minutes = divmod(round(seconds / 60), 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min" if minutes else f"{seconds:.0f} s"


class BarProgress:
    """A bar with the rate, the words and the failures, and the time left where the total is known."""

    def __init__(self, console: Console, total: int | None) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bars

        columns = [BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[line]}"), TimeRemainingColumn()]
        self._bars = Bars(*columns, console=console, transient=True)
        self._task = self._bars.add_task("", total=total, line="")
        self._begin = time.monotonic()

    def __enter__(self) -> BarProgress:
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def show(self, counts: Counts) -> None:
        line = counts.line(time.monotonic() - self._begin)
        self._bars.update(self._task, completed=counts.documents, line=line)
