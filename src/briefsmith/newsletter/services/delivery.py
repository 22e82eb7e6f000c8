"""What happens to the files of an issue before they are written: who it goes to, and what a service imports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefsmith.errors import UsageError
from briefsmith.newsletter.envelope import Envelope, with_headers
from briefsmith.newsletter.issue import Issue
from briefsmith.newsletter.pictures.collect import Illustration
from briefsmith.newsletter.pictures.place import FOLDER, attach, hosted_only, illustrated
from briefsmith.newsletter.services import SERVICES, hand_over
from briefsmith.newsletter.services.service import Service
from briefsmith.newsletter.templates import Templates
from briefsmith.posts.chats import CHATS, write_messages
from briefsmith.posts.networks import NETWORKS, write_posts
from briefsmith.posts.post import post_of_story
from briefsmith.render import FORMATS


@dataclass(frozen=True, slots=True)
class Delivery:
    """The sender's wishes. `options` are those of the service."""

    envelope: Envelope = field(default_factory=Envelope)
    service: Service | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    posts: tuple[str, ...] = ()
    pictures: Mapping[str, Illustration] = field(default_factory=dict)

    def prepare(self, issue: Issue) -> Issue:
        """The issue with what its end must say, and with its pictures."""
        return illustrated(replace(issue, footer=self.envelope.footer), self.pictures)

    def finish(self, issue: Issue, templates: Templates, files: Mapping[str, str]) -> dict[str, str]:
        """The files with the headers of the message, those of the service, and the posts.

        What may not be mailed, and so has no `.eml`, is not handed over either. Raises UsageError.
        """
        done = dict(files)
        message = f"{issue.language}.eml"
        if message not in done:
            return done
        whole = attach(done[message], issue, self.pictures)
        done[message] = with_headers(whole, self.envelope.headers(issue))
        if self.service:
            done |= hand_over(hosted_only(issue), templates, self.service, dict(self.options), self.envelope.sender)
        made = [post_of_story(story) for story in issue.stories]
        for name in self.posts:
            text = write_posts(NETWORKS[name], made) if name in NETWORKS else write_messages(CHATS[name], made)
            done[f"{issue.language}{FORMATS[name].suffix}"] = text
        return done

    def picture_files(self) -> dict[str, bytes]:
        """The pictures by the names that the pages have for them."""
        return {f"{FOLDER}/{one.name}": one.jpeg.data for one in self.pictures.values()}


def open_service(name: str | None, given: Sequence[str]) -> tuple[Service | None, dict[str, str]]:
    """The service of that name and the values of `--with`, checked. Raises UsageError."""
    if name is None:
        if given:
            raise UsageError(f"--with {given[0]}: it belongs to --for, which names the service")
        return None, {}
    if name not in SERVICES:
        raise UsageError(f"--for {name}: expected one of {', '.join(SERVICES)}")
    return SERVICES[name], SERVICES[name].parse(given)


def parse_posts(text: str) -> tuple[str, ...]:
    """The names in `x,slack`. Raises UsageError."""
    names = tuple(filter(None, (name.strip() for name in text.split(","))))
    for name in names:
        if name not in {*NETWORKS, *CHATS}:
            raise UsageError(f"--posts {name}: expected some of {', '.join((*NETWORKS, *CHATS))}")
    return names
