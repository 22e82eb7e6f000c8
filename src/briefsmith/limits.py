"""A bound on the time and memory that one document may take, for what no other bound of the input foresees.

The readers, the stages and the templates take time linear in their input; this is for the input that shows that one of
them does not. In the main thread the time is kept by SIGALRM where the system has it, in other threads by a thread that
raises in them; the bound of memory needs Linux, and elsewhere does nothing.
"""

from __future__ import annotations

import ctypes
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from briefsmith.errors import LimitError

# Documents that go through a stage together share its time: they are faster together than one after the other.
_TOGETHER = 16
# Seconds after which an interruption is repeated: a library may have caught the first.
_AGAIN = 1.0
_TIMES = 60
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


def _within_seconds(seconds: float) -> AbstractContextManager[None]:
    if not seconds:
        return nullcontext()
    main = threading.current_thread() is threading.main_thread()
    return _by_alarm(seconds) if main and hasattr(signal, "setitimer") else _by_thread(seconds)


@contextmanager
def _by_alarm(seconds: float) -> Iterator[None]:
    if signal.getsignal(signal.SIGALRM) is _expire:
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


@contextmanager
def _by_thread(seconds: float) -> Iterator[None]:
    outer: _Watch | None = getattr(_here, "watch", None)
    if outer is not None and not outer.over.is_set():
        yield
        return
    _here.watch = watch = _Watch(threading.get_ident(), seconds)
    try:
        yield
    finally:
        watch.end()


_here = threading.local()


class _Watch:
    """Raises `_Expired` in a thread after some seconds, and again a few times, until `end` or it itself says `over`."""

    def __init__(self, thread: int, seconds: float) -> None:
        self.over = threading.Event()
        self._lock = threading.Lock()
        self._thread, self._seconds = ctypes.c_ulong(thread), seconds
        threading.Thread(target=self._wait, name="limits", daemon=True).start()

    def _wait(self) -> None:
        for seconds in (self._seconds, *[_AGAIN] * _TIMES):
            if self.over.wait(seconds):
                return
            with self._lock:
                if not self.over.is_set():
                    _raise_in(self._thread, _Expired)
        self.over.set()

    def end(self) -> None:
        """Nothing is raised any more. Raises `_Expired` if that came while this ran."""
        late = False
        while True:
            try:
                self.over.set()
                with self._lock:
                    _raise_in(self._thread, None)
                break
            except _Expired:
                late = True
        if late:
            raise _Expired


def _raise_in(thread: ctypes.c_ulong, kind: type[BaseException] | None) -> None:
    """Let the thread raise `kind` at its next step in Python; None takes back what it has not raised yet."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, None if kind is None else ctypes.py_object(kind))


def _expire(*_: object) -> None:
    raise _Expired


class _Memory:
    """The bound of the process, which threads share: the largest that any of them asks for, until the last has left."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._before: tuple[int, int] | None = None

    def enter(self, extra: int) -> None:
        import resource

        with self._lock:
            self._inside += 1
            soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
            bound = _data_now() + extra if extra else _machine()
            lower = soft if self._before is None else hard  # a bound of our own may be raised, another one may not
            if any(limit not in (resource.RLIM_INFINITY, -1) and limit <= bound for limit in (lower, hard)):
                return
            if self._before is None:
                self._before = soft, hard
            elif bound <= soft:
                return
            resource.setrlimit(resource.RLIMIT_DATA, (bound, hard))

    def leave(self) -> None:
        import resource

        with self._lock:
            self._inside -= 1
            if not self._inside and self._before is not None:
                resource.setrlimit(resource.RLIMIT_DATA, self._before)
                self._before = None


_memory = _Memory()


@contextmanager
def _within_memory(extra: int) -> Iterator[None]:
    if sys.platform != "linux" or getattr(_here, "bounded", False):
        yield
        return
    _here.bounded = True
    _memory.enter(extra)
    try:
        yield
    finally:
        _memory.leave()
        _here.bounded = False


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
