"""RSS 2.0 (rssboard.org/rss-specification), Atom (RFC 4287) and JSON Feed 1.1 (jsonfeed.org).

Written with the standard library: the best maintained feed writer for Python, feedgen, had its last release in 2023
and does not support JSON Feed.
"""

from __future__ import annotations

import json
import uuid
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from xml.etree import ElementTree as ET

from briefsmith.newsletter.issue import Issue, Story
from briefsmith.newsletter.templates import Templates

GENERATOR = "briefsmith"


def rss(issue: Issue, templates: Templates) -> str:
    """The issue as RSS 2.0 with the whole snippet in `content:encoded`; valid only if the issue has a `folder_url`.

    The link of a channel is required, and must be an address.
    """
    root = ET.Element("rss", {"version": "2.0"})
    for prefix, uri in (
        ("atom", "http://www.w3.org/2005/Atom"),
        ("content", "http://purl.org/rss/1.0/modules/content/"),
        ("dc", "http://purl.org/dc/elements/1.1/"),
    ):
        root.set(f"xmlns:{prefix}", uri)
    channel = ET.SubElement(root, "channel")
    _add(channel, "title", issue.title)
    _add(channel, "link", _page(issue))
    _add(channel, "description", " · ".join(story.headline for story in issue.stories[:3]))
    _add(channel, "language", issue.language)
    _add(channel, "pubDate", format_datetime(issue.date))
    _add(channel, "generator", GENERATOR)
    self = {"rel": "self", "type": "application/rss+xml", "href": f"{issue.folder_url}{issue.language}.rss.xml"}
    ET.SubElement(channel, "atom:link", self)
    for group in issue.groups:
        for story in group.stories:
            item = ET.SubElement(channel, "item")
            _add(item, "title", story.headline)
            _add(item, "link", story.source.link)
            _add(item, "guid", _id(story), isPermaLink="false")
            if story.source.date:
                _add(item, "pubDate", format_datetime(story.source.date))
            _add(item, "dc:creator", story.source.author)
            _add(item, "category", group.name)
            _add(item, "description", story.dek or story.headline)
            _add(item, "content:encoded", templates.render_story(story, issue))
    return _xml(root)


def atom(issue: Issue, templates: Templates) -> str:
    """The issue as Atom."""
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": issue.language})
    _add(root, "title", issue.title)
    _add(root, "id", _uuid(f"{issue.folder_url or issue.title} {issue.language}"))
    _add(root, "updated", _moment(issue.date))
    _add(root, "generator", GENERATOR)
    if issue.folder_url:
        ET.SubElement(root, "link", {"rel": "self", "href": f"{issue.folder_url}{issue.language}.atom.xml"})
        ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": _page(issue)})
    _person(root, issue.title)
    for group in issue.groups:
        for story in group.stories:
            entry = ET.SubElement(root, "entry")
            _add(entry, "title", story.headline)
            _add(entry, "id", _id(story))
            # Atom requires a date; an article without one was in this feed first on the day of the issue.
            _add(entry, "updated", _moment(story.source.date or issue.date))
            if story.source.link:
                ET.SubElement(entry, "link", {"rel": "alternate", "href": story.source.link})
            _person(entry, story.source.author)
            if group.name:
                ET.SubElement(entry, "category", {"term": group.name})
            _add(entry, "summary", story.dek)
            _add(entry, "content", templates.render_story(story, issue), type="html")
    return _xml(root)


def json_feed(issue: Issue, templates: Templates) -> str:
    """The issue as JSON Feed."""
    feed: dict[str, Any] = {"version": "https://jsonfeed.org/version/1.1", "title": issue.title}
    if issue.folder_url:
        feed |= {"home_page_url": _page(issue), "feed_url": f"{issue.folder_url}{issue.language}.feed.json"}
    feed["language"] = issue.language
    feed["items"] = [_item(story, group.name, issue, templates) for group in issue.groups for story in group.stories]
    return json.dumps(feed, ensure_ascii=False, indent=2) + "\n"


def _item(story: Story, group: str, issue: Issue, templates: Templates) -> dict[str, Any]:
    item = {
        "id": _id(story),
        "url": story.source.link,
        "title": story.headline,
        "content_html": templates.render_story(story, issue),
        "summary": story.dek,
        "date_published": _moment(story.source.date) if story.source.date else "",
        "authors": [{"name": story.source.author}] if story.source.author else [],
        "tags": [group] if group else [],
        "language": story.language,
    }
    return {key: value for key, value in item.items() if value}


def _add(parent: ET.Element, tag: str, text: str, **attributes: str) -> None:
    """A child with this text, unless there is none."""
    if text:
        ET.SubElement(parent, tag, attributes).text = text


def _person(parent: ET.Element, name: str) -> None:
    if name:
        _add(ET.SubElement(parent, "author"), "name", name)


def _xml(root: ET.Element) -> str:
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _page(issue: Issue) -> str:
    return f"{issue.folder_url}{issue.language}.html"


def _id(story: Story) -> str:
    return _uuid(f"{story.key} {story.language}")


def _uuid(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn


def _moment(moment: datetime) -> str:
    """In the time zone it was written in: the day is that of the place."""
    return moment.isoformat().replace("+00:00", "Z")
