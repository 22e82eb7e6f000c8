"""Which model translates which pair; engines are loaded when first used and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefsmith.engines.base import GenerationParams, TextEngine
from briefsmith.engines.options import EngineOptions
from briefsmith.errors import ModelUnavailableError
from briefsmith.languages import describe
from briefsmith.model import Step
from briefsmith.translate.candidates import Candidate
from briefsmith.translate.seq2seq import Seq2SeqTranslator


class Translators:
    """The translators that these models allow; the first that serves a pair is used, with one engine for all its pairs.

    `params` has no languages, which depend on the pair; `fingerprint` is what provenance says of the parameters.
    """

    def __init__(
        self, models: Sequence[Candidate], params: GenerationParams, options: EngineOptions, fingerprint: str
    ) -> None:
        self.models = tuple(models)
        self._params = params
        self._options = options
        self._fingerprint = fingerprint
        self._engines: dict[int, TextEngine] = {}
        self._loaded: dict[tuple[str, str], Seq2SeqTranslator] = {}

    def require(self, source: str, target: str) -> Candidate:
        """The model of a pair. Raises ModelUnavailableError with the available pairs and how to get this one."""
        for model in self.models:
            if model.serves(source, target):
                return model
        pairs = ", ".join(sorted({model.pairs for model in self.models})) or "none"
        raise ModelUnavailableError(
            f"no model here translates {describe(source)} into {describe(target)}; the pairs here are: {pairs}. "
            f"{_remedy(source, target)}'briefsmith train translator' makes one from your own sentence pairs."
        )

    def get(self, source: str, target: str) -> Seq2SeqTranslator:
        """The translator of a pair, loaded once. Raises ModelUnavailableError."""
        if (source, target) not in self._loaded:
            self._loaded[source, target] = self._load(self.require(source, target), source, target)
        return self._loaded[source, target]

    def _load(self, model: Candidate, source: str, target: str) -> Seq2SeqTranslator:
        key = self.models.index(model)
        if key not in self._engines:
            self._engines[key] = model.engine(self._options)
            self._engines[key].load()
        params = replace(self._params, source_language=source, target_language=target)
        return Seq2SeqTranslator(self._engines[key], params, model.calibration)

    def step(self, source: str, target: str) -> Step:
        """What provenance says of a translation by this pair's model."""
        info = self.get(source, target).engine.info
        return Step("translate", info.engine, info.model, info.revision, self._fingerprint, f"{source}>{target}")


def _remedy(source: str, target: str) -> str:
    """How to get and use the smallest model of the catalog that translates the pair; empty if none does."""
    from briefsmith.models.catalog import catalog

    able = [m for m in catalog() if m.task == "translation" and m.serves(source, [target])]
    if not able:
        return ""
    best = min(able, key=lambda model: model.megabytes)
    return f"'{best.pull_command}' fetches one, '--set translator.models=[{best.name}]' uses it; "
