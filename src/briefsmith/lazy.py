"""Functions that are imported at their first call, and values that are made at their first use."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Hashable
from importlib import import_module
from typing import Any, TypeVar
from weakref import WeakSet

T = TypeVar("T")


def lazy(target: str) -> Callable[..., Any]:
    """The function behind `package.module:name`, so that a registry can name it without importing its module."""

    def call(*args: Any, **kwargs: Any) -> Any:
        module, _, name = target.partition(":")
        return getattr(import_module(module), name)(*args, **kwargs)

    return call


class Kept:
    """Values by key, each made at its first use; where threads ask together, one makes it and the others wait."""

    def __init__(self) -> None:
        self._values: dict[Hashable, Any] = {}
        self.renew_lock()
        _all.add(self)

    def renew_lock(self) -> None:
        """In the child of a fork: a thread that is not here may hold the other."""
        self._lock = threading.RLock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of `key`. What `make` raises is raised, and it is asked again the next time."""
        if key not in self._values:
            with self._lock:
                if key not in self._values:
                    self._values[key] = make()
        value: T = self._values[key]
        return value


_all: WeakSet[Kept] = WeakSet()


def _in_child() -> None:
    for kept in list(_all):
        kept.renew_lock()


if hasattr(os, "register_at_fork"):  # not on Windows
    os.register_at_fork(after_in_child=_in_child)
