"""Fakes for tests of code that uses briefsmith: an engine that applies a rule instead of a model."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefsmith.engines.base import EngineInfo, GenerationParams, Hypothesis


class FakeEngine:
    """A `TextEngine` whose best hypothesis is `rule(text)`; tokens are words. `calls` records every batch."""

    def __init__(self, rule: Callable[[str], str] = str.upper, max_input_tokens: int = 64) -> None:
        self.rule = rule
        self.info = EngineInfo("fake", "rule", "0")
        self.max_input_tokens = max_input_tokens
        self.calls: list[list[str]] = []
        self.closed = False

    def load(self) -> None:
        pass

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def generate(self, texts: Sequence[str], params: GenerationParams) -> list[list[Hypothesis]]:
        self.calls.append(list(texts))
        return [[Hypothesis(self.rule(text), 0.0)] for text in texts]

    def close(self) -> None:
        self.closed = True
