"""From settings to a pipeline: the only place where the parts are wired together."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefsmith.batch.job import MOST_JOBS, ActorOptions, BatchJob
from briefsmith.batch.work import Recipe
from briefsmith.clean.stage import Clean
from briefsmith.cores import usable_cores
from briefsmith.credentials import without_credentials
from briefsmith.engines.base import GenerationParams, TextEngine
from briefsmith.engines.firefox.folder import opens as is_student
from briefsmith.engines.firefox.folder import student_folder
from briefsmith.engines.folder import DESCRIPTION, ModelFolder, embedded_models
from briefsmith.engines.openai import Endpoint, OpenAIEngine
from briefsmith.engines.options import EngineOptions
from briefsmith.engines.registry import AUTO, open_engine
from briefsmith.engines.servers import settled
from briefsmith.errors import SettingsError
from briefsmith.fingerprint import fingerprint
from briefsmith.languages import ALL
from briefsmith.languages.table import PIVOT
from briefsmith.lazy import Kept
from briefsmith.limits import DocumentLimits
from briefsmith.model import BriefSet, CleanDocument
from briefsmith.models.catalog import find
from briefsmith.models.firefox_here import pulled_models
from briefsmith.models.resolve import ResolvedModel, resolve
from briefsmith.newsletter.lengths import DEK_LENGTH, MAX_BULLETS
from briefsmith.settings import EMBEDDED, OPENAI, Settings, TranslatorSettings
from briefsmith.settings.layers import ARGUMENTS, Layers, config_path, nested, read_config, validate
from briefsmith.sources import ReadOptions
from briefsmith.sources.collection import CollectionOptions
from briefsmith.sources.extracted import Columns
from briefsmith.stages import Pipeline, Stage
from briefsmith.summarize.bullets import AddBullets
from briefsmith.summarize.extractive import ExtractiveSummarizer
from briefsmith.summarize.ranker import Ranker, open_ranker, packaged
from briefsmith.text.length import Length

# What translates and checks is imported where it is built: a run that does neither loads nothing of it.
if TYPE_CHECKING:
    from briefsmith.translate.candidates import Candidate
    from briefsmith.translate.checked import TranslationOptions
    from briefsmith.translate.lines import SentenceTranslator
    from briefsmith.translate.registry import Translators

# A character of UTF-8 has up to four bytes: a larger file is over the limit of characters, whatever it holds.
BYTES_A_CHARACTER = 4
# The catalog's task of models that score and do not write.
CONSISTENCY = "consistency"
# Settings that choose the form of a brief and how a run proceeds, not what the brief says.
_FORM_ONLY = {"format", "read", "limits", "batch"}

# For modules that hand settings on and never look into them.
RunSettings = Settings
# A module-level function that builds a pipeline from settings as JSON: it can be sent to a worker process.
FromJson = Callable[[str], Pipeline]

# More hypotheses do not help the check: they differ in a word or two.
_MOST_HYPOTHESES = 8


def configured(config: str | Path | None, values: Mapping[str, Any]) -> Settings:
    """Settings from a profile or file, and from values by dotted name, which win; nothing else is read.

    Raises SettingsError with one line for every problem.
    """
    layers = Layers()
    for layer, origin in read_config(config_path(str(config))) if config is not None else ():
        layers.add(layer, origin)
    for key, value in values.items():
        layers.add(nested(key, value), ARGUMENTS.get(key, key))
    return validate(layers)


def build_clean(settings: Settings, *, needs_language: bool = True) -> Clean:
    """The stage that drops everything but the article."""
    return Clean(boilerplate=settings.clean.boilerplate, needs_language=needs_language)


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

    translator = _kept_translators(settings, models or Kept()).get(source, target)
    options = translation_options(settings)
    return translator if options is None else CheckedTranslator(translator, (source, target), options)


def _kept_translators(settings: Settings, models: Kept) -> Translators:
    """One for all settings that need the same models."""
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
    _require_writer(model, "translator.models")
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


def _require_writer(model: ResolvedModel, setting: str) -> None:
    if model.task == CONSISTENCY:
        raise SettingsError([f"{setting}: {model.name} scores sentences and writes none: it is for check.consistency"])


def build_endpoint(settings: Settings) -> Endpoint:
    """The endpoint of the settings, with the model that its server has.

    Raises ModelUnavailableError if a server on this machine does not answer, or the model has to be chosen.
    """
    return settled(Endpoint(**settings.endpoint.model_dump()))


def build_summarizer(
    settings: Settings, bullets: int = 0, models: Kept | None = None
) -> Stage[CleanDocument, BriefSet]:
    """The summarizer for all lengths. Raises ModelUnavailableError for a model that is not here.

    Only the embedded one adds `bullets`, this many.
    """
    chosen, lengths = settings.summarizer, [Length.parse(name) for name in settings.lengths]
    if chosen.engine == EMBEDDED:
        # Bullets say what the brief beside them does not, so that brief is not chosen again; an endpoint knows no doubt.
        has_doubt = settings.check.translation and settings.translator.engine != OPENAI
        hand_on = chosen.prefer_sure and has_doubt and bool(settings.languages) and not bullets
        return ExtractiveSummarizer(
            lengths, compress=chosen.compress, ranker=_ranker(settings), bullets=bullets, hand_on=hand_on
        )
    from briefsmith.summarize.seq2seq import PARAMS, Seq2SeqSummarizer

    params = replace(PARAMS, beam_size=chosen.beam_size, num_hypotheses=min(chosen.beam_size, PARAMS.num_hypotheses))
    engine = (models or Kept()).get("summarize", lambda: _summarizer_engine(settings))
    return Seq2SeqSummarizer(engine, lengths, params)


def _summarizer_engine(settings: Settings) -> TextEngine:
    chosen = settings.summarizer
    if chosen.engine == OPENAI:
        return OpenAIEngine(build_endpoint(settings))
    if chosen.model is None:
        raise SettingsError([f"summarizer.model: engine {chosen.engine} needs a model; see 'briefsmith models list'"])
    options = EngineOptions(chosen.engine, chosen.device, chosen.precision, chosen.threads)
    model = resolve(chosen.model)
    _require_writer(model, "summarizer.model")
    return open_engine(model.path, name=model.name, revision=model.revision, options=options)


def _ranker(settings: Settings) -> Ranker | None:
    """The ranker that the settings name; None for the embedded one of each language."""
    weights = settings.summarizer.weights
    return None if weights is None else open_ranker(weights)


def build_pipeline(settings: Settings, models: Kept | None = None) -> Pipeline:
    """The whole pipeline. Raises ModelUnavailableError if it is already known that a pair has no model.

    `models` keeps what is loaded, for pipelines whose settings differ in languages and lengths only.
    """
    models = models or Kept()
    refine, summarize = _refinement(settings, models), build_summarizer(settings, models=models)
    return Pipeline(build_clean(settings), summarize, refine, document_limits(settings))


def build_newsletter(settings: Settings) -> Pipeline:
    """The pipeline that makes the two briefs of each story: its dek and its bullets. Raises ModelUnavailableError."""
    settings = settings.model_copy(update={"lengths": (DEK_LENGTH,)})
    refine = _refinement(settings, Kept())
    if settings.summarizer.engine != EMBEDDED:
        refine.insert(0, AddBullets(MAX_BULLETS, settings.summarizer.compress, _ranker(settings)))
    summarize = build_summarizer(settings, MAX_BULLETS)
    return Pipeline(build_clean(settings), summarize, refine, document_limits(settings))


def pipeline_from_json(settings: str) -> Pipeline:
    """The pipeline of settings as JSON, the form in which they go to another process."""
    return build_pipeline(Settings.model_validate_json(settings))


def _worker_pipeline(make: FromJson, settings: str, threads: int) -> Pipeline:
    """The pipeline of a worker process, whose models run on this many threads unless the settings give a number."""
    return make(_with_threads(Settings.model_validate_json(settings), threads).model_dump_json())


def _refinement(settings: Settings, models: Kept) -> list[Stage[BriefSet, BriefSet]]:
    """What is done to the briefs in the source language: the checks, then the translation."""
    refine: list[Stage[BriefSet, BriefSet]] = []
    if settings.check.facts:
        from briefsmith.check.stage import CheckFacts

        refine.append(CheckFacts())
    if settings.check.consistency is not None:
        name = settings.check.consistency
        refine.append(models.get("consistency", lambda: _consistency(settings, name)))
    if settings.languages:
        from briefsmith.translate.stage import Translate

        translators = _kept_translators(settings, models)
        if settings.source_language is not None:
            for language in settings.languages:
                if language not in {settings.source_language, ALL}:
                    translators.require(settings.source_language, language)
        refine.append(Translate(settings.languages, translators, translation_options(settings)))
    return refine


def _consistency(settings: Settings, name: str) -> Stage[BriefSet, BriefSet]:
    """The check by a model. Raises ModelUnavailableError for one that is not here, SettingsError for one that writes."""
    from briefsmith.check.consistency import CheckConsistency
    from briefsmith.engines.consistency import ConsistencyModel

    model, chosen = resolve(name), settings.summarizer
    if model.task not in {None, CONSISTENCY}:
        raise SettingsError([f"check.consistency: {name} writes text and scores none; see 'briefsmith models list'"])
    options = EngineOptions(device=chosen.device, precision=chosen.precision, threads=chosen.threads)
    scorer = ConsistencyModel(model.path, model.name, model.revision, options)
    return CheckConsistency(scorer, every=settings.check.consistency_of == "all", languages=model.languages)


def revisions(settings: Settings) -> dict[str, str]:
    """The revision of every model that can take part; when one changes, `batch` does its work again."""
    weights = settings.summarizer.weights
    rankers = {"ranker": open_ranker(weights)} if weights else {f"ranker {x}": packaged(x) for x in ("en", "und")}
    found = {name: ranker.revision for name, ranker in rankers.items()}
    if settings.check.consistency is not None:
        found["consistency"] = resolve(settings.check.consistency).revision
    if settings.languages:
        from briefsmith.translate.candidates import FolderCandidate

        for model in build_translators(settings).models:
            if not isinstance(model, FolderCandidate) or _may_take_part(model.folder, settings):
                found[model.name] = model.revision
    if (glossary := settings.translator.glossary) is not None and glossary.is_file():
        found["glossary"] = hashlib.sha256(glossary.read_bytes()).hexdigest()
    return dict(sorted(found.items()))


def _may_take_part(folder: ModelFolder, settings: Settings) -> bool:
    """Whether a model may translate an article: into a language of the briefs, or into English on the way to one."""
    if ALL not in settings.languages and folder.target not in {*settings.languages, PIVOT}:
        return False
    return settings.source_language in {None, folder.source} or folder.source == PIVOT


def document_limits(settings: Settings) -> DocumentLimits:
    """What one document may take."""
    return DocumentLimits(settings.limits.seconds, settings.limits.memory)


def read_options(settings: Settings) -> ReadOptions:
    """How the sources are read."""
    return ReadOptions(
        max_bytes=settings.read.max_bytes,
        timeout=settings.read.timeout,
        local_addresses=settings.read.local_addresses,
        columns=Columns(settings.batch.text_column, settings.batch.id_column),
        limits=document_limits(settings),
    )


def batch_job(settings: Settings, make: FromJson = pipeline_from_json) -> BatchJob:
    """The batch on this machine, whose cores the worker processes share. Raises ModelUnavailableError."""
    return replace(
        _job(settings, make), jobs=settings.batch.jobs, cores=usable_cores(), small=_has_small_models(settings)
    )


def cluster_job(settings: Settings, make: FromJson = pipeline_from_json) -> BatchJob:
    """The batch on a cluster, where an actor uses only the cores that it asked for. Raises ModelUnavailableError."""
    return replace(_job(settings, make), cores=int(settings.batch.ray.cpus))


def actor_options(settings: Settings) -> ActorOptions:
    """The actors of a cluster."""
    section = settings.batch.ray
    return ActorOptions(section.actors, section.cpus, section.gpus, section.part)


def recipe(settings: Settings) -> Recipe:
    """The settings and models that shape the briefs. Raises ModelUnavailableError for models that cannot be read."""
    shaping = settings.model_dump(mode="json", exclude=_FORM_ONLY)
    # The place of a model, its threads and the size of its batches change nothing.
    for name in ("models", "threads", "batch_tokens"):
        shaping["translator"].pop(name)
    for name in ("weights", "threads"):
        shaping["summarizer"].pop(name)
    return Recipe.of(shaping, revisions(settings))


def _has_small_models(settings: Settings) -> bool:
    """Whether a process takes some hundred MB: embedded models and Mozilla's, and no server that all would ask."""
    summarizer, translator = settings.summarizer, settings.translator
    small = summarizer.engine == EMBEDDED and settings.check.consistency is None
    return small and (not settings.languages or (translator.engine != OPENAI and not translator.models))


def _with_threads(settings: Settings, threads: int) -> Settings:
    summarizer, translator = settings.summarizer, settings.translator
    return settings.model_copy(
        update={
            "summarizer": summarizer.model_copy(update={"threads": summarizer.threads or threads}),
            "translator": translator.model_copy(update={"threads": translator.threads or threads}),
        }
    )


def _job(settings: Settings, make: FromJson) -> BatchJob:
    section = settings.batch
    shown = settings.model_dump(mode="json")
    shown["endpoint"]["url"] = without_credentials(settings.endpoint.url)
    return BatchJob(
        recipe=recipe(settings),
        make=partial(_worker_pipeline, make, settings.model_dump_json()),
        format=settings.format,
        source_language=settings.source_language,
        collection=_collection(settings),
        max_characters=section.max_characters,
        group=section.group,
        settings=shown,
    )


def _collection(settings: Settings) -> CollectionOptions:
    read, section = read_options(settings), settings.batch
    limit = min(read.max_bytes, BYTES_A_CHARACTER * section.max_characters)
    # Beside a large model one process reads fast enough.
    most = min(usable_cores(), MOST_JOBS) if _has_small_models(settings) else 1
    return CollectionOptions(replace(read, max_bytes=limit), readers=section.jobs or most)
