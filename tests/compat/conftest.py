"""Pipelines on toy checkpoints, and what transformers logs with them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from briefsmith import pipeline
from briefsmith.engines.quiet import quiet_transformers

Make = Callable[..., Any]


@pytest.fixture
def make(toy: Callable[[str], Path], logged: list[str]) -> Make:
    """`make("summarization", "bart", ...)` is a pipeline on a toy whose tokenizer has a limit, as real ones have."""

    def pipe(task: str, name: str, **options: Any) -> Any:
        made = pipeline(task, model=str(toy(name)), device="cpu", **options)
        made.tokenizer.model_max_length = 128
        return made

    return pipe


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """The warnings that transformers logs, in order."""
    quiet_transformers()  # no progress bars; the level is set below
    messages: list[str] = []

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(record.getMessage())

    logger, handler = logging.getLogger("transformers"), Handler(logging.WARNING)
    level = logger.level
    logger.setLevel(logging.WARNING)
    logger.addHandler(handler)
    yield messages
    logger.removeHandler(handler)
    logger.setLevel(level)
