"""From settings to a pipeline: what cleans, summarizes, checks and translates."""

from __future__ import annotations

from dataclasses import replace

from briefsmith.clean.stage import Clean
from briefsmith.engines.base import TextEngine
from briefsmith.engines.openai import OpenAIEngine
from briefsmith.engines.options import EngineOptions
from briefsmith.engines.registry import open_engine
from briefsmith.errors import SettingsError
from briefsmith.languages import ALL
from briefsmith.lazy import Kept
from briefsmith.model import BriefSet, CleanDocument
from briefsmith.models.resolve import resolve
from briefsmith.newsletter.lengths import DEK_LENGTH, MAX_BULLETS
from briefsmith.settings import EMBEDDED, OPENAI, Settings
from briefsmith.stages import Pipeline, Stage
from briefsmith.summarize.bullets import AddBullets
from briefsmith.summarize.extractive import ExtractiveSummarizer
from briefsmith.summarize.ranker import Ranker, open_ranker
from briefsmith.text.length import Length
from briefsmith.wiring.models import CONSISTENCY, build_endpoint, require_writer
from briefsmith.wiring.reading import document_limits
from briefsmith.wiring.translation import kept_translators, translation_options


def build_clean(settings: Settings, *, needs_language: bool = True) -> Clean:
    """The stage that drops everything but the article."""
    return Clean(boilerplate=settings.clean.boilerplate, needs_language=needs_language)


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
    require_writer(model, "summarizer.model")
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

        translators = kept_translators(settings, models)
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
