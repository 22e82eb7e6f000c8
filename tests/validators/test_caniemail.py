"""The e-mail uses what mail programs take, by the table of caniemail.com; what some do not take costs nothing there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefsmith.newsletter.issue import Issue
from briefsmith.newsletter.mail import make_mail
from briefsmith.newsletter.templates import PACKAGED, open_templates

ROWS = [
    line.split("\t") for line in (Path(__file__).parent / "caniemail.tsv").read_text().splitlines() if line[0] != "#"
]
CLIENTS = ROWS[0][1:]
TABLE = {row[0]: dict(zip(CLIENTS, row[1:], strict=True)) for row in ROWS[1:]}

# What is missing somewhere, or not in the table, and what a reader sees there.
DEGRADES = {
    "overflow-wrap": "word-break breaks long words there",
    "word-break": "overflow-wrap breaks long words there",
    "border-radius": "corners are square",
    "max-width": "Outlook gets a table of fixed width",
    "display": "a fact is a word in the line",
    "white-space": "a date may break",
    "overflow": "only of the hidden preview, which has display: none as well",
    "max-height": "only of the hidden preview",
    "hyphens": "long words wrap by overflow-wrap there",
    "-webkit-hyphens": "hyphens, for Safari",
    "text-wrap": "lines of a headline are of unequal length",
    "break-after": "only in print",
    "break-inside": "only in print",
    "color-scheme": "light",
    "at-media-prefers-color-scheme": "light",
    "supported-color-schemes": "the older name of color-scheme, for Apple Mail before 2020",
    "mso-hide": "Outlook's own",
    "-webkit-text-size-adjust": "text may grow on a turned telephone",
    "text-size-adjust": "text may grow on a turned telephone",
    "bdi": "two directions in one line may change places",
    "cite": "plain text, which is what the style makes of it anyway",
}
# The table has families, and no line for what every program takes.
NAMES = {"border-top": "border", "border-top-color": "border", "padding-top": "padding", "padding-bottom": "padding",
         "padding-left": "padding", "padding-right": "padding", "margin-left": "margin", "margin-right": "margin",
         "margin-top": "margin", "margin-bottom": "margin", "h1": "h1-h6", "h2": "h1-h6", "h3": "h1-h6", "ul": "lists", "li": "lists",
         "ol": "lists", "td": "table", "tr": "table", "tbody": "table"}  # fmt: skip
ALWAYS = {"a", "color", "font-family", "font-style", "br", "html", "head", "title", "meta"}


def missing(kind: str, name: str) -> list[str]:
    """The clients that do not take it; the name itself where the table does not know it."""
    row = TABLE.get(f"{kind}-{NAMES.get(name, name)}")
    return [name] if row is None else [client for client, answer in row.items() if answer == "n"]


def used(page: str) -> Iterator[tuple[str, str]]:
    """Every property, query of media and element of a page."""
    styles = re.findall(r'style="([^"]*)"', page)
    for sheet in re.findall(r"<style[^>]*>(.*?)</style>", page, re.DOTALL):
        styles += re.findall(r"\{([^{}]*)\}", sheet)
    for style in styles:
        yield from (
            ("css", declaration.partition(":")[0].strip()) for declaration in style.split(";") if ":" in declaration
        )
    yield from (("css", f"at-media-{name}") for name in re.findall(r"@media \((prefers-[a-z-]+)", page))
    yield from (("html", tag) for tag in re.findall(r"<([a-z][a-z0-9]*)\b", page))


@pytest.mark.parametrize("template", PACKAGED)
def test_what_is_used_is_taken_or_costs_nothing(template: str, issues: list[Issue]) -> None:
    found = set()
    for issue in issues[: 1 if template == "single" else None]:
        found |= set(used(make_mail(issue, open_templates(template)).html))
    assert len(found) > 30
    lacking = {name: missing(kind, name) for kind, name in sorted(found) if name not in ALWAYS}
    assert not {name: clients for name, clients in lacking.items() if clients and name not in DEGRADES}


def test_the_lint_can_fail() -> None:
    page = '<p style="display: grid; position: fixed">x</p><video></video>'
    assert {name for kind, name in used(page) if missing(kind, name)} >= {"position", "video"}
