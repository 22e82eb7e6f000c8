"""Reads the phrases and words by which cleaning knows page furniture, from `phrases.txt` and `words.txt`."""

from __future__ import annotations

from functools import cache
from importlib import resources

# Banners are written as sentences, so their phrases hold even for a paragraph of prose.
PROSE_REASONS = frozenset({"cookie_banner", "newsletter_banner", "copyright"})
# Furniture that is often written with a full stop. 'More on that later.' is none, whatever a list is headed with.
SENTENCE_REASONS = PROSE_REASONS | {"comments", "advertisement", "source_line", "dateline"}


@cache
def phrases() -> dict[str, tuple[str, ...]]:
    """The phrases of all languages for each reason, in the order of the file."""
    return {reason: _split(lines, "|") for reason, lines in _sections("phrases.txt").items()}


@cache
def words() -> dict[str, tuple[str, ...]]:
    """The word lists `months`, `date_words`, `agencies` and `byline_words`, all languages together."""
    return {name: _split(lines, None) for name, lines in _sections("words.txt").items()}


def _split(lines: list[str], separator: str | None) -> tuple[str, ...]:
    found = (item.strip() for line in lines for item in line.partition(":")[2].split(separator))
    return tuple(dict.fromkeys(item for item in found if item))


def _sections(name: str) -> dict[str, list[str]]:
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in text.splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            current.append(line)
    return sections
