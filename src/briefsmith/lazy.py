"""Functions that are imported at their first call."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any


def lazy(target: str) -> Callable[..., Any]:
    """The function behind `package.module:name`, so that a registry can name it without importing its module."""

    def call(*args: Any, **kwargs: Any) -> Any:
        module, _, name = target.partition(":")
        return getattr(import_module(module), name)(*args, **kwargs)

    return call
