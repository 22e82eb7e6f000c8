"""A newsletter before it has a format: an issue in one language, its groups and their stories."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from briefsmith.newsletter.text import plain_key

_LETTERS = str.maketrans("0123456789", "ghijklmnop")


class GroupBy(str, Enum):
    """How the stories of an issue may be grouped."""

    source = "source"
    date = "date"
    author = "author"
    language = "language"


@dataclass(frozen=True, slots=True)
class Origin:
    """The article a story comes from; what it does not say is empty, and `date` is aware.

    `url` is its address, `link` the same with campaign parameters; both are safe to link to, or empty.
    """

    title: str = ""
    author: str = ""
    site: str = ""
    url: str = ""
    link: str = ""
    date: datetime | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """The lead picture of a story: where it is, what it shows, whose it is, and its size in CSS pixels."""

    src: str
    alt: str
    credit: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Story:
    """One snippet in one language; every text is one line, safe in any format once escaped.

    `id` is the document's, `key` its address or hash: the same for the same article in every issue.
    `facts` are figures and dates of the dek and the bullets that no check flagged. `minutes` is the time to read the
    article. `translated` says that a model translated it; `alternatives` are the codes of its other languages; `doubtful`
    says that one of its texts has the sign of doubtful translations. `others` are further reports
    of the same story. `flags` are what checks found in the words shown,
    `approved` says that an editor has read them, beside these very words.
    """

    id: str
    key: str
    language: str
    headline: str
    dek: str
    bullets: tuple[str, ...]
    facts: tuple[str, ...]
    minutes: int
    source: Origin
    translated: bool
    alternatives: tuple[str, ...] = ()
    doubtful: bool = False
    picture: Picture | None = None
    # An editor's words for the picture, in place of the article's.
    alt: str = ""
    others: tuple[Origin, ...] = ()
    flags: tuple[str, ...] = ()
    approved: bool = False

    @property
    def waiting(self) -> bool:
        """Whether something in it is flagged and no editor has approved it."""
        return bool(self.flags) and not self.approved

    @property
    def code(self) -> str:
        """What an editor approves the story by: another for other words or other flags.

        Letters alone, because YAML takes `1234e567` for a number.
        """
        said = "\n".join([self.headline, self.dek, *self.bullets, "", *self.flags])
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:10].translate(_LETTERS)

    @property
    def anchor(self) -> str:
        """Where the story is in a page: the same in every language, so that one page can link to another."""
        return f"s-{hashlib.sha256(self.key.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"

    @property
    def source_title(self) -> str:
        """The article's own title; empty when it contains the headline."""
        return "" if plain_key(self.headline) in plain_key(self.source.title) else self.source.title


@dataclass(frozen=True, slots=True)
class Group:
    """Stories under one heading; an issue that is not grouped has one group without a name."""

    name: str
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Footer:
    """What bulk mail must say at its end: the address that unsubscribes, and the sender's postal address; empty if unknown.

    Of a newsletter service they are its placeholders.
    """

    unsubscribe: str = ""
    postal: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """One newsletter in one language. `left_out` counts the stories that the e-mail had no room for; `draft` says that a
    draft-grade model translated it.

    `intro` and `outro` are Markdown above and below the stories.
    `subject` is that of the e-mail, by default the headline of the first story: a title is the same in every issue.
    `folder_url` is where the files will be on the web, ending in `/`; empty when they will not be published.
    """

    title: str
    language: str
    date: datetime
    groups: tuple[Group, ...]
    folder_url: str = ""
    left_out: int = 0
    draft: bool = False
    footer: Footer = Footer()
    subject: str = ""
    intro: str = ""
    outro: str = ""

    @property
    def doubtful(self) -> bool:
        """Whether a story has the sign, so that it must be explained."""
        return any(story.doubtful for story in self.stories)

    @property
    def stories(self) -> tuple[Story, ...]:
        return tuple(story for group in self.groups for story in group.stories)

    def first(self, count: int) -> Issue:
        """The issue with only its first stories; the rest is counted in `left_out`."""
        groups: list[Group] = []
        room = count
        for group in self.groups:
            kept = group.stories[:room]
            room -= len(kept)
            if kept:
                groups.append(Group(group.name, kept))
        return replace(self, groups=tuple(groups), left_out=self.left_out + len(self.stories) - (count - room))


def group_by(stories: Sequence[Story], names: Sequence[str]) -> tuple[Group, ...]:
    """Groups in the order in which their first story comes; `names` (one for each story) are the headings.

    Stories without a name come first: after another group they would seem to belong to it.
    """
    groups: dict[str, list[Story]] = {}
    for story, name in zip(stories, names, strict=True):
        groups.setdefault(name, []).append(story)
    return tuple(Group(name, tuple(groups[name])) for name in sorted(groups, key=bool))
