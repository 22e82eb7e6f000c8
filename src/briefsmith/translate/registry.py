"""Which model translates which pair; engines are loaded when first used and kept."""

from __future__ import annotations

from collections.abc import Sequence

from briefsmith.engines.base import GenerationParams, TextEngine
from briefsmith.engines.options import EngineOptions
from briefsmith.errors import ModelUnavailableError
from briefsmith.fingerprint import fingerprint
from briefsmith.languages import describe
from briefsmith.model import Step
from briefsmith.settings import TranslatorSettings
from briefsmith.translate.candidates import Offer
from briefsmith.translate.seq2seq import Seq2SeqTranslator

# Of more hypotheses the check would see more than it can use: they differ in a word or two.
MOST_HYPOTHESES = 8


class Translators:
    """The translators that these models allow; the first that serves a pair is taken, one engine for all its pairs."""

    def __init__(self, models: Sequence[Offer], settings: TranslatorSettings) -> None:
        self.models = tuple(models)
        self._settings = settings
        self._engines: dict[int, TextEngine] = {}
        self._loaded: dict[tuple[str, str], Seq2SeqTranslator] = {}

    def require(self, source: str, target: str) -> Offer:
        """The model of a pair. Raises ModelUnavailableError naming the pairs there are, and how to get this one."""
        for model in self.models:
            if model.serves(source, target):
                return model
        pairs = ", ".join(sorted({model.pairs for model in self.models})) or "none"
        raise ModelUnavailableError(
            f"no model here translates {describe(source)} into {describe(target)}; there are: {pairs}. "
            f"{_remedy(source, target)}'briefsmith train translator' makes one from your own sentence pairs."
        )

    def get(self, source: str, target: str) -> Seq2SeqTranslator:
        """The translator of a pair, loaded once. Raises ModelUnavailableError."""
        if (source, target) not in self._loaded:
            self._loaded[source, target] = self._load(self.require(source, target), source, target)
        return self._loaded[source, target]

    def _load(self, model: Offer, source: str, target: str) -> Seq2SeqTranslator:
        settings = self._settings
        params = GenerationParams(
            beam_size=settings.beam_size,
            num_hypotheses=min(settings.beam_size, MOST_HYPOTHESES),
            batch_tokens=settings.batch_tokens,
            source_language=source,
            target_language=target,
        )
        key = self.models.index(model)
        if key not in self._engines:
            engine = "auto" if settings.engine == "openai" else settings.engine
            options = EngineOptions(engine, settings.device, settings.precision, settings.threads)
            self._engines[key] = model.engine(options)
            self._engines[key].load()
        return Seq2SeqTranslator(self._engines[key], params)

    def step(self, source: str, target: str) -> Step:
        """What provenance says of a translation by this pair's model."""
        info = self.get(source, target).engine.info
        parameters = fingerprint(self._settings.model_dump(mode="json", exclude={"models", "threads"}))
        return Step("translate", info.engine, info.model, info.revision, parameters, f"{source}>{target}")


def _remedy(source: str, target: str) -> str:
    """How to get and use the smallest model of the catalog that translates the pair; empty if none does."""
    from briefsmith.models.catalog import catalog

    able = [m for m in catalog() if m.task == "translation" and m.serves(source, [target])]
    if not able:
        return ""
    best = min(able, key=lambda model: model.megabytes)
    return f"'{best.pull_command}' fetches one, '--set translator.models=[{best.name}]' uses it; "
