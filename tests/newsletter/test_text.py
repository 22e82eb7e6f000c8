from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsmith.newsletter.text import one_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\r\nBcc: x@example.org", "a Bcc: x@example.org"),
        ("safe\u202egnp.exe\u202c", "safegnp.exe"),
        ("\u2066isolated\u2069 \x00\x1b[31mred\ud800", "isolated [31mred"),
        ("می\u200cخواهم \u200fعربي", "می\u200cخواهم \u200fعربي"),
        ("line\u2028paragraph\u2029end", "line paragraph end"),
    ],
)
def test_what_must_not_stand_in_a_line_goes(text: str, line: str) -> None:
    assert one_line(text) == line


def test_long_text_is_cut_at_a_word() -> None:
    assert one_line("one two three four", 12) == "one two…"
    assert one_line("x" * 100, 12) == "x" * 11 + "…"


@given(st.text(), st.integers(2, 50))
def test_a_line_is_one_line_within_its_limit(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert len(line.splitlines()) <= 1
    assert len(line) <= limit
    assert one_line(line, limit) == line


@pytest.mark.parametrize("tag", ["{{ 7*7 }}", "{% for x in y %}", "{# c #}", "*|FNAME|*", "<% x %>", "{{{a}}}"])
def test_tags_of_templates_are_broken_and_look_the_same(tag: str) -> None:
    line = one_line(f"The {tag} mayor")
    assert line.replace("\u2060", "") == f"The {tag} mayor"
    assert not re.search(r"\{\{|\}\}|\{%|%\}|\{#|#\}|\*\||\|\*|<%|%>", line)
