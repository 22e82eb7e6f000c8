"""Models that translate, whatever runs them: which pairs each serves, and its engine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from briefsmith.engines.base import TextEngine
from briefsmith.engines.checkpoint import Checkpoint
from briefsmith.engines.folder import DESCRIPTION, PIECES, ModelFolder
from briefsmith.engines.openai import Endpoint, OpenAIEngine
from briefsmith.engines.options import EngineOptions
from briefsmith.engines.pairs import Pairs
from briefsmith.engines.registry import open_engine
from briefsmith.errors import ModelUnavailableError
from briefsmith.models.resolve import ResolvedModel
from briefsmith.translate.doubt import DEFAULT, Calibration


class Candidate(Protocol):
    """A model that may serve a pair."""

    @property
    def name(self) -> str: ...

    @property
    def revision(self) -> str: ...

    @property
    def pairs(self) -> str:
        """What it translates, for a message."""

    def serves(self, source: str, target: str) -> bool:
        """Whether it translates this pair of canonical codes."""

    @property
    def calibration(self) -> Calibration:
        """How its probabilities are read as doubt."""

    @property
    def of_ours(self) -> bool:
        """Whether it knows only the marks of our training text (`translate.plain`)."""

    def engine(self, options: EngineOptions) -> TextEngine:
        """A new engine, whose weights are loaded at its first use."""


@dataclass(frozen=True, slots=True)
class FolderCandidate:
    """A model of `briefsmith train`, embedded or the user's own, or one of Mozilla: one pair, which its folder names."""

    folder: ModelFolder

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def revision(self) -> str:
        return self.folder.revision

    @property
    def pairs(self) -> str:
        return f"{self.folder.source}>{self.folder.target}"

    def serves(self, source: str, target: str) -> bool:
        return self.folder.pair == (source, target)

    @property
    def calibration(self) -> Calibration:
        """Its own; the default for a folder that was not calibrated. Raises ModelUnavailableError for a broken one."""
        try:
            return Calibration.from_json(self.folder.calibration) if self.folder.calibration else DEFAULT
        except (KeyError, TypeError, ValueError) as error:
            raise ModelUnavailableError(f"{self.folder.path}: {DESCRIPTION}: calibration: {error!r}") from None

    @property
    def of_ours(self) -> bool:
        """What `briefsmith train` made; of Mozilla's models, which know more, it was not measured."""
        return (self.folder.path / PIECES).is_file()

    def engine(self, options: EngineOptions) -> TextEngine:
        return open_engine(self.folder.path, name=self.name, revision=self.revision, options=options)


@dataclass(frozen=True)
class CheckpointCandidate:
    """A Hugging Face checkpoint: its languages come from the catalog, or else from its own files."""

    model: ResolvedModel
    calibration: Calibration = DEFAULT
    of_ours: bool = False

    @property
    def name(self) -> str:
        return self.model.name

    @property
    def revision(self) -> str:
        return self.model.revision

    @property
    def pairs(self) -> str:
        return self.model.entry.pairs if self.model.entry else str(self._pairs)

    def serves(self, source: str, target: str) -> bool:
        if self.model.languages:
            return source in self.model.languages and target in (self.model.targets or self.model.languages)
        return (source, target) in self._pairs

    @property
    def names_pairs(self) -> bool:
        """Whether anything says what it translates; if not, it would be skipped for every pair."""
        return bool(self.model.languages) or bool(self._pairs)

    @cached_property
    def _pairs(self) -> Pairs:
        return Pairs(Checkpoint.open(self.model.path))

    def engine(self, options: EngineOptions) -> TextEngine:
        return open_engine(self.model.path, name=self.name, revision=self.revision, options=options)


@dataclass(frozen=True)
class EndpointCandidate:
    """A language model behind an endpoint: any pair."""

    endpoint: Endpoint
    pairs: str = "any pair"
    calibration: Calibration = DEFAULT
    of_ours: bool = False

    @property
    def name(self) -> str:
        return self.endpoint.model

    @property
    def revision(self) -> str:
        return self.endpoint.revision

    def serves(self, source: str, target: str) -> bool:
        return True

    def engine(self, options: EngineOptions) -> TextEngine:
        return OpenAIEngine(self.endpoint)
