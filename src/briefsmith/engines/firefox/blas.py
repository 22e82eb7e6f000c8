"""Holds numpy's BLAS to one thread while our own threads each multiply a batch.

OpenBLAS spreads even small products over all cores, and its threads wait for each other by spinning. Base-memory shape, two
cores that other work kept busy, sentences for each second of CPU time: greedy with a shortlist 75 with one thread and 8.5
with OpenBLAS's own choice; beam 4 without a shortlist 23 and 8. `OPENBLAS_NUM_THREADS` is read only when numpy loads, which
other parts of a program have long done by then.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

_lock = threading.Lock()
_holders = 0
_before = 0


@contextmanager
def one_thread() -> Iterator[None]:
    """One thread for each product inside, in the whole process; afterwards as many as before.

    It does nothing where numpy has another BLAS than the OpenBLAS in its wheels; its threads are set by its environment.
    """
    global _holders, _before
    controls = _openblas()
    if controls is None:
        yield
        return
    get, put = controls
    with _lock:
        if not _holders:
            _before = get()
            put(1)
        _holders += 1
    try:
        yield
    finally:
        with _lock:
            _holders -= 1
            if not _holders:
                put(_before)


@cache
def _openblas() -> tuple[Callable[[], int], Callable[[int], None]] | None:
    """How many threads OpenBLAS uses, and the function that sets it. Opening its file again gives the loaded library."""
    import numpy as np

    package = Path(np.__file__).parent
    for folder in (package.parent / "numpy.libs", package / ".dylibs", package / ".libs"):
        for file in sorted(folder.glob("*openblas*")):
            if found := _controls(file):
                return found
    return None


def _controls(file: Path) -> tuple[Callable[[], int], Callable[[int], None]] | None:
    try:
        library = ctypes.CDLL(str(file))
    except OSError:
        return None
    for form in ("scipy_openblas_{}_num_threads64_", "scipy_openblas_{}_num_threads", "openblas_{}_num_threads64_"):
        get, put = (getattr(library, form.format(verb), None) for verb in ("get", "set"))
        if get is not None and put is not None:
            get.argtypes, get.restype = [], ctypes.c_int
            put.argtypes, put.restype = [ctypes.c_int], None
            return get, put
    return None
