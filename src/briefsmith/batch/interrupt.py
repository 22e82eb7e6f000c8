"""Ctrl-C as a request: the current batch is finished first. A second Ctrl-C ends the run at once."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any


class Interrupt:
    """Inside the context, the first SIGINT sets `requested` and calls `notify`; the next raises KeyboardInterrupt."""

    def __init__(self, notify: Callable[[], None]) -> None:
        self.requested = False
        self._notify = notify
        self._breakable = False
        self._before: Any = None

    def __enter__(self) -> Interrupt:
        self._before = signal.signal(signal.SIGINT, self._handle)
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    @contextmanager
    def breakable(self) -> Iterator[None]:
        """Code that may be left at any point, such as waiting for input: a SIGINT leaves it and sets `requested`."""
        self._breakable = True
        try:
            yield
        except KeyboardInterrupt:
            self.requested = True
            self._notify()
        finally:
            self._breakable = False

    def _handle(self, signum: int, frame: FrameType | None) -> None:
        if self.requested or self._breakable:
            raise KeyboardInterrupt
        self.requested = True
        self._notify()
