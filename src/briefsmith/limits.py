"""A bound on the time and memory that one document may take, for what no other bound of the input foresees.

The readers, the stages and the templates take time linear in their input; this is for the input that shows that one of
them does not. It needs the main thread of a process and, for time, a system with SIGALRM, for memory Linux. Elsewhere
it does nothing.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from briefsmith.errors import LimitError

# Documents that go through a stage together share its time: they are faster together than one after the other.
_TOGETHER = 16
# Seconds after which an interruption is repeated: a library may have caught the first.
_AGAIN = 1.0
_CGROUP = Path("/sys/fs/cgroup/memory.max")


@dataclass(frozen=True, slots=True)
class DocumentLimits:
    """`seconds` for each document in each step, 0 for no bound; `memory` in bytes beyond what the process has, 0 for
    all that the machine has.
    """

    seconds: float = 0.0
    memory: int = 0


class _Expired(BaseException):  # not an Exception: libraries catch those
    """Raised wherever the code is when the time is over."""


@contextmanager
def limited(limits: DocumentLimits, documents: int = 1) -> Iterator[None]:
    """Run the code inside with these limits. Raises LimitError of kind `too_slow` or `too_large`.

    A call of a C library that does not return cannot be interrupted before it does. Inside another `limited` this does
    nothing.
    """
    seconds = limits.seconds * (1 + (documents - 1) / _TOGETHER)
    try:
        with _within_seconds(seconds), _within_memory(limits.memory):
            yield
    except _Expired:
        raise LimitError(
            f"it took more than {seconds:g} seconds, the limit (limits.seconds). Split it, or raise the limit.",
            "too_slow",
        ) from None
    except MemoryError:
        raise LimitError(
            "it needs more memory than there is or than limits.memory allows. Split it, or raise the limit.",
            "too_large",
        ) from None


@contextmanager
def _within_seconds(seconds: float) -> Iterator[None]:
    main = threading.current_thread() is threading.main_thread()
    if not seconds or not main or not hasattr(signal, "setitimer") or signal.getsignal(signal.SIGALRM) is _expire:
        yield
        return
    begin = time.monotonic()
    handler = signal.signal(signal.SIGALRM, _expire)
    left, interval = signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        if left:  # somebody else's alarm, which still has to go off
            signal.setitimer(signal.ITIMER_REAL, max(0.001, left - (time.monotonic() - begin)), interval)


def _expire(*_: object) -> None:
    raise _Expired


@contextmanager
def _within_memory(extra: int) -> Iterator[None]:
    if sys.platform != "linux":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    bound = _data_now() + extra if extra else _machine()
    if any(limit not in (resource.RLIM_INFINITY, -1) and limit <= bound for limit in (soft, hard)):
        yield
        return
    resource.setrlimit(resource.RLIMIT_DATA, (bound, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _data_now() -> int:
    """Bytes of private memory that this process may write to."""
    status = Path("/proc/self/status").read_text("ascii", "replace")
    return next((1024 * int(line.split()[1]) for line in status.splitlines() if line.startswith("VmData:")), 0)


def _machine() -> int:
    """Bytes of memory of this machine, or of the container if that is less."""
    import os

    there = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        return min(there, int(_CGROUP.read_text("ascii")))
    except (OSError, ValueError):  # "max", or another kind of container
        return there
