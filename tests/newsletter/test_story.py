from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
import yaml

from briefsmith.model import Check
from briefsmith.newsletter.make import IssueOptions, issue_date, make_issue
from briefsmith.newsletter.story import article_date, make_story, parse_date, reading_minutes
from briefsmith.newsletter.templates import open_templates

from .samples import DATE, ENGLISH, GERMAN, METADATA, brief, clean, result


def test_a_story_is_all_that_a_reader_needs() -> None:
    story = make_story(result(), "de", {"utm_source": "x"})
    assert story is not None
    assert (story.headline, story.dek, story.bullets) == ("Alte Mühle wird Schule", GERMAN[0], GERMAN[1:])
    assert story.facts == ("12. Juni 2026", "3,4 Millionen Dollar", "1.200 Menschen", "dreißig Jahren")
    assert story.translated
    assert story.alternatives == ("en",)
    assert story.minutes == 1
    assert story.source.url == METADATA["url"]
    assert story.source.link == "https://example.org/mill?id=7&b=%C3%A4&utm_source=x#top"
    assert (story.source.author, story.source.site) == ("Rosa Lind", "The Mill Post")
    assert story.source.date == datetime(2026, 5, 2, tzinfo=timezone.utc)
    assert story.source_title == "Old mill becomes a school"


def test_the_source_language_is_no_translation() -> None:
    story = make_story(result(), "en", {})
    assert story is not None
    assert not story.translated
    assert story.source_title == ""  # the headline has it


def test_there_is_no_story_without_a_brief() -> None:
    assert make_story(result(), "fr", {}) is None
    assert make_story(replace(result(), clean=None), "en", {}) is None


def test_bullets_do_not_repeat_the_dek() -> None:
    short = brief("en", "short", "A mill", {0: ENGLISH[0], 2: ENGLISH[2]})
    medium = brief("en", "medium", "A mill", dict(enumerate(ENGLISH)))
    story = make_story(replace(result(), briefs=(medium, short)), "en", {})
    assert story is not None
    assert (story.dek, story.bullets) == (ENGLISH[0], ENGLISH[1:])


def test_the_dek_does_not_repeat_the_headline() -> None:
    one = brief("en", "2s", "The wheel turns again", {3: "The wheel turns again.", 2: ENGLISH[2]})
    story = make_story(replace(result(), briefs=(one,)), "en", {})
    assert story is not None
    assert (story.dek, story.bullets) == (ENGLISH[2], ())


def test_a_sentence_that_begins_with_the_headline_is_neither_dek_nor_bullet() -> None:
    first = f"{ENGLISH[0].removesuffix('.')}, she said."
    one = brief("en", "3s", ENGLISH[0].removesuffix("."), {0: first, 1: ENGLISH[1], 2: ENGLISH[2]})
    story = make_story(replace(result(), briefs=(one,)), "en", {})
    assert story is not None
    assert (story.dek, story.bullets) == (ENGLISH[1], (ENGLISH[2],))
    only = make_story(replace(result(), briefs=(replace(one, sentences=one.sentences[:1]),)), "en", {})
    assert only is not None
    assert only.dek == first  # for want of another


def test_a_sentence_that_was_translated_twice_is_no_dek_under_itself() -> None:
    twice = "Jeden Abend gegen sechs flogen die Krähen des Parks über den Fluss nach schlafen."
    title = "Jeden Abend gegen sechs fliegen die Krähen des Parks über den Fluss zum Schlafen"
    one = brief("de", "2s", title, {0: twice, 2: GERMAN[2]})
    story = make_story(replace(result(), briefs=(one,)), "de", {})
    assert story is not None
    assert (story.dek, story.bullets) == (GERMAN[2], ())
    more = replace(
        one, sentences=(replace(one.sentences[0], text=f"{title} und wecken dabei die halbe Stadt und das Tal."),)
    )
    story = make_story(replace(result(), briefs=(more,)), "de", {})
    assert story is not None
    assert story.dek.endswith("das Tal.")


def test_a_headline_alone_is_a_story() -> None:
    story = make_story(replace(result(), briefs=(brief("en", "headline", "Only this", {}),)), "en", {})
    assert story is not None
    assert (story.headline, story.dek, story.bullets, story.facts) == ("Only this", "", (), ())


def test_flagged_sentences_are_no_bullets_and_prove_no_figures() -> None:
    flags = (Check("figures", "flagged", "lost 3.4", 1), Check("figures", "passed", "", 0))
    one = brief("en", "3s", "A mill", {0: ENGLISH[0], 1: ENGLISH[1], 2: ENGLISH[2]}, *flags)
    story = make_story(replace(result(), briefs=(one,)), "en", {})
    assert story is not None
    assert (story.dek, story.bullets) == (ENGLISH[0], (ENGLISH[2],))
    assert story.facts == ("12 June 2026", "1,200 people")


def test_a_flagged_dek_stands_only_for_want_of_another() -> None:
    one = brief("en", "1s", "A mill", {1: ENGLISH[1]}, Check("figures", "flagged", "lost 3.4", 0))
    story = make_story(replace(result(), briefs=(one,)), "en", {})
    assert story is not None
    assert (story.dek, story.facts) == (ENGLISH[1], ())


@pytest.mark.parametrize(
    ("text", "language", "moment"),
    [
        ("2026-05-03", "en", datetime(2026, 5, 3, tzinfo=timezone.utc)),
        ("2026-05-03T23:30:00Z", "en", datetime(2026, 5, 3, 23, 30, tzinfo=timezone.utc)),
        ("2026-05-03T23:30:00-02:00", "en", datetime(2026, 5, 3, 23, 30, tzinfo=timezone(-timedelta(hours=2)))),
        ("Sun, 03 May 2026 08:00:00 GMT", "en", datetime(2026, 5, 3, 8, tzinfo=timezone.utc)),
        ("3 May 2026, 08:40", "en", datetime(2026, 5, 3, 8, 40, tzinfo=timezone.utc)),
        ("3. Mai 2026", "de", datetime(2026, 5, 3, tzinfo=timezone.utc)),
        ("May 3", "en", None),
        ("yesterday", "en", None),
        ("2026-13-45", "en", None),
        ("", "en", None),
    ],
)
def test_dates(text: str, language: str, moment: datetime | None) -> None:
    assert parse_date(text, language) == moment


def test_the_date_of_an_article_that_has_none() -> None:
    assert article_date(replace(result(), clean=clean({}))) is None
    assert article_date(replace(result(), clean=None)) is None


def test_reading_time() -> None:
    assert reading_minutes(["word " * 238 * 4], "en") == 4
    assert reading_minutes(["字" * 476 * 3], "zh") == 3
    assert reading_minutes([], "en") == 1


@pytest.mark.parametrize("date", ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59"])
def test_a_date_that_other_zones_do_not_have_is_none(date: str) -> None:
    assert parse_date(date, "en") is None


def test_an_article_from_the_future_does_not_date_the_issue() -> None:
    future = result({**METADATA, "date": "2999-01-01"}, id="future")
    assert issue_date(None, [result(), future]).isoformat() == "2026-05-02T00:00:00+00:00"


def test_an_emoji_in_a_title_is_itself_in_the_front_matter() -> None:
    issue = make_issue([result()], "en", IssueOptions(title="Mill 🌾 news", date=DATE))
    assert issue is not None
    front = open_templates("digest").render("issue.md", issue).split("---")[1]
    assert yaml.safe_load(front)["title"] == "Mill 🌾 news"
