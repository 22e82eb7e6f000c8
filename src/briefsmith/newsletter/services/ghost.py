"""Ghost (docs.ghost.org/migration/custom): a file for Settings › Migration tools › Universal import, with one draft.

The body is Lexical, in the nodes of Ghost's own editor, so that a desk can go on editing; Ghost mails it with its own footer.
"""

from __future__ import annotations

import json
from html import escape
from typing import Any

from briefsmith.newsletter.issue import Picture, Story
from briefsmith.newsletter.labels import Labels, labels_for
from briefsmith.newsletter.services.service import HandOver, Service, pretty
from briefsmith.newsletter.text import one_line
from briefsmith.render.common import direction

VERSION = "6.0.0"
# The widest that Ghost's columns take.
MAX_TITLE, MAX_EXCERPT, MAX_ALT = 255, 300, 191
BOLD, ITALIC = 1, 2

Node = dict[str, Any]


def _files(handed: HandOver) -> dict[str, str]:
    issue = handed.issue
    moment = issue.date.strftime("%Y-%m-%d %H:%M:%S")
    post = {
        "id": "1",
        "title": one_line(handed.mail.subject, MAX_TITLE),
        "slug": handed.slug,
        "lexical": json.dumps(_document(handed), ensure_ascii=False),
        "type": "post",
        "status": "draft",
        "visibility": "public",
        "created_at": moment,
        "updated_at": moment,
        "custom_excerpt": one_line(handed.teaser, MAX_EXCERPT),
    }
    tag = {"id": "1", "name": issue.language, "slug": issue.language.lower()}
    data = {"posts": [post], "tags": [tag], "posts_tags": [{"post_id": "1", "tag_id": "1"}]}
    return {
        ".json": pretty({"meta": {"exported_on": int(issue.date.timestamp() * 1000), "version": VERSION}, "data": data})
    }


def _document(handed: HandOver) -> Node:
    issue, labels = handed.issue, labels_for(handed.issue.language)
    way = direction(issue.language)
    nodes: list[Node] = _markdown(issue.intro)
    for group in issue.groups:
        if group.name:
            nodes.append(_block("extended-heading", [_text(group.name)], way, tag="h2"))
        for story in group.stories:
            nodes += _story(story, labels, way, "h3" if group.name else "h2")
    nodes += _markdown(issue.outro)
    notes = [labels.draft] * issue.draft + [labels.doubtful] * issue.doubtful + [labels.made]
    nodes.append({"type": "horizontalrule", "version": 1})
    nodes += [_block("paragraph", [_text(note, ITALIC)], way) for note in notes]
    return {"root": _block("root", nodes, way)}


def _story(story: Story, labels: Labels, way: str, tag: str) -> list[Node]:
    headline = _text(story.headline)
    nodes = [_picture(story.picture)] if story.picture else []
    nodes += [_block("extended-heading", [_link(headline, story.source.link, way)], way, tag=tag)]
    if story.dek:
        nodes.append(_block("paragraph", [_text(story.dek)], way))
    if story.bullets:
        items = [_block("listitem", [_text(bullet)], way, value=n) for n, bullet in enumerate(story.bullets, 1)]
        nodes.append(_block("list", items, way, listType="bullet", start=1, tag="ul"))
    if story.facts:
        label = _text(f"{labels.facts}{labels.colon} ", BOLD)
        nodes.append(_block("paragraph", [label, _text(" · ".join(story.facts))], way))
    about = [story.source.site, story.source.author, labels.date(story.source.date) if story.source.date else ""]
    about.append(labels.translated if story.translated else "")
    if any(about):
        nodes.append(_block("paragraph", [_text(" · ".join(filter(None, about)), ITALIC)], way))
    for other in story.others:
        named = _text(" · ".join(filter(None, (other.title, other.site))) or other.url)
        nodes.append(_block("paragraph", [_link(named, other.link, way)], way))
    return nodes


def _markdown(text: str) -> list[Node]:
    """What an editor wrote around the stories, as Ghost's own card for Markdown."""
    return [{"type": "markdown", "version": 1, "markdown": text}] if text else []


def _picture(picture: Picture) -> Node:
    about = {
        "src": picture.src,
        "alt": one_line(picture.alt, MAX_ALT),
        "caption": escape(picture.credit),
        "title": "",
        "href": "",
    }
    return {
        "type": "image",
        "version": 1,
        "width": picture.width,
        "height": picture.height,
        "cardWidth": "regular",
        **about,
    }


def _block(type: str, children: list[Node], way: str, **more: Any) -> Node:
    return {"type": type, "version": 1, "direction": way, "format": "", "indent": 0, "children": children, **more}


def _text(text: str, format: int = 0) -> Node:
    return {
        "type": "extended-text",
        "version": 1,
        "text": text,
        "format": format,
        "detail": 0,
        "mode": "normal",
        "style": "",
    }


def _link(child: Node, url: str, way: str) -> Node:
    return _block("link", [child], way, url=url, rel=None, target=None, title=None) if url else child


GHOST = Service("ghost", _files, by_itself=True)
