from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from syrupy.assertion import SnapshotAssertion

from briefsmith.model import Brief, BriefSentence, Check, Result
from briefsmith.render import FORMATS, file_name, render
from briefsmith.render.html import web_address
from briefsmith.render.markdown import escape


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_several_briefs(format: str, result: Result, snapshot: SnapshotAssertion) -> None:
    assert render([result], format) == snapshot


@pytest.mark.parametrize("format", ["md", "text"])
def test_one_brief(format: str, result: Result, snapshot: SnapshotAssertion) -> None:
    assert render([replace(result, briefs=result.briefs[:1])], format) == snapshot


@pytest.mark.parametrize("format", ["md", "text", "html"])
def test_a_raised_flag_is_shown(format: str, result: Result) -> None:
    flagged = replace(
        result.briefs[0], checks=(Check("numbers", "flagged", "3 became 4"), Check("length", "passed", "fine"))
    )
    text = render([replace(result, briefs=(flagged,))], format)
    assert "3 became 4" in text
    assert "fine" not in text


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_nothing_rendered_of_nothing(format: str) -> None:
    assert render([], format).strip() in {"", "[]"}


@example("#")
@example("&amp; &#65;")
@example("1. one")
@example("- - -")
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])).map(lambda t: " ".join(t.split())))
def test_escaped_markdown_reads_as_the_text(text: str) -> None:
    tokens = MarkdownIt().parse(escape(text))
    inline = [child for token in tokens for child in token.children or []]
    assert {t.type for t in inline} <= {"text", "text_special"}
    assert "".join(t.content for t in inline) == text


def test_front_matter_survives_hostile_titles(result: Result) -> None:
    assert result.clean is not None
    nasty = {"title": "a: b\n---\n# x", "author": "'\"{}", "date": "no"}
    document = replace(result.clean.document, metadata=nasty)
    text = render([replace(result, clean=replace(result.clean, document=document))], "md")
    assert text.startswith("---\n")
    front = yaml.safe_load(text[4:].split("\n---\n")[0])
    assert front["source_title"] == "a: b --- # x"
    assert front["author"] == nasty["author"]
    assert front["date"] == "no"


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str | None] = []
        self.languages: list[tuple[str | None, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        attributes = dict(attrs)
        if tag == "a":
            self.links.append(attributes["href"])
        if tag == "article":
            self.languages.append((attributes["lang"], attributes["dir"]))


def test_html_is_escaped_and_says_its_language(result: Result) -> None:
    page = _Scripts()
    page.feed(render([result], "html"))
    assert "script" not in page.tags
    assert "b" not in page.tags
    assert page.links == []
    assert page.languages == [("en", "ltr"), ("ar", "rtl")]


@pytest.mark.parametrize(
    ("url", "allowed"),
    [("https://example.com/a?b=c", True), ("HTTP://example.com", True), ("javascript:alert(1)", False),
     ("data:text/html,x", False), ("//example.com", False), ("http://[", False)],
)  # fmt: skip
def test_only_web_addresses_are_links(url: str, allowed: bool) -> None:
    assert web_address(url) == (url if allowed else "")


def test_json_is_an_object_for_one_and_a_list_for_several(result: Result) -> None:
    one = json.loads(render([result], "json"))
    assert json.loads(render([result, result], "json")) == [one, one]
    assert one["briefs"][0]["text"] == result.briefs[0].text()
    assert one["document"]["sentences"][0]["text"] == "Rain <b>fell</b> & stopped."
    assert "text" not in one["document"]


def test_scripts_without_spaces_get_none_between_sentences(result: Result) -> None:
    chinese = Brief("d", "zh", "short", "雨", (BriefSentence("下雨了。", (0,)), BriefSentence("雨停了。", (1,))))
    assert "下雨了。雨停了。" in render([replace(result, briefs=(chinese,))], "text")


def test_file_names(result: Result) -> None:
    assert [file_name(b, "text") for b in result.briefs] == ["wet-day.en.short.txt", "wet-day.ar.short.txt"]


@pytest.mark.parametrize(
    ("format", "shown"),
    [
        ("md", "\n- One \\*point\\*.\n- Another.\n"),
        ("text", "\n- One *point*.\n- Another.\n"),
        ("html", "<ul>\n<li>One *point*.</li>\n<li>Another.</li>\n</ul>"),
        ("json", '"text": "One *point*.\\nAnother."'),
    ],
)
def test_key_points_are_a_list(format: str, shown: str, result: Result) -> None:
    points = (BriefSentence("One *point*.", (0,)), BriefSentence("Another.", (1,)))
    brief = replace(result.briefs[0], length="3p", sentences=points, checks=())
    assert shown in render([replace(result, briefs=(brief,))], format)


def test_the_table_of_formats_is_light() -> None:
    code = "import sys, briefsmith.render; print({'jinja2', 'yaml', 'briefsmith.model'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
