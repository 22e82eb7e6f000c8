"""How a reader sees that a translation is doubtful."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from briefsmith.batch.rows import brief_rows
from briefsmith.errors import ExitCode
from briefsmith.jobs import exit_code
from briefsmith.model import Result
from briefsmith.render import FORMATS, render
from briefsmith.render.common import SIGN_MEANS, count_words

SIGN = "\u00a0(?)"


@pytest.fixture
def doubted(result: Result) -> Result:
    """The last brief with a doubtful headline and first sentence."""
    *others, last = result.briefs
    first = replace(last.sentences[0], doubt=0.9, level="doubtful")
    brief = replace(last, headline_doubt=0.7, headline_level="doubtful", sentences=(first, *last.sentences[1:]))
    return replace(result, briefs=(*others, brief))


@pytest.mark.parametrize("footnotes", [False, True])
@pytest.mark.parametrize("format", ["html", "md", "text"])
def test_the_sign_is_there_and_explained_once(format: str, footnotes: bool, doubted: Result) -> None:
    text = render([doubted], format, footnotes=footnotes)
    assert text.count(SIGN) == 2
    assert text.count(SIGN_MEANS) == 1


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_without_doubt_there_is_no_sign(format: str, result: Result) -> None:
    assert "(?)" not in render([result], format)


def test_json_has_the_figures_and_the_text_without_signs(doubted: Result) -> None:
    brief = json.loads(render([doubted], "json"))["briefs"][-1]
    assert (brief["headline_doubt"], brief["headline_level"]) == (0.7, "doubtful")
    assert (brief["sentences"][0]["doubt"], brief["sentences"][0]["level"]) == (0.9, "doubtful")
    assert "(?)" not in brief["text"]
    assert Result.from_json(doubted.to_json()) == doubted


def test_the_sign_is_no_word(doubted: Result, result: Result) -> None:
    assert f" · {count_words(result.briefs[-1])} words" in render([doubted], "html")


def test_strict_fails_on_doubt(doubted: Result, result: Result) -> None:
    plain = replace(result, briefs=tuple(replace(b, checks=()) for b in result.briefs), failures=())
    shaky = replace(doubted, briefs=tuple(replace(b, checks=()) for b in doubted.briefs), failures=())
    assert exit_code([plain], strict=True) == ExitCode.OK
    assert exit_code([shaky], strict=True) == ExitCode.STRICT
    assert exit_code([shaky]) == ExitCode.OK


def test_rows_have_the_levels(doubted: Result) -> None:
    row = brief_rows(doubted)[-1]
    assert row["levels"][0] == row["headline_level"] == "doubtful"
    assert len(row["levels"]) == len(row["sentences"])
