"""Which model translates which pair; engines are loaded when first used and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefsmith.engines.base import GenerationParams, TextEngine
from briefsmith.engines.options import EngineOptions
from briefsmith.errors import ModelUnavailableError
from briefsmith.languages import LANGUAGES, describe
from briefsmith.languages.table import PIVOT
from briefsmith.lazy import Kept
from briefsmith.model import Step
from briefsmith.translate.candidates import Candidate
from briefsmith.translate.pivot import PivotEngine
from briefsmith.translate.seq2seq import Seq2SeqTranslator


class Translators:
    """The translators that these models allow; the first that serves a pair is used, with one engine for all its pairs.

    A pair that none serves is translated into English by the first that can, and out of it by another. `params` has no
    languages, which depend on the pair; `fingerprint` is what provenance says of the parameters.
    """

    def __init__(
        self, models: Sequence[Candidate], params: GenerationParams, options: EngineOptions, fingerprint: str
    ) -> None:
        self.models = tuple(models)
        self._params = params
        self._options = options
        self._fingerprint = fingerprint
        self._engines = Kept()
        self._translators = Kept()

    def require(self, source: str, target: str) -> tuple[Candidate, ...]:
        """The model of a pair, or the two that translate it through English.

        Raises ModelUnavailableError with the available pairs and how to get this one.
        """
        legs = tuple(self._first(*pair) for pair in self._route(source, target))
        found = tuple(model for model in legs if model is not None)
        if len(found) == len(legs):
            return found
        pairs = ", ".join(sorted({model.pairs for model in self.models})) or "none"
        raise ModelUnavailableError(
            f"no model here translates {describe(source)} into {describe(target)}; the pairs here are: {pairs}. "
            f"{_remedy(source, target)}'briefsmith train translator' makes one from your own sentence pairs."
        )

    def targets(self, source: str) -> list[str]:
        """The languages that these models write for texts in `source`, also through English, in the order of the table."""
        others = [code for code in LANGUAGES if code != source]
        return [code for code in others if all(self._first(*pair) for pair in self._route(source, code))]

    def _first(self, source: str, target: str) -> Candidate | None:
        return next((model for model in self.models if model.serves(source, target)), None)

    def _route(self, source: str, target: str) -> list[tuple[str, str]]:
        """The pairs to translate, one after the other: the pair itself if a model serves it."""
        if PIVOT in (source, target) or self._first(source, target) is not None:
            return [(source, target)]
        return [(source, PIVOT), (PIVOT, target)]

    def get(self, source: str, target: str) -> Seq2SeqTranslator:
        """The translator of a pair, loaded once. Raises ModelUnavailableError."""
        return self._translators.get((source, target), lambda: self._of(source, target))

    def _of(self, source: str, target: str) -> Seq2SeqTranslator:
        models = self.require(source, target)
        legs = [self._leg(m, *p) for m, p in zip(models, self._route(source, target), strict=True)]
        return legs[0] if len(legs) == 1 else self._joined(legs, source, target)

    def _leg(self, model: Candidate, source: str, target: str) -> Seq2SeqTranslator:
        engine = self._engines.get(self.models.index(model), lambda: self._load(model))
        params = replace(self._params, source_language=source, target_language=target)
        return Seq2SeqTranslator(engine, params, model.calibration, as_trained=model.of_ours)

    def _load(self, model: Candidate) -> TextEngine:
        engine = model.engine(self._options)
        engine.load()
        return engine

    def _joined(self, legs: Sequence[Seq2SeqTranslator], source: str, target: str) -> Seq2SeqTranslator:
        params = replace(self._params, source_language=source, target_language=target)
        return Seq2SeqTranslator(PivotEngine(*legs), params)

    def steps(self, source: str, target: str) -> list[Step]:
        """What provenance says of a translation of this pair: one step for each model."""
        found = []
        for pair in self._route(source, target):
            info = self.get(*pair).engine.info
            route = ">".join(pair)
            found.append(Step("translate", info.engine, info.model, info.revision, self._fingerprint, route))
        return found


def _remedy(source: str, target: str) -> str:
    """How to get what translates the pair: Mozilla's models, else the smallest of the catalog; empty if none does."""
    from briefsmith.models.catalog import catalog, find
    from briefsmith.models.firefox_catalog import legs

    if names := legs(source, target):
        size = sum(entry.megabytes for name in names if (entry := find(name)))
        what = "one" if len(names) == 1 else "two, one into English and one out of it"
        return f"'briefsmith models pull {' '.join(names)}' fetches {what} ({size} MB), which is then used; "
    able = [m for m in catalog() if m.task == "translation" and m.serves(source, [target])]
    if not able:
        return ""
    best = min(able, key=lambda model: model.megabytes)
    return f"'{best.pull_command}' fetches one, '--set translator.models=[{best.name}]' uses it; "
