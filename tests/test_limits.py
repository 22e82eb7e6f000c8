"""What one document may take: the step ends, and the others go on."""

from __future__ import annotations

import resource
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from briefsmith.errors import LimitError
from briefsmith.limits import DocumentLimits, _memory, limited
from briefsmith.model import Failure
from briefsmith.stages import apply

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the system has no SIGALRM")


def forever() -> None:
    while True:
        with suppress(Exception):  # as libraries do
            time.sleep(0.01)


def test_time_ends_what_does_not_end() -> None:
    with (
        pytest.raises(LimitError, match=r"more than 0\.1 seconds, the limit \(limits\.seconds\)") as caught,
        limited(DocumentLimits(seconds=0.1)),
    ):
        forever()
    assert caught.value.kind == "too_slow"


def in_a_thread(work: Callable[[], None]) -> None:
    with ThreadPoolExecutor(1) as pool:
        pool.submit(work).result(timeout=60)


def test_time_ends_what_does_not_end_in_a_thread() -> None:
    in_a_thread(test_time_ends_what_does_not_end)


def test_in_a_thread_nothing_is_raised_after_the_end() -> None:
    def work() -> None:
        for seconds in [0.001 * n for n in range(1, 40)]:  # about as long as the work: before, within and after its end
            with suppress(LimitError), limited(DocumentLimits(seconds=seconds)), limited(DocumentLimits(seconds=0.001)):
                for _ in range(20):
                    time.sleep(0.001)
        for _ in range(150):  # longer than an interruption takes to be repeated
            time.sleep(0.01)

    in_a_thread(work)
    assert not [thread for thread in threading.enumerate() if thread.name == "limits"]


def test_another_alarm_still_goes_off() -> None:
    handler, (left, _) = signal.getsignal(signal.SIGALRM), signal.getitimer(signal.ITIMER_REAL)
    with limited(DocumentLimits(seconds=5)), limited(DocumentLimits(seconds=0.001)):
        time.sleep(0.02)
    assert signal.getsignal(signal.SIGALRM) is handler
    assert (signal.getitimer(signal.ITIMER_REAL)[0] > 0) == (left > 0)


def test_memory_ends_what_takes_all() -> None:
    # Threads share the largest bound that one of them asks for: a server of an earlier test may still be at work.
    waiting = time.monotonic() + 60
    while _memory._inside and time.monotonic() < waiting:
        time.sleep(0.05)
    before = resource.getrlimit(resource.RLIMIT_DATA)
    with pytest.raises(LimitError, match=r"limits\.memory") as caught, limited(DocumentLimits(memory=50_000_000)):
        bytearray(500_000_000)
    assert caught.value.kind == "too_large"
    assert resource.getrlimit(resource.RLIMIT_DATA) == before


class Stage:
    """Does not return for the item "bad"."""

    name = "work"

    def __call__(self, batch: Sequence[str]) -> Sequence[str]:
        if "bad" in batch:
            forever()
        return [item.upper() for item in batch]


@pytest.mark.skipif(sys.platform != "linux", reason="the bound of memory needs Linux")
def test_threads_leave_no_bound_of_memory_behind() -> None:
    before = resource.getrlimit(resource.RLIMIT_DATA)
    first, second = threading.Event(), threading.Event()
    seen = []

    def outer() -> None:
        with limited(DocumentLimits(memory=1 << 30)):
            first.set()
            second.wait(30)

    def inner() -> None:
        first.wait(30)
        with limited(DocumentLimits(memory=1 << 20)):  # less, so it would be set by itself
            second.set()
            thread.join()  # leaves while the other is inside
            with limited(DocumentLimits()):  # within another this does nothing
                seen.append(resource.getrlimit(resource.RLIMIT_DATA)[0])

    thread = threading.Thread(target=outer)
    thread.start()
    in_a_thread(inner)
    assert resource.getrlimit(resource.RLIMIT_DATA) == before
    assert 1 << 30 < seen[0] < 1 << 40


def test_only_the_document_at_fault_fails() -> None:
    done = apply(Stage(), ["a", "bad", "c"], str, DocumentLimits(seconds=0.1))
    assert [done[0], done[2]] == ["A", "C"]
    assert isinstance(done[1], Failure)
    assert (done[1].document_id, done[1].stage, done[1].kind) == ("bad", "work", "too_slow")
