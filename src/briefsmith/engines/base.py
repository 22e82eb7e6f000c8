"""The protocol of all text engines, and the registry's entry for one; stages accept any engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from briefsmith.engines.options import EngineOptions


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """What provenance records about an engine: its kind, the model's name and the revision of the weights."""

    engine: str
    model: str
    revision: str


@dataclass(frozen=True, slots=True)
class GenerationParams:
    """How to decode; None leaves it to the checkpoint's own generation config.

    Lengths are in tokens of the output, without its language and end tokens. Without `max_new_tokens`,
    `max_length_ratio` bounds the output by the input's length. `source_language` and `target_language` are canonical
    codes, for models that serve more than one pair; the engine maps them to its model's own codes.
    """

    beam_size: int | None = 4
    num_hypotheses: int = 1
    length_penalty: float | None = None
    repetition_penalty: float | None = None
    no_repeat_ngram_size: int | None = None
    max_length_ratio: float = 2.0
    min_new_tokens: int = 0
    max_new_tokens: int | None = None
    batch_tokens: int = 2048
    source_language: str | None = None
    target_language: str | None = None


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One output text; `score` is its log-probability, normalised by length. Higher is better.

    0 says that the engine knows no probabilities: no real text is certain.
    """

    text: str
    score: float


class TextEngine(Protocol):
    """Texts in, n-best hypotheses out."""

    @property
    def info(self) -> EngineInfo: ...

    @property
    def max_input_tokens(self) -> int:
        """The caller must split longer inputs; an engine never truncates silently."""

    def load(self) -> None:
        """Load the weights now rather than at the first call. Raises ModelUnavailableError."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The number of tokens of each text, as the model reads it."""

    def generate(self, texts: Sequence[str], params: GenerationParams) -> list[list[Hypothesis]]:
        """For each text, `params.num_hypotheses` hypotheses, best first. Raises EngineError."""

    def close(self) -> None:
        """Free the model. The engine is not used afterwards."""


@runtime_checkable
class Scoring(Protocol):
    """What an engine may do besides: say how probable it finds texts that it did not choose itself."""

    def score(self, pairs: Sequence[tuple[str, str]], params: GenerationParams) -> list[float]:
        """For each input and output text the output's log-probability in nats, its mean over tokens and end token.

        Inputs are at most `max_input_tokens` long. Raises EngineError.
        """


@dataclass(frozen=True, slots=True)
class EngineSpec:
    """One engine of the registry.

    `opens` decides from a folder's files, without loading a library, whether the engine can run it. `open` takes the
    folder, the name and the revision for provenance, and the options; the weights load at the first use. It raises
    ModelUnavailableError or EngineError with the reason if it cannot run the folder.
    """

    name: str
    opens: Callable[[Path], bool]
    open: Callable[[Path, str, str, EngineOptions], TextEngine]
