"""Which model translates which pair; engines are loaded when first used and kept."""

from __future__ import annotations

from collections.abc import Sequence

from briefsmith.engines.base import GenerationParams
from briefsmith.engines.ctranslate2 import CTranslate2Engine
from briefsmith.engines.folder import ModelFolder, by_pair
from briefsmith.errors import ModelUnavailableError
from briefsmith.languages import describe
from briefsmith.model import Step
from briefsmith.settings import TranslatorSettings, fingerprint
from briefsmith.translate.seq2seq import Seq2SeqTranslator


class Translators:
    """The translators that these models allow."""

    def __init__(self, models: Sequence[ModelFolder], settings: TranslatorSettings) -> None:
        self.models = by_pair(models)
        self._settings = settings
        self._loaded: dict[tuple[str, str], Seq2SeqTranslator] = {}

    def require(self, source: str, target: str) -> ModelFolder:
        """The model of a pair. Raises ModelUnavailableError naming the pairs there are."""
        if (source, target) not in self.models:
            pairs = ", ".join(f"{source}>{target}" for source, target in sorted(self.models)) or "none"
            raise ModelUnavailableError(
                f"no model here translates {describe(source)} into {describe(target)}; there are: {pairs}. "
                "'briefsmith train translator' makes one from your own sentence pairs; "
                "'translator.models' in the settings names its folder."
            )
        return self.models[source, target]

    def get(self, source: str, target: str) -> Seq2SeqTranslator:
        """The translator of a pair, loaded once. Raises ModelUnavailableError."""
        if (source, target) not in self._loaded:
            self._loaded[source, target] = self._load(self.require(source, target))
        return self._loaded[source, target]

    def _load(self, folder: ModelFolder) -> Seq2SeqTranslator:
        settings = self._settings
        params = GenerationParams(
            beam_size=settings.beam_size,
            num_hypotheses=min(settings.beam_size, 4),
            batch_tokens=settings.batch_tokens,
        )
        engine = CTranslate2Engine(folder, settings.threads)
        engine.load()
        return Seq2SeqTranslator(engine, params)

    def step(self, source: str, target: str) -> Step:
        """What provenance says of a translation by this pair's model."""
        info = self.get(source, target).engine.info
        parameters = fingerprint(self._settings.model_dump(mode="json", exclude={"models", "threads"}))
        return Step("translate", info.engine, info.model, info.revision, parameters, f"{source}>{target}")
