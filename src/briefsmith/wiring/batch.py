"""From settings to a batch: what shapes its briefs, and the processes and readers that it may have."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from briefsmith.batch.job import MOST_JOBS, ActorOptions, BatchJob
from briefsmith.batch.work import Recipe
from briefsmith.cores import usable_cores
from briefsmith.credentials import without_credentials
from briefsmith.engines.folder import ModelFolder
from briefsmith.languages import ALL
from briefsmith.languages.table import PIVOT
from briefsmith.models.resolve import resolve
from briefsmith.settings import EMBEDDED, OPENAI, Settings
from briefsmith.sources.collection import CollectionOptions
from briefsmith.stages import Pipeline
from briefsmith.summarize.ranker import open_ranker, packaged
from briefsmith.wiring.pipeline import pipeline_from_json
from briefsmith.wiring.reading import read_options
from briefsmith.wiring.translation import build_translators

# A character of UTF-8 has up to four bytes: a larger file is over the limit of characters, whatever it holds.
BYTES_A_CHARACTER = 4
# Settings that choose the form of a brief and how a run proceeds, not what the brief says.
_FORM_ONLY = {"format", "read", "limits", "batch"}
# A module-level function that builds a pipeline from settings as JSON: it can be sent to a worker process.
FromJson = Callable[[str], Pipeline]


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


def _has_small_models(settings: Settings) -> bool:
    """Whether a process takes some hundred MB: embedded models and Mozilla's, and no server that all would ask."""
    summarizer, translator = settings.summarizer, settings.translator
    small = summarizer.engine == EMBEDDED and settings.check.consistency is None
    return small and (not settings.languages or (translator.engine != OPENAI and not translator.models))


def _worker_pipeline(make: FromJson, settings: str, threads: int) -> Pipeline:
    """The pipeline of a worker process, whose models run on this many threads unless the settings give a number."""
    return make(_with_threads(Settings.model_validate_json(settings), threads).model_dump_json())


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
    return CollectionOptions(replace(read, max_bytes=limit, places=True), readers=section.jobs or most)
