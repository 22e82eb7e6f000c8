"""Loaded models where threads share them, and in the child of a fork, as `multiprocessing` and web servers make them.

CTranslate2 and torch compute in threads of their own, and a fork copies none: in the child a call would wait for them for
ever, and so would the end of a model of CTranslate2.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from functools import cached_property
from typing import Any, TypeVar, overload
from weakref import WeakKeyDictionary

T = TypeVar("T")

_lock = threading.RLock()
_left_behind: WeakKeyDictionary[Any, str] = WeakKeyDictionary()


class loaded(cached_property[T]):  # noqa: N801 - used like the one it extends
    """A cached property that one thread makes while the others wait: a model in memory twice may be too much for it."""

    @overload
    def __get__(self, instance: None, owner: type[Any] | None = None) -> loaded[T]: ...
    @overload
    def __get__(self, instance: object, owner: type[Any] | None = None) -> T: ...
    def __get__(self, instance: object | None, owner: type[Any] | None = None) -> loaded[T] | T:
        if instance is None:
            return self
        with _lock:
            kept, name = vars(instance), str(self.attrname)
            if name not in kept:  # without the lock that `cached_property` has of its own before Python 3.12
                kept[name] = self.func(instance)
            value: T = kept[name]
        return value


def loads_again_in_a_fork(owner: Any, attribute: str) -> None:
    """In a child process the cached property `attribute` is made anew at its next use."""
    _left_behind[owner] = attribute


def _in_child() -> None:
    global _lock
    _lock = threading.RLock()  # a thread that is not here may hold the other
    for owner, attribute in list(_left_behind.items()):
        model = vars(owner).pop(attribute, None)
        if model is not None:
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(model))  # never ended: that would wait for its threads
    _left_behind.clear()
    if _torch_runs:
        sys.modules["torch"].set_num_threads(1)  # with more it waits for those that the parent had


_torch_runs = False


def one_thread_in_a_fork() -> None:
    """In a child process torch computes in one thread."""
    global _torch_runs
    _torch_runs = True


if hasattr(os, "register_at_fork"):  # not on Windows
    os.register_at_fork(after_in_child=_in_child)
