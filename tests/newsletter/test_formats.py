"""Every format as it is written, and the issue around it."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
import yaml
from markdown_it import MarkdownIt
from syrupy.assertion import SnapshotAssertion

from briefsmith.errors import UsageError
from briefsmith.newsletter.issue import GroupBy
from briefsmith.newsletter.make import IssueOptions, folder_address, issue_date, make_issue, render_issue
from briefsmith.newsletter.templates import PACKAGED, open_templates

from .samples import BARE, DATE, hostile, issue, result

OPTIONS = IssueOptions("The Weekly Mill", DATE, GroupBy.source, {"utm_source": "mill"}, "https://news.example/7/")
FORMATS = ("html", "txt", "eml", "md", "rss.xml", "atom.xml", "feed.json")


@pytest.mark.parametrize("suffix", FORMATS)
def test_digest(suffix: str, snapshot: SnapshotAssertion) -> None:
    made = issue(result(), result(BARE, "other"), language="de", options=OPTIONS)
    rendered = render_issue(made, open_templates("digest"), "The Mill <mill@example.org>")
    assert set(rendered.files) == {f"de.{known}" for known in FORMATS}
    # A message ends its lines with CRLF, which a snapshot does not keep; its HTML has a separate snapshot.
    text, _, _ = rendered.files[f"de.{suffix}"].replace("\r\n", "\n").partition("\n<!DOCTYPE")
    assert text == snapshot


@pytest.mark.parametrize("name", [name for name in PACKAGED if name != "digest"])
def test_other_templates(name: str, snapshot: SnapshotAssertion) -> None:
    assert render_issue(issue(result(), language="de"), open_templates(name)).files["de.html"] == snapshot


@pytest.mark.parametrize("suffix", ["html", "txt", "md"])
def test_hostile(suffix: str, snapshot: SnapshotAssertion) -> None:
    assert render_issue(issue(hostile()), open_templates("digest")).files[f"en.{suffix}"] == snapshot


def test_markdown_shows_hostile_text_as_it_is() -> None:
    text = render_issue(issue(hostile()), open_templates("digest")).files["en.md"]
    _, front, body = text.split("---\n", 2)
    assert yaml.safe_load(front) == {"title": "The Weekly Mill", "date": DATE.date(), "lang": "en"}
    tokens = [child for token in MarkdownIt("commonmark").parse(body) for child in (token, *(token.children or ()))]
    assert not [token for token in tokens if token.type.startswith(("html", "link", "image", "code"))]


def test_markdown_links_are_whole() -> None:
    metadata = {"title": "A [title](x)", "url": "https://example.org/a_(b)?q=<c>"}
    text = render_issue(issue(result(metadata)), open_templates("digest")).files["en.md"]
    tokens = [child for token in MarkdownIt("commonmark").parse(text) for child in token.children or ()]
    links = [token.attrs["href"] for token in tokens if token.type == "link_open"]
    assert links == ["https://example.org/a_(b)?q=%3Cc%3E"]


@pytest.mark.parametrize(
    ("group", "names"),
    [
        (GroupBy.source, ["", "The Mill Post"]),
        (GroupBy.author, ["", "Rosa Lind"]),
        (GroupBy.date, ["", "2. Mai 2026"]),
        (GroupBy.language, ["Englisch"]),
        (None, [""]),
    ],
)
def test_groups_come_in_the_order_of_their_first_story(group: GroupBy | None, names: list[str]) -> None:
    results = [result(), result(BARE, "other"), result(id="third")]
    made = make_issue(results, "de", IssueOptions("T", DATE, group))
    assert made is not None
    assert [found.name for found in made.groups] == names
    assert sorted(story.id for story in made.stories) == ["mill", "other", "third"]


def test_an_issue_without_stories_is_none() -> None:
    assert make_issue([result()], "fr", OPTIONS) is None


def test_the_title_is_the_languages_own_without_one() -> None:
    assert issue(result(), language="de", options=IssueOptions(" \n")).title == "Nachrichten in Kürze"


def test_the_date_is_given_or_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    newer = result({"date": "2026-05-07T10:00:00+02:00"}, "newer")
    assert issue_date("2026-01-02", [newer]) == datetime(2026, 1, 2, tzinfo=timezone.utc)
    assert issue_date(None, [result(), newer, result(BARE)]).isoformat() == "2026-05-07T10:00:00+02:00"
    today = issue_date(None, [result(BARE)])
    assert (today.hour, today.tzinfo) == (0, timezone.utc)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert issue_date(None, [newer]) == datetime(1970, 1, 2, tzinfo=timezone.utc)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "today")
    with pytest.raises(UsageError, match="expected seconds since 1970"):
        issue_date(None, [])
    with pytest.raises(UsageError, match="--date tomorrow: expected a date"):
        issue_date("tomorrow", [])


def test_the_folder_address() -> None:
    assert folder_address(None) == ""
    assert folder_address("https://e.org/a") == folder_address("https://e.org/a/") == "https://e.org/a/"
    for bad in ("javascript:x", "https://e.org/?a", "e.org"):
        with pytest.raises(UsageError, match="expected the http"):
            folder_address(bad)
