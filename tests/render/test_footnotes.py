from __future__ import annotations

from dataclasses import replace

import pytest

from briefsmith.model import Result
from briefsmith.render import render


@pytest.mark.parametrize(
    ("format", "mark", "note"),
    [
        ("md", "stopped.[^1]", "\n[^1]: Rain \\<b\\>fell\\</b\\> & stopped."),
        ("text", "stopped.[1]", "\n[1] Rain <b>fell</b> & stopped."),
        ("html", 'stopped.<sup><a href="#note-1"', '<li id="note-1">Rain &lt;b&gt;fell&lt;/b&gt; &amp; stopped.'),
    ],
)
def test_each_sentence_points_to_its_source(format: str, mark: str, note: str, result: Result) -> None:
    english = replace(result, briefs=result.briefs[:1])
    text = render([english], format, footnotes=True)
    assert mark in text
    assert note in text
    assert "\ue000" not in text


@pytest.mark.parametrize("format", ["md", "text", "html"])
def test_numbers_go_on_from_brief_to_brief_and_a_translation_points_to_the_original(
    format: str, result: Result
) -> None:
    text = render([result], format, footnotes=True)
    marks = {"md": "[^3]: Rain", "text": "[3] Rain", "html": '<li id="note-3">Rain'}
    assert marks[format] in text


@pytest.mark.parametrize("format", ["md", "text", "html", "json"])
def test_without_them_nothing_is_added(format: str, result: Result) -> None:
    plain = render([result], format)
    assert "note-1" not in plain
    assert "[1]" not in plain
    assert (render([result], format, footnotes=True) == plain) is (format == "json")
