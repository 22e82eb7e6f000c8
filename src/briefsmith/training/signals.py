"""SIGINT and SIGTERM as a request to stop."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def asked_to_stop() -> Iterator[Callable[[], bool]]:
    """Within it, SIGINT and SIGTERM only ask the run to stop; a second one stops at once, as usual."""
    received: list[int] = []
    before: dict[signal.Signals, Any] = {}

    def note(number: int, _frame: object) -> None:
        received.append(number)
        for known, handler in before.items():
            signal.signal(known, handler)

    for wanted in (signal.SIGINT, signal.SIGTERM):
        before[wanted] = signal.signal(wanted, note)
    try:
        yield lambda: bool(received)
    finally:
        for known, handler in before.items():
            signal.signal(known, handler)
