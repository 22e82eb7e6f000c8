"""From settings to the models that translate, and the check of what they write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefsmith.engines.base import GenerationParams
from briefsmith.engines.firefox.folder import opens as is_student
from briefsmith.engines.firefox.folder import student_folder
from briefsmith.engines.folder import DESCRIPTION, ModelFolder, embedded_models
from briefsmith.engines.options import EngineOptions
from briefsmith.engines.registry import AUTO
from briefsmith.errors import SettingsError
from briefsmith.fingerprint import fingerprint
from briefsmith.languages import ALL
from briefsmith.lazy import Kept
from briefsmith.models.catalog import find
from briefsmith.models.firefox_here import pulled_models
from briefsmith.models.resolve import resolve
from briefsmith.settings import EMBEDDED, OPENAI, Settings, TranslatorSettings
from briefsmith.wiring.models import build_endpoint, require_writer

# What translates and checks is imported where it is built: a run that does neither loads nothing of it.
if TYPE_CHECKING:
    from briefsmith.translate.candidates import Candidate
    from briefsmith.translate.checked import TranslationOptions
    from briefsmith.translate.lines import SentenceTranslator
    from briefsmith.translate.registry import Translators

# More hypotheses do not help the check: they differ in a word or two.
_MOST_HYPOTHESES = 8


def build_translators(settings: Settings) -> Translators:
    """The models that the settings name, then those of Mozilla that were pulled, then the embedded ones.

    `translator.prefer` puts the embedded ones before Mozilla's. An endpoint serves every pair, so it is alone.

    Raises ModelUnavailableError for a model that is not here.
    """
    from briefsmith.translate.candidates import EndpointCandidate, FolderCandidate

    if settings.translator.engine == OPENAI:
        return _translators([EndpointCandidate(build_endpoint(settings))], settings.translator)
    named = [_candidate(name) for name in _needed_models(settings)]
    groups = [pulled_models(), embedded_models()]
    if settings.translator.prefer == EMBEDDED:
        groups.reverse()
    folders = [FolderCandidate(folder) for group in groups for folder in group]
    return _translators([*named, *folders], settings.translator)


def _translators(models: Sequence[Candidate], chosen: TranslatorSettings) -> Translators:
    """These models, run as the settings say."""
    from briefsmith.translate.registry import Translators

    params = GenerationParams(
        beam_size=chosen.beam_size,
        num_hypotheses=min(chosen.beam_size, _MOST_HYPOTHESES),
        batch_tokens=chosen.batch_tokens,
    )
    engine = AUTO if chosen.engine == OPENAI else chosen.engine
    options = EngineOptions(engine, chosen.device, chosen.precision, chosen.threads)
    # Neither changes a translation: the provenance names the model elsewhere, and threads only share the work.
    parameters = fingerprint(chosen.model_dump(mode="json", exclude={"models", "prefer", "threads"}))
    return Translators(models, params, options, parameters)


def translation_options(settings: Settings) -> TranslationOptions | None:
    """How translations are checked; None if they are not. Raises SettingsError for a glossary that cannot be read."""
    from briefsmith.translate.checked import TranslationOptions
    from briefsmith.translate.glossary import Glossary, read_glossary

    chosen = settings.translator
    glossary = Glossary(()) if chosen.glossary is None else read_glossary(chosen.glossary)
    if not settings.check.translation:
        if chosen.glossary is not None:
            raise SettingsError(["translator.glossary: a glossary needs check.translation"])
        return None
    return TranslationOptions(chosen.locale, chosen.keep_source, chosen.doubtful, glossary)


def build_translator(settings: Settings, source: str, target: str, models: Kept | None = None) -> SentenceTranslator:
    """One pair's translator, with the check that the settings ask for. Raises ModelUnavailableError."""
    from briefsmith.translate.checked import CheckedTranslator

    translator = kept_translators(settings, models or Kept()).get(source, target)
    options = translation_options(settings)
    return translator if options is None else CheckedTranslator(translator, (source, target), options)


def kept_translators(settings: Settings, models: Kept) -> Translators:
    """The translators, kept once for all settings that need the same models."""
    return models.get(("translate", *_needed_models(settings)), lambda: build_translators(settings))


def _needed_models(settings: Settings) -> tuple[str, ...]:
    """The translation models that the settings name, without those that serve other languages only."""
    return tuple(name for name in settings.translator.models if _may_serve(name, settings))


def _may_serve(name: str, settings: Settings) -> bool:
    """Whether a model is needed: one that the catalog lists for other languages only may be absent."""
    entry = find(name)
    targets = () if ALL in settings.languages else settings.languages
    return entry is None or entry.serves(settings.source_language, targets)


def _candidate(name: str) -> Candidate:
    from briefsmith.translate.candidates import CheckpointCandidate, FolderCandidate

    model = resolve(name)
    require_writer(model, "translator.models")
    if (model.path / DESCRIPTION).is_file():
        return FolderCandidate(ModelFolder.open(model.path))
    if is_student(model.path):
        return FolderCandidate(student_folder(model.path))
    candidate = CheckpointCandidate(model)
    if not candidate.names_pairs:
        raise SettingsError(
            [
                f"translator.models: {name}: its files do not say which languages it translates, so it would never be used"
            ]
        )
    return candidate
