"""Elements with too many attributes: libxml2 takes a minute and a half for 100,000 of them."""

from __future__ import annotations

import pytest

from briefsmith.sources.html import extract_html
from briefsmith.sources.tags import MOST_ATTRIBUTES, trim_attributes

PARAGRAPHS = "<p>The bridge over the river holds, and the town is glad of it today.</p>" * 5


def attributes(count: int, value: str = '="x"') -> str:
    return "".join(f" a{i}{value}" for i in range(count))


@pytest.mark.parametrize("value", ['="x"', "", "='>'", '="<p"', " = x"])
def test_the_first_attributes_stay(value: str) -> None:
    page = f"<div{attributes(1000, value)}>{PARAGRAPHS}</div>"
    assert trim_attributes(page) == f"<div{attributes(MOST_ATTRIBUTES, value)}>{PARAGRAPHS}</div>"


@pytest.mark.parametrize(
    "page",
    [
        f"<div{attributes(MOST_ATTRIBUTES)}>{PARAGRAPHS}",
        "<p>1 < 2 and a<b</p>",
        f"<script>if (a<b{attributes(1000)}) {{ '</' }}</script>{PARAGRAPHS}",
        f"<!-- <p{attributes(1000)}> -->{PARAGRAPHS}",
        "<a href='",
        "<!-- ",
        "<",
        "",
    ],
)
def test_anything_else_is_unchanged(page: str) -> None:
    assert trim_attributes(page) == page


def test_an_article_below_100000_attributes_is_read() -> None:
    page = f"<html><body><article><div{attributes(100_000)}>{PARAGRAPHS}</div></article></body></html>"
    assert extract_html(page, "page.html").text.startswith("The bridge over the river holds")
