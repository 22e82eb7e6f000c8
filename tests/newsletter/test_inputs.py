from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from briefsmith.errors import InputError
from briefsmith.model import Document, Failure, Result
from briefsmith.newsletter.briefs import is_briefs, read_briefs, write_briefs
from briefsmith.newsletter.inputs import gather
from briefsmith.newsletter.run import run_items, troubles
from briefsmith.render import render
from briefsmith.sources import ReadOptions
from briefsmith.stages import Pipeline

from .samples import ARTICLES, result

FEED = """<rss version="2.0"><channel><title>Mill</title>
<item><title>One</title><description>A first text.</description></item>
<item><title>Two</title><description>A second text.</description></item></channel></rss>"""


def test_briefs_are_read_back_as_they_were() -> None:
    whole = result()
    (back,) = read_briefs(write_briefs([whole]).encode(), "briefs.json")
    assert whole.clean is not None
    assert back == replace(whole, clean=replace(whole.clean, document=replace(whole.clean.document, text="")))
    assert write_briefs([back]) == write_briefs([whole])


def test_the_output_of_run_is_read() -> None:
    one, failed = result(), Result("gone", failures=(Failure("gone", "read", "missing", "there is no file gone"),))
    assert len(read_briefs(render([one], "json").encode(), "x")) == 1
    back = read_briefs(render([one, failed], "json").encode(), "x")
    assert back[1] == failed
    assert write_briefs([one, failed]) == render([one, failed], "json")


@pytest.mark.parametrize(
    "data", [b'{"document": 1, "briefs": []}', b'[{"document": {"id": "x"}, "briefs": [{}]}]', b'{"document" "briefs"']
)
def test_what_only_looks_like_briefs_is_said(data: bytes) -> None:
    assert is_briefs(data)
    with pytest.raises(InputError, match=r"old\.json looks like briefs, but") as caught:
        read_briefs(data, "old.json")
    assert caught.value.kind == "not_briefs"


def test_other_json_is_no_briefs() -> None:
    assert not is_briefs(b'{"briefs": 1}')
    assert not is_briefs(b"briefs document")


def test_all_kinds_of_inputs_keep_their_order(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(FEED)
    (tmp_path / "old.json").write_text(render([result()], "json"))
    (tmp_path / "empty").mkdir()
    items = gather(["old.json", "feed.xml", str(ARTICLES), "gone.txt", "empty"], ReadOptions(), "de")
    kinds = [(type(item), item.document_id if isinstance(item, Result | Failure) else item.id) for item in items]
    assert kinds == [
        (Result, "mill"),
        (Document, "one"),
        (Document, "two"),
        *((Document, language) for language in ("ar", "de", "es", "fr", "ja")),
        (Failure, "gone.txt"),
        (Failure, "empty"),
    ]
    assert all(item.language == "de" for item in items if isinstance(item, Document))


@pytest.mark.parametrize(("name", "text"), [("a.json", '{"a": 1}'), ("a.rss", "<html>")])
def test_a_feed_that_is_none_is_not_taken_for_an_article(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    (failure,) = gather([name], ReadOptions())
    assert isinstance(failure, Failure)
    assert failure.kind == "unsupported"


def nothing(batch: object) -> list[object]:
    raise AssertionError("there is nothing to run")


nothing.name = "nothing"  # type: ignore[attr-defined]


def test_earlier_briefs_say_which_language_they_lack() -> None:
    pipeline = Pipeline(nothing, nothing)  # type: ignore[arg-type]
    (made,) = run_items([result()], pipeline, ("de", "fr"))
    (failure,) = made.failures
    assert failure.kind == "language_missing"
    assert list(troubles([made])) == ["the briefs of mill are not in French; make them with 'briefsmith run --lang'"]


def test_trouble_that_articles_share_is_told_once() -> None:
    def failed(name: str, message: str) -> Result:
        return Result(name, failures=(Failure(name, "translate", "model_unavailable", message),))

    results = [
        failed("a", "no model"),
        failed("b", "no model"),
        failed("c.txt", "there is no file c.txt"),
        failed("d", "broken"),
    ]
    assert list(troubles(results)) == ["2 articles: no model", "there is no file c.txt", "d: broken"]


def test_json_stays_a_list_for_one() -> None:
    assert isinstance(json.loads(write_briefs([result()])), list)
