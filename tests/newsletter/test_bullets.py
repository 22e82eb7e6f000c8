from __future__ import annotations

from briefsmith.build import build_pipeline
from briefsmith.model import BriefSet, Document
from briefsmith.newsletter.bullets import BULLETS_LENGTH, DEK_LENGTH, MAX_BULLETS, AddPoints
from briefsmith.settings import Settings
from briefsmith.sources import read

from .samples import ARTICLES


def summarized(name: str, *lengths: str) -> BriefSet:
    pipeline = build_pipeline(Settings(lengths=lengths))
    (item,) = pipeline.summarize(pipeline.clean([read(str(ARTICLES / name))]))
    return item


def test_bullets_say_something_else_than_the_dek() -> None:
    item = summarized("de.md", DEK_LENGTH)
    (with_points,) = AddPoints()([item])
    dek, bullets = with_points.briefs
    assert (dek, bullets.length) == (item.briefs[0], BULLETS_LENGTH)
    assert 1 <= len(bullets.sentences) <= MAX_BULLETS
    said = {index for sentence in dek.sentences for index in sentence.sources}
    assert not said & {index for sentence in bullets.sentences for index in sentence.sources}
    assert (bullets.headline, bullets.provenance) == (dek.headline, dek.provenance)


def test_without_a_dek_there_is_nothing_to_add_to() -> None:
    item = summarized("de.md", "short")
    assert AddPoints()([item]) == [item]


def test_a_text_of_one_sentence_has_no_bullets() -> None:
    pipeline = build_pipeline(Settings(lengths=(DEK_LENGTH,)))
    document = Document.create("one", "The mill reopened on Monday after thirty years.", language="en")
    (item,) = pipeline.summarize(pipeline.clean([document]))
    assert AddPoints()([item]) == [item]
