from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefsmith.batch.job import BatchJob
from briefsmith.batch.work import BYLINE, adopt, anonymous, decode, encode, failures_of
from briefsmith.model import Document, Failure, Result
from briefsmith.settings import Settings
from briefsmith.wiring.batch import batch_job, cluster_job, recipe

from . import fakes
from .conftest import article

SETTINGS = Settings(source_language="en", languages=("de",), lengths=("short",))
RECIPE = recipe(SETTINGS)
ABOUT = {"title": "Bridge", "format": "text", "url": "https://example.org", "author": "A. Bee", "date": "2026-05-03"}


def key(document: Document, **settings: object) -> str:
    return recipe(Settings.model_validate(SETTINGS.model_dump() | settings)).key(document)


def test_the_key_knows_what_shapes_the_briefs_and_nothing_else() -> None:
    document = Document.create("a", article(1), language="en", metadata=ABOUT)
    assert key(document) == RECIPE.key(replace(document, id="b", metadata=ABOUT | {"url": "x", "author": "y"}))
    assert key(document) == key(document, format="html", batch={"jobs": 7, "group": 3}, read={"timeout": 3})
    assert key(document) == key(document, translator={"threads": 3, "batch_tokens": 64})
    others = {
        key(document),
        key(Document.create("a", article(1) + " ", language="en", metadata=ABOUT)),
        key(replace(document, language="fr")),
        key(replace(document, metadata=ABOUT | {"date": "2025-01-01"})),
        key(replace(document, metadata=ABOUT | {"title": "Other"})),
        key(document, languages=("fr",)),
        key(document, lengths=("medium",)),
        key(document, translator={"beam_size": 2}),
        key(document, summarizer={"compress": False}),
        key(document, clean={"boilerplate": False}),
    }
    assert len(others) == 10


def test_another_revision_of_a_model_is_another_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document.create("a", article(1))
    monkeypatch.setattr("briefsmith.wiring.batch.revisions", lambda settings: {"en>de": "another"})
    assert key(document) != RECIPE.key(document)


def test_the_keys_of_a_version_stay_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version is other work, for its rules are; but within one, a change of keys would process everything again."""
    monkeypatch.setattr("briefsmith.wiring.batch.revisions", lambda settings: {"en-de": "abc"})
    monkeypatch.setattr("briefsmith.batch.work.__version__", "0.7.0")
    about = {"title": "Bridge", "date": "2026-05-03", "url": "x"}
    document = Document.create("a", "The town opened its bridge on Monday.", language="en", metadata=about)
    other = Settings.model_validate(
        {
            "source_language": "en",
            "languages": ("de", "fr"),
            "lengths": ("short", "3s"),
            "format": "html",
            "translator": {"beam_size": 2, "threads": 3, "models": ["m"]},
            "summarizer": {"compress": False, "weights": "x.json"},
            "endpoint": {"model": "q"},
            "check": {"facts": False},
            "batch": {"jobs": 3},
        }
    )
    plain = recipe(Settings())
    assert plain.fingerprint == "7c3521f5c6e1"
    assert plain.key(document) == "dea4aa967b3d38ef2614333a101eb73e3fd5c9b47000acdd42f7e7bc85bbafe7"
    assert recipe(other).key(document) == "232ae66eac5aa3d20342b9754c90b16cec0c5373a3efb1e5a82683feed86ea42"
    assert batch_job(other).recipe == cluster_job(other).recipe == recipe(other)


def given_threads(job: BatchJob) -> tuple[int, int]:
    """The threads of summarizer and translator that a worker of the job builds its pipeline with."""
    built: list[Settings] = []

    def keep(text: str) -> Any:
        built.append(Settings.model_validate_json(text))

    assert isinstance(job.make, partial)
    job.make.func(keep, *job.make.args[1:], job.threads)
    return built[0].summarizer.threads, built[0].translator.threads


def test_workers_share_the_cores_among_summarizers_and_translators(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefsmith.wiring.batch.usable_cores", lambda: 8)
    assert given_threads(batch_job(Settings())) == (8, 8)
    assert given_threads(batch_job(Settings(batch={"jobs": 4}))) == (2, 2)  # type: ignore[arg-type]
    assert given_threads(batch_job(Settings(batch={"jobs": 20}))) == (1, 1)  # type: ignore[arg-type]
    named = Settings.model_validate({"batch": {"jobs": 4}, "summarizer": {"threads": 5}})
    assert given_threads(batch_job(named)) == (5, 2)
    assert given_threads(cluster_job(Settings.model_validate({"batch": {"ray": {"cpus": 3.5}}}))) == (3, 3)
    assert given_threads(cluster_job(Settings.model_validate({"batch": {"ray": {"cpus": 0.5}}}))) == (1, 1)


@pytest.mark.parametrize(
    ("articles", "cores", "jobs", "group"),
    [
        (1, 8, 1, 64),
        (63, 8, 1, 64),
        (64, 2, 2, 32),
        (100, 2, 2, 50),
        (200, 2, 2, 50),
        (10_000, 2, 2, 64),
        (128, 8, 4, 32),
        (30_000, 64, 8, 64),
        (None, 8, 1, 64),
    ],
)
def test_without_a_number_there_are_processes_for_cores_and_articles(
    articles: int | None, cores: int, jobs: int, group: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefsmith.wiring.batch.usable_cores", lambda: cores)
    shared = batch_job(Settings(languages=("de",))).shared(articles)
    assert (shared.jobs, shared.group, shared.threads) == (jobs, group, cores // jobs)


@pytest.mark.parametrize(
    "given",
    [
        {"summarizer": {"engine": "openai"}, "endpoint": {"model": "m"}},
        {"languages": ("de",), "translator": {"engine": "openai"}, "endpoint": {"model": "m"}},
        {"languages": ("de",), "translator": {"models": ("opus-mt-en-de",)}},
    ],
)
def test_large_models_and_servers_get_one_process_unless_more_are_asked_for(
    given: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefsmith.wiring.batch.usable_cores", lambda: 8)
    monkeypatch.setattr("briefsmith.wiring.batch.revisions", lambda _settings: {})
    job = batch_job(Settings.model_validate(given))
    assert (job.shared(10_000).jobs, job.collection.readers) == (1, 1)
    assert batch_job(Settings()).collection.readers == 8
    assert batch_job(Settings.model_validate(given | {"batch": {"jobs": 3}})).shared(10_000).jobs == 3


@settings(max_examples=30)
@given(
    st.dictionaries(st.sampled_from([*sorted(BYLINE), "date", "title", "format"]), st.text(min_size=1, max_size=9)),
    st.integers(0, 9),
)
def test_an_adopted_work_is_what_the_pipeline_would_have_said(metadata: dict[str, str], number: int) -> None:
    pipeline = fakes.pipeline(SETTINGS)
    document = Document.create("name", article(number), language="en", metadata=metadata)
    work = RECIPE.key(document)
    (result,) = pipeline.run([anonymous(document, work)])
    assert adopt(decode(encode(result)), work, document) == pipeline.run([document])[0]


def test_failures_are_told_of_the_document() -> None:
    result = Result("k" * 64, failures=(Failure("k" * 64, "clean", "empty", f"{'k' * 64} is empty."),))
    assert failures_of(decode(encode(result)), "k" * 64, "a") == (Failure("a", "clean", "empty", "a is empty."),)
