"""What a newsletter service is to us: what it must be told, its placeholders, and the files that it imports."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from briefsmith.errors import UsageError
from briefsmith.newsletter.issue import Footer, Issue
from briefsmith.newsletter.mail import Mail
from briefsmith.newsletter.templates import Templates
from briefsmith.newsletter.text import one_line

# Long enough for two headlines; the inbox of a telephone shows less.
TEASER_CHARACTERS = 140


@dataclass(frozen=True, slots=True)
class ServiceOption:
    """One thing of the user's account, given as `--with NAME=VALUE`: a regular expression for the value, and an example."""

    name: str
    pattern: str
    example: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class HandOver:
    """One issue on its way to a service: its footer has the service's placeholders, and `mail` was made with them."""

    issue: Issue
    mail: Mail
    templates: Templates
    sender: str | None
    options: Mapping[str, str]

    @property
    def slug(self) -> str:
        """The end of the issue's address on the service's web site: date and language."""
        return f"{self.issue.date.date()}-{self.issue.language.lower()}"

    @property
    def teaser(self) -> str:
        """As many headlines as fit on one line, for the places that ask for a description."""
        first, *others = (story.headline for story in self.issue.stories)
        line = one_line(first, TEASER_CHARACTERS)
        for headline in others:
            if len(line) + len(headline) + 3 > TEASER_CHARACTERS:
                break
            line = f"{line} · {headline}"
        return line


@dataclass(frozen=True, slots=True)
class Service:
    """One service. `files` makes what it imports, by the end of the names; `footer` has its placeholders.

    `by_itself` says that the service adds the way to unsubscribe without being asked.
    """

    name: str
    files: Callable[[HandOver], dict[str, str]]
    footer: Footer = field(default_factory=Footer)
    options: tuple[ServiceOption, ...] = ()
    by_itself: bool = False

    def parse(self, given: Sequence[str]) -> dict[str, str]:
        """The values of `--with`, checked. Raises UsageError."""
        known = {option.name: option for option in self.options}
        values: dict[str, str] = {}
        for text in given:
            name, equals, value = (part.strip() for part in text.partition("="))
            if name not in known:
                takes = ", ".join(f"{option.name}={option.example}" for option in self.options) or "nothing"
                raise UsageError(f"--with {one_line(text, 60)}: {self.name} takes {takes}")
            if not equals or not re.fullmatch(known[name].pattern, value):
                raise UsageError(f"--with {one_line(text, 60)}: expected a value such as {name}={known[name].example}")
            values[name] = value
        for option in self.options:
            if option.required and option.name not in values:
                raise UsageError(f"--for {self.name} needs --with {option.name}={option.example}")
        return values


def pretty(data: Any) -> str:
    """The data as readable JSON that ends with a newline."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
