"""Markdown: markup is removed, prose is kept, front matter becomes metadata."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsmith.errors import InputError
from briefsmith.sources.markdown import extract_markdown, split_front_matter

NOTE = """---
title: "The bridge at Altdorf: a report"
date: 2026-05-03
authors: [Ines Weber, Karl Ott]
canonical_url: https://example.org/bridge
lang: no
tags: {a: b}
---

# The bridge

The river rose by **two metres** in the *night*[^1], says
[the mayor](https://example.org/mayor "Her page").

![A bridge](bridge.jpg)

- Nobody was `hurt` &amp; nobody left
- See <https://example.org/more> for more

> "It held," she said.

```python
print("not prose")
```

| a | b |
|---|---|
| 1 | 2 |

<div class="box">Boxed <b>text</b>.</div>
<script>alert("no")</script>

[^1]: According to the town.
"""


def test_prose_stays_and_markup_goes() -> None:
    found = extract_markdown(NOTE, "note.md")
    assert found.text.split("\n\n") == [
        "The bridge",
        "The river rose by two metres in the night, says\nthe mayor.",
        "Nobody was hurt & nobody left",
        "See  for more",
        '"It held," she said.',
        "Boxed text.",
        "According to the town.",
    ]
    assert found.metadata == {
        "title": "The bridge at Altdorf: a report",
        "author": "Ines Weber, Karl Ott",
        "date": "2026-05-03",
        "url": "https://example.org/bridge",
        "language": "no",
    }


def test_first_heading_is_the_title_where_front_matter_has_none() -> None:
    assert extract_markdown("# Rain *today*\n\nIt rained.", "x").metadata == {"title": "Rain today"}
    assert extract_markdown("It rained.\n\n# Rain\n", "x").metadata == {}


@pytest.mark.parametrize("broken", ["title: Rain\n  bad: [", "title: Rain\nnote: a: b: c", "title: 'Rain\nother: x"])
def test_broken_front_matter_is_read_line_by_line(broken: str) -> None:
    metadata, body = split_front_matter(f"---\n{broken}\n---\nIt rained.")
    assert metadata["title"].strip("'") == "Rain"
    assert body == "It rained."


def test_a_rule_at_the_start_is_no_front_matter() -> None:
    assert extract_markdown("---\nIt rained.\n---\nAll day.", "x").text == "It rained.\n\nAll day."


def test_only_code_and_images_is_refused() -> None:
    with pytest.raises(InputError, match=r"no prose") as caught:
        extract_markdown("![a](b.png)\n\n```\ncode\n```\n", "x.md")
    assert caught.value.kind == "empty"


@given(st.text(st.sampled_from("a-:# \n[]*`>!|<x&;1.'\"{}") | st.characters(exclude_categories=["Cs"]), max_size=120))
def test_any_markdown_is_read_or_refused(source: str) -> None:
    try:
        assert extract_markdown(f"---\n{source}", "x").text.strip()
    except InputError as error:
        assert error.kind == "empty"  # noqa: PT017
