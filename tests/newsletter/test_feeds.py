from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import feedparser
import jsonschema
import pytest
from lxml import etree

from briefsmith.newsletter.feeds import atom, json_feed, rss
from briefsmith.newsletter.issue import GroupBy, Issue
from briefsmith.newsletter.make import IssueOptions
from briefsmith.newsletter.templates import Templates, open_templates
from briefsmith.sources import ReadOptions
from briefsmith.sources.feed import read_feed

from .samples import BARE, DATE, GERMAN, METADATA, hostile, issue, result

Write = Callable[[Issue, Templates], str]
SCHEMAS = Path(__file__).parent / "schemas"
DIGEST = open_templates("digest")
PUBLISHED = IssueOptions("Die <Mühle> & mehr", DATE, GroupBy.source, {"utm_source": "x"}, "https://news.example/7/")
ISSUES = {
    "published": lambda: issue(result(), result(BARE, "other"), language="de", options=PUBLISHED),
    "undated": lambda: issue(result(BARE), options=PUBLISHED),
    "hostile": lambda: issue(hostile(), options=PUBLISHED),
    "other scripts": lambda: issue(result(ELSEWHERE), options=PUBLISHED),
}
ELSEWHERE = {**METADATA, "url": "https://Mühle.example/straße?q=ü#é", "date": "2026-05-02T23:30:00-05:00"}


@pytest.fixture(params=ISSUES)
def any_issue(request: pytest.FixtureRequest) -> Issue:
    made: Issue = ISSUES[request.param]()
    return made


@pytest.mark.parametrize(("write", "schema"), [(rss, "rss.rng"), (atom, "atom.rng")], ids=["rss", "atom"])
def test_xml_feeds_fit_their_schemas(write: Write, schema: str, any_issue: Issue) -> None:
    document = etree.fromstring(write(any_issue, DIGEST).encode())
    etree.RelaxNG(file=str(SCHEMAS / schema)).assertValid(document)


def test_an_article_without_a_date_gets_none_where_the_format_allows_it() -> None:
    made = ISSUES["undated"]()
    assert "published" not in feedparser.parse(rss(made, DIGEST)).entries[0]
    assert "date_published" not in json.loads(json_feed(made, DIGEST))["items"][0]
    assert feedparser.parse(atom(made, DIGEST)).entries[0].updated == "2026-05-03T00:00:00Z"  # Atom requires one


def test_the_day_is_that_of_the_place_where_it_was_written() -> None:
    made = ISSUES["other scripts"]()
    assert "<pubDate>Sat, 02 May 2026 23:30:00 -0500</pubDate>" in rss(made, DIGEST)
    assert "<updated>2026-05-02T23:30:00-05:00</updated>" in atom(made, DIGEST)
    assert json.loads(json_feed(made, DIGEST))["items"][0]["date_published"] == "2026-05-02T23:30:00-05:00"


@pytest.mark.parametrize("write", [rss, atom], ids=["rss", "atom"])
def test_addresses_in_feeds_are_ascii(write: Write) -> None:
    text = write(ISSUES["other scripts"](), DIGEST)
    assert "https://xn--mhle-0ra.example/stra%C3%9Fe?q=%C3%BC&amp;utm_source=x#%C3%A9" in text


def test_json_feed_fits_its_schema(any_issue: Issue) -> None:
    schema = json.loads((SCHEMAS / "feed.schema.json").read_text())
    jsonschema.validate(json.loads(json_feed(any_issue, DIGEST)), schema, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("write", [rss, atom], ids=["rss", "atom"])
def test_feedparser_finds_every_part(write: Write) -> None:
    text = write(ISSUES["published"](), DIGEST)
    parsed = feedparser.parse(text.encode())
    assert not parsed.bozo
    assert "<title>Die &lt;Mühle&gt; &amp; mehr</title>" in text
    second, first = parsed.entries
    assert first.title == "Alte Mühle wird Schule"
    assert first.link == "https://example.org/mill?id=7&b=%C3%A4&utm_source=x#top"
    assert first.author == "Rosa Lind"
    assert first.summary == GERMAN[0]
    assert GERMAN[1] in first.content[0].value
    assert (first.get("published_parsed") or first.updated_parsed)[:3] == (2026, 5, 2)
    assert first.tags[0].term == "The Mill Post"
    assert first.id != second.id
    assert not second.get("link", "").startswith("http")


def test_an_article_keeps_its_id_in_later_issues() -> None:
    before, after = (
        json.loads(json_feed(issue(result(), options=options), DIGEST))
        for options in (PUBLISHED, IssueOptions("x", DATE))
    )
    assert before["items"][0]["id"] == after["items"][0]["id"]
    other = json.loads(json_feed(issue(result(), language="de"), DIGEST))
    assert other["items"][0]["id"] != before["items"][0]["id"]


@pytest.mark.parametrize("write", [rss, atom], ids=["rss", "atom"])
def test_hostile_text_stays_text(write: Write) -> None:
    document = write(ISSUES["hostile"](), DIGEST)
    tree = etree.fromstring(document.encode())
    assert "javascript:" not in document.replace("javascript:x)", "")
    assert not tree.xpath("//*[local-name()='script' or local-name()='img']")
    for html in tree.xpath("//*[local-name()='encoded' or local-name()='content']/text()"):
        assert "<script" not in html
        assert "<img" not in html
        assert "&lt;script&gt;" in html


def test_our_own_reader_reads_them(tmp_path: Path) -> None:
    made = ISSUES["published"]()
    for name, text in (
        ("a.xml", rss(made, DIGEST)),
        ("b.xml", atom(made, DIGEST)),
        ("c.json", json_feed(made, DIGEST)),
    ):
        (tmp_path / name).write_text(text)
        _, first = read_feed(name, ReadOptions())
        assert first.metadata["title"] == "Alte Mühle wird Schule"
        assert first.metadata["content"] == "full"
        assert GERMAN[3] in first.text


def test_a_story_without_a_dek_is_described_by_its_headline() -> None:
    made = ISSUES["undated"]()
    (group,) = made.groups
    bare = replace(made, groups=(replace(group, stories=(replace(group.stories[0], dek="", bullets=(), facts=()),)),))
    assert feedparser.parse(rss(bare, DIGEST).encode()).entries[0].summary == "Old mill becomes a school"
