"""The work behind the requests: one article at a time in one thread, with models that stay loaded."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


class BusyError(Exception):
    """As many requests wait as may wait."""


class Smithy:
    """Runs one call after the other in one thread: engines use all cores for one article already."""

    def __init__(self, waiting: int, seconds: float) -> None:
        self._waiting = waiting
        self._seconds = seconds
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="briefsmith")
        self._inside = 0

    async def call(self, work: Callable[..., T], *arguments: Any) -> T:
        """The work's result. Raises BusyError at once, TimeoutError after the limit."""
        if self._inside > self._waiting:
            raise BusyError
        loop = asyncio.get_running_loop()
        self._inside += 1
        future = self._pool.submit(work, *arguments)
        # What was begun goes on although nobody waits for it any longer: its place is free when it has ended.
        future.add_done_callback(lambda _: loop.call_soon_threadsafe(self._leave))
        # A request that gave up cancels its future, which counts only if the work has not begun.
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), self._seconds)
        except asyncio.TimeoutError:  # the built-in one from Python 3.11 on
            raise TimeoutError from None

    def _leave(self) -> None:
        self._inside -= 1

    def close(self) -> None:
        """Forget what waits."""
        self._pool.shutdown(wait=False, cancel_futures=True)
