from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefsmith.batch.work import BYLINE, Recipe, adopt, anonymous, decode, encode, failures_of
from briefsmith.model import Document, Failure, Result
from briefsmith.settings import Settings

from . import fakes
from .conftest import article

SETTINGS = Settings(source_language="en", languages=("de",), lengths=("short",))
RECIPE = Recipe.of(SETTINGS)
ABOUT = {"title": "Bridge", "format": "text", "url": "https://example.org", "author": "A. Bee", "date": "2026-05-03"}


def key(document: Document, **settings: object) -> str:
    return Recipe.of(Settings.model_validate(SETTINGS.model_dump() | settings)).key(document)


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
    monkeypatch.setattr("briefsmith.batch.work.revisions", lambda settings: {"en>de": "another"})
    assert key(document) != RECIPE.key(document)


@settings(max_examples=30)
@given(
    st.dictionaries(st.sampled_from([*sorted(BYLINE), "date", "title", "format"]), st.text(min_size=1, max_size=9)),
    st.integers(0, 9),
)
def test_an_adopted_work_is_what_the_pipeline_would_have_said(metadata: dict[str, str], number: int) -> None:
    pipeline = fakes.make(SETTINGS)
    document = Document.create("name", article(number), language="en", metadata=metadata)
    work = RECIPE.key(document)
    (result,) = pipeline.run([anonymous(document, work)])
    assert adopt(decode(encode(result)), work, document) == pipeline.run([document])[0]


def test_failures_are_told_of_the_document() -> None:
    result = Result("k" * 64, failures=(Failure("k" * 64, "clean", "empty", f"{'k' * 64} is empty."),))
    assert failures_of(decode(encode(result)), "k" * 64, "a") == (Failure("a", "clean", "empty", "a is empty."),)
