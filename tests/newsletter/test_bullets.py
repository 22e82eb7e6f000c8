from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from briefsmith.model import BriefSet, Document
from briefsmith.newsletter.lengths import DEK_LENGTH, MAX_BULLETS
from briefsmith.settings import Settings
from briefsmith.sources import read
from briefsmith.stages import Pipeline
from briefsmith.summarize.bullets import AddBullets
from briefsmith.summarize.ranker import packaged
from briefsmith.wiring.pipeline import build_newsletter, build_pipeline

from .samples import ARTICLES


def summarized(pipeline: Pipeline, document: Document) -> BriefSet:
    (item,) = pipeline.summarize(pipeline.clean([document]))
    return item


def article(name: str = "de.md") -> Document:
    return read(str(ARTICLES / name))


def test_bullets_say_something_else_than_the_dek() -> None:
    alone = summarized(build_pipeline(Settings(lengths=(DEK_LENGTH,))), article())
    dek, bullets = summarized(build_newsletter(Settings(lengths=("long",))), article()).briefs
    assert (dek, bullets.length) == (alone.briefs[0], f"{MAX_BULLETS}s")
    assert 1 <= len(bullets.sentences) <= MAX_BULLETS
    said = {index for sentence in dek.sentences for index in sentence.sources}
    assert not said & {index for sentence in bullets.sentences for index in sentence.sources}
    assert (bullets.headline, bullets.provenance) == (dek.headline, dek.provenance)


def test_a_text_of_one_sentence_has_no_bullets() -> None:
    document = Document.create("one", "The mill reopened on Monday after thirty years.", language="en")
    item = summarized(build_newsletter(Settings()), document)
    assert [brief.length for brief in item.briefs] == [DEK_LENGTH]
    assert AddBullets(MAX_BULLETS)([item]) == [item]
    empty = replace(item, clean=replace(item.clean, sentences=()))
    assert AddBullets(MAX_BULLETS)([empty]) == [empty]


def test_bullets_follow_the_settings_of_the_summarizer(tmp_path: Path) -> None:
    """Sentences stay whole without `compress`, and the ranker of `weights` chooses."""
    own = tmp_path / "own.json"
    upside_down = packaged("en").to_json()
    for network in upside_down["networks"]:
        network["output"] = [-value for value in network["output"]]
        network["output_bias"] = -network["output_bias"]
    own.write_text(json.dumps(upside_down))
    document = read(str(ARTICLES.parents[2] / "examples/news-report.txt"))
    chosen = {}
    for name, options in {"plain": {}, "whole": {"compress": False}, "own": {"weights": own}}.items():
        item = summarized(build_newsletter(Settings.model_validate({"summarizer": options})), document)
        bullets = item.briefs[1]
        chosen[name] = [sentence.sources for sentence in bullets.sentences]
        if name == "whole":
            sources = {sentence.text for sentence in item.clean.sentences}
            assert {sentence.text for sentence in bullets.sentences} <= sources
    assert chosen["own"] != chosen["plain"]


@pytest.mark.parametrize("compress", [True, False])
def test_bullets_beside_the_dek_of_a_model_are_chosen_in_the_same_way(compress: bool) -> None:
    settings = Settings.model_validate({"summarizer": {"compress": compress}})
    both = summarized(build_newsletter(settings), article())
    dek_alone = replace(both, briefs=both.briefs[:1])
    assert AddBullets(MAX_BULLETS, compress)([dek_alone]) == [both]


def test_a_model_gets_its_bullets_with_the_options_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Settings] = []
    monkeypatch.setattr("briefsmith.wiring.pipeline.build_summarizer", lambda settings, bullets: asked.append(settings))
    given = {"lengths": ("long",), "summarizer": {"engine": "ctranslate2", "model": "m", "compress": False}}
    pipeline = build_newsletter(Settings.model_validate(given))
    assert pipeline.refine[0] == AddBullets(MAX_BULLETS, compress=False)
    assert [stage.name for stage in pipeline.refine] == ["bullets", "check"]
    assert asked[0].lengths == (DEK_LENGTH,)
