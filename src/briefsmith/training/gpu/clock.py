"""How far a run is by the time it has: a share of the whole that jumps when a phase is over early."""

from __future__ import annotations

import time
from collections.abc import Callable

from briefsmith.training.gpu.recipe import Phases


class RunClock:
    """Goes from `done` to 1 while the seconds run out; `now` may count something else, such as steps."""

    def __init__(self, done: float, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self.now = now
        self._end = now() + seconds
        self.jump(done)

    def jump(self, done: float) -> None:
        """The run is this far from now on; what is left of it takes all the time that is left."""
        self._from, self._at = done, self.now()

    def left(self) -> float:
        """Seconds until the end."""
        return max(0.0, self._end - self.now())

    def done(self) -> float:
        """The share of the run that is over."""
        span = self._end - self._at
        if span <= 0:
            return 1.0
        return min(1.0, self._from + (1 - self._from) * (self.now() - self._at) / span)

    def for_back(self, phases: Phases) -> float:
        """Seconds for translating back, also in a run that continues after that phase and has lost its result."""
        done = self.done()
        start = done if done < phases.back.until else phases.real.until
        return self.left() * (phases.back.until - start) / (1 - start)
