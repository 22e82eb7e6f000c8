"""Puts pictures into the stories of an issue, and from there into its message."""

from __future__ import annotations

import email
import hashlib
import html
from collections.abc import Callable, Mapping
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP

from briefsmith.newsletter.issue import Issue, Picture, Story
from briefsmith.newsletter.pictures.collect import Illustration

FOLDER = "pictures"
# The column of a story in pixels.
SHOWN_WIDTH = 520


def illustrated(issue: Issue, found: Mapping[str, Illustration]) -> Issue:
    """The issue with a picture at each story that has one: in its folder on the web, or beside the page."""

    def with_picture(story: Story) -> Story:
        one = found.get(story.id)
        if one is None:
            return story
        width = min(SHOWN_WIDTH, one.jpeg.width)
        height = max(1, round(one.jpeg.height * width / one.jpeg.width))
        place = f"{issue.folder_url}{FOLDER}/{one.name}"
        return replace(story, picture=Picture(place, story.alt or one.alt, one.credit, width, height))

    return _with_stories(issue, with_picture)


def hosted_only(issue: Issue) -> Issue:
    """The issue without the pictures that are not on the web: a newsletter service could not show them."""
    return issue if issue.folder_url else _with_stories(issue, lambda story: replace(story, picture=None))


def attach(message: str, issue: Issue, found: Mapping[str, Illustration]) -> str:
    """The message with its pictures inside, unless they are on the web."""
    if issue.folder_url or not found:
        return message
    policy = SMTP.clone(cte_type="7bit")
    made = email.message_from_string(message, EmailMessage, policy=policy)
    body = made.get_body(("html",))
    assert isinstance(body, EmailMessage)  # noqa: S101 - every message that we make has one
    page = body.get_content()
    shown = {one.name: one for one in found.values() if f'"{FOLDER}/{one.name}"' in page}
    if not shown:
        return message
    for name in shown:
        page = page.replace(f'"{FOLDER}/{html.escape(name)}"', f'"cid:{name}@briefsmith"')
    body.set_content(page, subtype="html")
    for name, one in shown.items():
        body.add_related(
            one.jpeg.data,
            maintype="image",
            subtype="jpeg",
            cid=f"<{name}@briefsmith>",
            filename=name,
            disposition="inline",
        )
    body.set_boundary(f"=_{hashlib.sha256(page.encode()).hexdigest()[:30]}-r")
    return made.as_bytes().decode("ascii")


def _with_stories(issue: Issue, change: Callable[[Story], Story]) -> Issue:
    groups = tuple(replace(group, stories=tuple(map(change, group.stories))) for group in issue.groups)
    return replace(issue, groups=groups)
