"""docs/start/listmonk.md: its commands, as they stand there, on a feed of 60 entries with pictures."""

from __future__ import annotations

import email
import email.policy
import json
import re
import shlex
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

import feedparser
import jsonschema
import pytest

from cli.conftest import Cli
from conftest import REPO

from .test_mail import elements
from .test_pictures import picture, server
from .test_services import LISTMONK_CAMPAIGN, LISTMONK_TEMPLATE

PAGE = REPO / "docs/start/listmonk.md"
NEWEST = datetime(2026, 5, 1, tzinfo=timezone.utc)
PLACES = ("Alder Ford", "Birch Hill", "Cold Spring", "Dunmore", "Elm Cross", "Fairwater", "Greenholm")
THINGS = (
    "library",
    "stone bridge",
    "school",
    "market hall",
    "ferry",
    "water mill",
    "orchestra",
    "swimming pool",
    "bakery",
    "museum",
)
# What happens, how the headline says it, and what else there is to say.
EVENTS = (
    ("will open again on {day} June 2026", "opens again", "Carpenters repaired its roof with oak from the forest."),
    (
        "was sold to a family from the coast for {n}.5 million dollars",
        "is sold",
        "The new owners want to rent rooms to guests.",
    ),
    ("won a national prize on {day} May 2026", "wins a prize", "A jury of nine judges praised its volunteers."),
    ("lost {n} percent of its visitors last year", "loses visitors", "Heavy rain kept people at home in spring."),
    ("hired {n} young people in April", "hires young people", "They learn the work from those who retire."),
    ("was closed by the fire service for {n} days", "is closed", "Inspectors found old cables behind a wall."),
)


def feed(url: str) -> str:
    """60 entries, each with a picture; days apart, for reports of one day that are so much alike would be one story."""
    items = []
    for number in range(60):
        thing, (event, headline, more) = THINGS[number // 6], EVENTS[number % 6]
        what = event.format(day=number % 28 + 1, n=number + 3)
        text = f"The {thing} of {PLACES[number % 7]} {what}. {more} About {number + 3} hundred people signed a letter about it."
        items.append(
            f"<item><title>The {thing} of {PLACES[number % 7]} {headline}</title><link>https://valley.example/{number}</link>"
            f"<pubDate>{format_datetime(NEWEST - number * timedelta(days=5))}</pubDate><description>{escape(text)}</description>"
            f'<media:content url="{url}/{number % 3}.png" medium="image"/></item>'
        )
    head = '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Valley</title><language>en</language>'
    return f"{head}{''.join(items)}</channel></rss>"


def commands() -> list[list[str]]:
    """The page's commands of briefsmith."""
    joined = PAGE.read_text("utf-8").replace("\\\n", " ")
    return [shlex.split(line)[1:] for line in re.findall(r"^    (briefsmith .*)$", joined, re.MULTILINE)]


@pytest.mark.timeout(900)
def test_the_page_is_true(cli: Cli, tmp_path: Path) -> None:
    names = [command[0] for command in commands()]
    assert names == ["newsletter", "preview", "newsletter", "newsletter", "send", "newsletter"]
    (tmp_path / "readers.txt").write_text("anna@reader.example\nben@reader.example\n")
    pictures = {f"/{n}.png": ("image/png", picture("PNG", (640, 360 + n))) for n in range(3)}
    with server(pictures) as (url, asked):
        (tmp_path / "feed.xml").write_text(feed(url))
        for command in commands():
            if command[0] == "preview":
                continue  # it serves until Ctrl-C; tests/preview and tests/browser open it
            done = cli(*command, BRIEFSMITH_READ__LOCAL_ADDRESSES="true", seconds=800)
            assert done.code == 0, (command, done.err)
    issue = tmp_path / "outputs/issue"
    assert len(json.loads((issue / "briefs.json").read_text())) == 60
    assert len(asked) == 2 * 60
    check_campaigns(issue)
    check_message(tmp_path / "outputs/mail/en.eml")
    assert "anna@reader.example" not in (tmp_path / "outputs/mail/en.eml").read_text()
    for language in ("en", "de", "fr"):
        entries = feedparser.parse((tmp_path / f"outputs/site/{language}/feed.xml").read_bytes()).entries
        assert len(entries) == 60
        assert (tmp_path / f"outputs/posts/{language}.bluesky.txt").read_text().count("\n---\n") >= 50
        assert len(json.loads((tmp_path / f"outputs/posts/{language}.slack.json").read_text())) >= 50


def check_campaigns(issue: Path) -> None:
    """Three drafts for listmonk, illustrated from the web, each with a way out."""
    for language in ("en", "de", "fr"):
        campaign = json.loads((issue / f"{language}.listmonk.json").read_text())
        jsonschema.validate(campaign, LISTMONK_CAMPAIGN)
        assert (campaign["lists"], campaign["template_id"], campaign["name"]) == (
            [3],
            4,
            f"Valley weekly · 2026-05-01 · {language}",
        )
        body = re.sub(r"\{\{ Safe `.*?` \}\}", "", campaign["body"], flags=re.DOTALL)
        sources = {str(image.get("src")) for image in elements(body, "img")}
        assert len(sources) == 3
        assert all((issue / source.removeprefix("https://valley.example/7/")).is_file() for source in sources)
        assert 'href="{{ UnsubscribeURL }}"' in body
        assert "1 Mill Lane" in body
        assert len(body.encode()) <= 102_000
    jsonschema.validate(json.loads((issue / "en.listmonk-template.json").read_text()), LISTMONK_TEMPLATE)


def check_message(path: Path) -> None:
    """The message carries its pictures and says how to leave."""
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert message["List-Unsubscribe"] == "<https://valley.example/leave?who={recipient}>"
    assert [part.get_content_type() for part in message.walk()].count("image/jpeg") == 3
