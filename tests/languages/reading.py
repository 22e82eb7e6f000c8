"""Helpers of the tests of the languages' modules: questions to the functions that use them."""

from __future__ import annotations

from briefsmith.check.aliases import is_alias
from briefsmith.check.source import Source
from briefsmith.check.support import unsupported
from briefsmith.clean import bylines
from briefsmith.clean.lines import Block, split_blocks
from briefsmith.newsletter.labels import labels_for

LABELS = ("issue", "contents", "facts", "read", "translated", "also", "reading", "left_out", "made", "source", "colon")


def block(line: str) -> Block:
    """The only block of a page that is one line."""
    [only] = split_blocks(line)
    return only


def reason(line: str) -> str | None:
    """The reason for which the line is page furniture; None for a line of an article."""
    return block(line).reason


def is_date_line(line: str) -> bool:
    return bylines.is_date_line(block(line))


def findings(text: str, source: str, language: str) -> list[str]:
    """The kinds of facts that the source does not support."""
    return [finding.kind for finding in unsupported(text, Source([source], language))]


def stands_as(name: str, source: str, language: str) -> bool:
    """Whether the source has the name in another form."""
    return is_alias(name, Source([source], language))


def missing_labels(language: str) -> list[str]:
    """The labels that are empty, or all of them if the language does not have any."""
    labels = labels_for(language)
    return [name for name in LABELS if labels.language != language or not getattr(labels, name).strip()]
