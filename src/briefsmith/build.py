"""From settings to a pipeline: the only place where the parts are wired together."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from briefsmith.clean.stage import Clean
from briefsmith.engines.base import GenerationParams, TextEngine
from briefsmith.engines.folder import DESCRIPTION, ModelFolder, embedded_models
from briefsmith.engines.openai import Endpoint, OpenAIEngine
from briefsmith.engines.options import EngineOptions
from briefsmith.engines.registry import AUTO, open_engine
from briefsmith.errors import SettingsError
from briefsmith.fingerprint import fingerprint
from briefsmith.languages import describe
from briefsmith.model import BriefSet, CleanDocument, Result
from briefsmith.models.catalog import find
from briefsmith.models.resolve import resolve
from briefsmith.settings import EMBEDDED, OPENAI, Settings, TranslatorSettings
from briefsmith.settings.layers import Layers, config_path, nested, read_config, validate
from briefsmith.sources import ReadOptions
from briefsmith.stages import Pipeline, Stage
from briefsmith.summarize.extractive import ExtractiveSummarizer
from briefsmith.summarize.ranker import open_ranker, packaged
from briefsmith.text.length import Length
from briefsmith.translate.candidates import Candidate, CheckpointCandidate, EndpointCandidate, FolderCandidate
from briefsmith.translate.checked import CheckedTranslator, Options
from briefsmith.translate.glossary import Glossary, read_glossary
from briefsmith.translate.guards import not_checked
from briefsmith.translate.lines import SentenceTranslator
from briefsmith.translate.registry import Translators
from briefsmith.translate.stage import Translate

# Of more hypotheses the check would see more than it can use: they differ in a word or two.
_MOST_HYPOTHESES = 8


def configured(config: str | Path | None, values: Mapping[str, Any]) -> Settings:
    """Settings from a profile or file and from values by dotted name, which win; nothing else is read.

    Raises SettingsError with one line for every problem.
    """
    layers = Layers()
    for layer, origin in read_config(config_path(str(config))) if config is not None else ():
        layers.add(layer, origin)
    for key, value in values.items():
        layers.add(nested(key, value), key)
    return validate(layers)


def build_clean(settings: Settings) -> Clean:
    """The stage that drops what is not the article."""
    return Clean(boilerplate=settings.clean.boilerplate)


def build_translators(settings: Settings) -> Translators:
    """The models that the settings name, then the embedded ones; or the endpoint alone.

    Raises ModelUnavailableError for a model that is not here.
    """
    if settings.translator.engine == OPENAI:
        return _translators([EndpointCandidate(build_endpoint(settings))], settings.translator)
    named = [_candidate(name) for name in settings.translator.models if _may_serve(name, settings)]
    return _translators([*named, *map(FolderCandidate, embedded_models())], settings.translator)


def _translators(models: Sequence[Candidate], chosen: TranslatorSettings) -> Translators:
    """These models, run as the settings say."""
    params = GenerationParams(
        beam_size=chosen.beam_size,
        num_hypotheses=min(chosen.beam_size, _MOST_HYPOTHESES),
        batch_tokens=chosen.batch_tokens,
    )
    engine = AUTO if chosen.engine == OPENAI else chosen.engine
    options = EngineOptions(engine, chosen.device, chosen.precision, chosen.threads)
    # Neither changes a translation: the model has its own place in the provenance, and threads only share the work.
    parameters = fingerprint(chosen.model_dump(mode="json", exclude={"models", "threads"}))
    return Translators(models, params, options, parameters)


def translation_options(settings: Settings) -> Options | None:
    """How translations are checked; None for not at all. Raises SettingsError for a glossary that cannot be read."""
    chosen = settings.translator
    glossary = Glossary(()) if chosen.glossary is None else read_glossary(chosen.glossary)
    if not settings.check.translation:
        if chosen.glossary is not None:
            raise SettingsError(["translator.glossary: a glossary needs check.translation"])
        return None
    return Options(chosen.locale, chosen.keep_source, glossary)


def build_translator(settings: Settings, source: str, target: str) -> SentenceTranslator:
    """One pair's translator, with the check that the settings ask for. Raises ModelUnavailableError."""
    translator, options = build_translators(settings).get(source, target), translation_options(settings)
    return translator if options is None else CheckedTranslator(translator, (source, target), options)


def _may_serve(name: str, settings: Settings) -> bool:
    """Whether a model is wanted: one that the catalog knows to serve other languages only need not be here."""
    entry = find(name)
    return entry is None or entry.serves(settings.source_language, settings.languages)


def _candidate(name: str) -> Candidate:
    model = resolve(name)
    if (model.path / DESCRIPTION).is_file():
        return FolderCandidate(ModelFolder.open(model.path))
    return CheckpointCandidate(model)


def build_endpoint(settings: Settings) -> Endpoint:
    """The endpoint of the settings. Raises SettingsError where it has no model."""
    if not settings.endpoint.model:
        raise SettingsError(["endpoint.model: name the endpoint's model; an engine is set to openai"])
    return Endpoint(**settings.endpoint.model_dump())


def build_summarizer(settings: Settings) -> Stage[CleanDocument, BriefSet]:
    """The summarizer for all lengths. Raises ModelUnavailableError for a model that is not here."""
    chosen, lengths = settings.summarizer, [Length.parse(name) for name in settings.lengths]
    if chosen.engine == EMBEDDED:
        return _extractive(settings, lengths)
    from briefsmith.summarize.seq2seq import PARAMS, Seq2SeqSummarizer

    params = replace(PARAMS, beam_size=chosen.beam_size, num_hypotheses=min(chosen.beam_size, PARAMS.num_hypotheses))
    return Seq2SeqSummarizer(_summarizer_engine(settings), lengths, params)


def _summarizer_engine(settings: Settings) -> TextEngine:
    chosen = settings.summarizer
    if chosen.engine == OPENAI:
        return OpenAIEngine(build_endpoint(settings))
    if chosen.model is None:
        raise SettingsError([f"summarizer.model: engine {chosen.engine} needs a model; see 'briefsmith models list'"])
    options = EngineOptions(chosen.engine, chosen.device, chosen.precision, chosen.threads)
    model = resolve(chosen.model)
    return open_engine(model.path, name=model.name, revision=model.revision, options=options)


def _extractive(settings: Settings, lengths: Sequence[Length]) -> ExtractiveSummarizer:
    weights = settings.summarizer.weights
    return ExtractiveSummarizer(
        lengths,
        compress=settings.summarizer.compress,
        ranker=None if weights is None else open_ranker(weights),
    )


def build_pipeline(settings: Settings) -> Pipeline:
    """The whole pipeline. Raises ModelUnavailableError when it is known already that a pair has no model."""
    refine: list[Stage[BriefSet, BriefSet]] = []
    if settings.check.facts:
        from briefsmith.check.stage import CheckFacts

        refine.append(CheckFacts())
    if settings.languages:
        translators = build_translators(settings)
        if settings.source_language is not None:
            for language in settings.languages:
                if language != settings.source_language:
                    translators.require(settings.source_language, language)
        refine.append(Translate(settings.languages, translators, translation_options(settings)))
    return Pipeline(
        clean=build_clean(settings),
        summarize=build_summarizer(settings),
        refine=refine,
    )


def revisions(settings: Settings) -> dict[str, str]:
    """The revision of every model that can take part; what `batch` has done is done again when one of them changes."""
    weights = settings.summarizer.weights
    rankers = {"ranker": open_ranker(weights)} if weights else {f"ranker {x}": packaged(x) for x in ("en", "und")}
    found = {name: ranker.revision for name, ranker in rankers.items()}
    if settings.languages:
        for model in build_translators(settings).models:
            if not isinstance(model, FolderCandidate) or model.folder.target in settings.languages:
                found[model.name] = model.revision
    if (glossary := settings.translator.glossary) is not None and glossary.is_file():
        found["glossary"] = hashlib.sha256(glossary.read_bytes()).hexdigest()
    return dict(sorted(found.items()))


def read_options(settings: Settings) -> ReadOptions:
    """How the sources are read."""
    return ReadOptions(max_bytes=settings.read.max_bytes, timeout=settings.read.timeout)


def draft_notes(results: Sequence[Result]) -> list[str]:
    """One sentence for each embedded model that was used: how good it is, and what gives better briefs."""
    used = {
        (step.model, step.revision)
        for result in results
        for brief in result.briefs
        for step in brief.provenance
        if step.stage == "translate"
    }
    return [_note(model) for model in embedded_models() if (model.name, model.revision) in used]


def draft_note(model: Candidate) -> str | None:
    """The same sentence for one model; None for a model that is not embedded."""
    return next((_note(embedded) for embedded in embedded_models() if FolderCandidate(embedded) == model), None)


def unchecked_notes(results: Sequence[Result]) -> list[str]:
    """One line for each pair of languages whose translations were checked, but not for everything."""
    pairs = {
        (source, target): None
        for result in results
        for brief in result.briefs
        if any(check.name == "translation" for check in brief.checks)
        for step in brief.provenance
        if step.stage == "translate" and step.route is not None
        for source, _, target in [step.route.partition(">")]
    }
    return list(dict.fromkeys(message for pair in pairs if (message := not_checked(pair))))


def unchecked_note(translator: SentenceTranslator) -> str | None:
    """The same line for one translator; None where it checks everything, or nothing."""
    return not_checked(translator.pair) or None if isinstance(translator, CheckedTranslator) else None


def _note(model: ModelFolder) -> str:
    scores = ", ".join(f"BLEU {figures['bleu']:.1f} on {name}" for name, figures in model.scores.items())
    return (
        f"{describe(model.target)} by the embedded {model.source}>{model.target} model, draft quality ({scores}); "
        "read it before you publish. 'briefsmith train translator --help' tells how to get a better one."
    )
