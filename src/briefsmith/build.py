"""From settings to a pipeline: the only place where the parts are wired together."""

from __future__ import annotations

from collections.abc import Sequence

from briefsmith.clean.stage import Clean
from briefsmith.engines.folder import ModelFolder, embedded_models
from briefsmith.languages import describe
from briefsmith.model import BriefSet, Result
from briefsmith.pipeline import Pipeline, Stage
from briefsmith.settings import Settings
from briefsmith.sources import ReadOptions
from briefsmith.summarize.extractive import ExtractiveSummarizer
from briefsmith.summarize.length import Length
from briefsmith.summarize.ranker import open_ranker
from briefsmith.translate.registry import Translators
from briefsmith.translate.stage import Translate


def build_translators(settings: Settings) -> Translators:
    """The models that the settings name, then the embedded ones. Raises ModelUnavailableError for a bad folder."""
    named = [ModelFolder.open(path) for path in settings.translator.models]
    return Translators([*named, *embedded_models()], settings.translator)


def build_summarizer(settings: Settings) -> ExtractiveSummarizer:
    """The summarizer for all lengths. Raises ModelUnavailableError for weights that cannot be read."""
    weights = settings.summarizer.weights
    return ExtractiveSummarizer(
        [Length.parse(name) for name in settings.lengths],
        compress=settings.summarizer.compress,
        ranker=None if weights is None else open_ranker(weights),
    )


def build_pipeline(settings: Settings) -> Pipeline:
    """The whole pipeline. Raises ModelUnavailableError when it is known already that a pair has no model."""
    refine: list[Stage[BriefSet, BriefSet]] = []
    if settings.languages:
        translators = build_translators(settings)
        if settings.source_language is not None:
            for language in settings.languages:
                if language != settings.source_language:
                    translators.require(settings.source_language, language)
        refine.append(Translate(settings.languages, translators))
    return Pipeline(
        clean=Clean(boilerplate=settings.clean.boilerplate),
        summarize=build_summarizer(settings),
        refine=refine,
    )


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


def draft_note(model: ModelFolder) -> str | None:
    """The same sentence for one model; None for a model that is not embedded."""
    return _note(model) if any(model.path == embedded.path for embedded in embedded_models()) else None


def _note(model: ModelFolder) -> str:
    scores = ", ".join(f"BLEU {figures['bleu']:.1f} on {name}" for name, figures in model.scores.items())
    return (
        f"{describe(model.target)} by the embedded {model.source}>{model.target} model, draft quality ({scores}); "
        "read it before you publish. 'briefsmith train translator --help' tells how to get a better one."
    )
