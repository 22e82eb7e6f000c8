"""Stories, not articles: clusters, ranking, and what earlier issues had."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from briefsmith.errors import InputError
from briefsmith.model import Check, Result
from briefsmith.newsletter.choice import choose
from briefsmith.newsletter.clusters import clusters
from briefsmith.newsletter.make import IssueOptions, make_issue, render_issue
from briefsmith.newsletter.select import best, earlier_keys, ledger_text, stories_of
from briefsmith.newsletter.templates import open_templates
from briefsmith.render import render
from cli.conftest import Cli
from conftest import REPO

from .samples import DATE, brief, clean

MILL = (
    "The old mill at Brindle will reopen on 12 June as a school.",
    "Rosa Lind paid 3.4 million dollars.",
    "It has 14 rooms.",
)
AGAIN = (
    "Brindle gets a school: the mill opens in June.",
    "The work cost 3.4 million dollars, says Rosa Lind.",
    "Pupils come soon.",
)
WORDS = ("houses", "boats", "roads", "parks", "mills", "lamps", "bells", "walls")
FLOOD = ("Rain flooded 31 streets in Tamworth.", "Helena Okafor said the dam had held.", "Boats rescued 250 people.")


def article(id: str, texts: Sequence[str], **metadata: str) -> Result:
    made = clean({"title": texts[0], **metadata}, texts, id)
    return Result(id, made, (replace(brief("en", "1s", texts[0], {1: texts[1]}), document_id=id),))


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("stories", REPO / "benchmarks/stories.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_reports_of_forty_events_are_told_apart(benchmark: ModuleType) -> None:
    results, events = benchmark.reports(5)
    assert len(set(events)) == 40
    _, _, f1 = benchmark.scores(clusters(results), events)
    assert f1 >= 0.9


def test_two_reports_in_different_words_are_one_story() -> None:
    assert clusters([article("a", MILL), article("b", FLOOD), article("c", AGAIN)]) == [[0, 2], [1]]
    assert clusters([]) == []
    assert clusters([Result("gone"), article("b", FLOOD), Result("lost")]) == [[0], [1], [2]]


def test_reports_weeks_apart_are_two_stories() -> None:
    assert clusters([article("a", MILL, date="2026-05-02"), article("c", AGAIN, date="2026-05-22")]) == [[0], [1]]


def test_the_ranking_can_be_read() -> None:
    results = [
        article("old", FLOOD, date="2026-05-02", sitename="A"),
        article("a", MILL, date="2026-05-08", sitename="The Mill Post"),
        article("b", AGAIN, date="2026-05-07", sitename="Ellery Echo"),
    ]
    stories = stories_of(results)
    assert [(s.told.document_id, [o.document_id for o in s.others]) for s in stories] == [("old", []), ("a", ["b"])]
    assert [s.reason for s in best(stories, 2)] == [
        "8.8 points: 3.0 for 2 sources, 4.0 for its age (0.0 days older than the newest), 1.8 for place 2",
        "2.0 points: 0.0 for 1 source, 0.0 for its age (6.0 days older than the newest), 2.0 for place 1",
    ]
    assert [story.told.document_id for story in stories_of(results, each=True)] == ["old", "a", "b"]


def test_of_those_left_out_the_next_best_are_named() -> None:
    results = [article(f"a{n}", (f"Town {n} builds {n + 20} {word}.", f"{word} {n}")) for n, word in enumerate(WORDS)]
    notes = choose(results, most=1).notes
    assert notes[0].startswith("1. a0: 2.0 points")
    assert [note.split(":")[1].strip() for note in notes[1:6]] == ["a1", "a2", "a3", "a4", "a5"]
    assert notes[6:] == ("left out: 2 more with fewer points",)


def test_all_sources_are_named_in_every_format() -> None:
    first = article("a", MILL, sitename="The Mill Post", url="https://mill.example/1")
    other = article("b", AGAIN, sitename="Ellery <Echo>", url="https://echo.example/2")
    choice = choose([first, other])
    made = make_issue(choice.told, "en", IssueOptions("T", DATE, folder_url="https://e.org/"), None, choice.others)
    assert made is not None
    assert len(made.stories) == 1
    for name, text in render_issue(made, open_templates("digest")).files.items():
        if name.endswith((".html", ".txt", ".md", ".xml", ".json")):
            assert "https://mill.example/1" in text, name
            assert "https://echo.example/2" in text, name
            assert "Ellery" in text, name


def test_what_another_report_adds_is_told_with_its_source() -> None:
    first = article("a", MILL, sitename="The Mill Post")
    second = article("b", (*AGAIN, "A café will open in the old granary next to it."), sitename="Ellery Echo")
    said = brief("en", "3s", AGAIN[0], {1: AGAIN[1], 3: "A café will open in the old granary next to it."})
    flagged = replace(said, checks=(Check("facts", "flagged", "no", 0), Check("facts", "flagged", "no", 1)))
    for briefs, bullets in ((said, ("A café will open in the old granary next to it. (Ellery Echo)",)), (flagged, ())):
        other = replace(second, briefs=(briefs,))
        made = make_issue([first], "en", IssueOptions("T", DATE), None, {"a": (other,)})
        assert made is not None
        assert made.stories[0].bullets == bullets


def test_the_command_chooses_says_why_and_does_not_repeat_itself(cli: Cli, tmp_path: Path) -> None:
    results = [
        article("flood", FLOOD, url="https://e.org/1"),
        article("mill", MILL, url="https://e.org/2", sitename="A"),
        article("mill-2", AGAIN, url="https://e.org/3", sitename="B"),
    ]
    (tmp_path / "briefs.json").write_text(render(results, "json"))
    arguments = ("newsletter", "briefs.json", "--lang", "en", "--ledger", "sent.jsonl")
    done = cli(*arguments, "--max-stories", "1", "--out", "one")
    assert done.code == 0
    assert "note: one story of 2 reports: mill, mill-2" in done.err
    assert "note: 1. mill: 4.8 points: 3.0 for 2 sources" in done.err
    assert "note: left out: flood: 2.0 points" in done.err
    (entry,) = [json.loads(line) for line in (tmp_path / "sent.jsonl").read_text().splitlines()]
    assert entry["keys"] == ["https://e.org/2", "https://e.org/3"]
    assert cli(*arguments, "--max-stories", "1", "--out", "one").code == 0  # the same issue again
    plan = tmp_path / "one/issue.yaml"
    plan.write_text(plan.read_text().replace("drop: false", "drop: true"))
    cli(*arguments, "--max-stories", "1", "--out", "one")
    assert json.loads((tmp_path / "sent.jsonl").read_text())["keys"] == []  # what was dropped was not sent
    plan.write_text(plan.read_text().replace("drop: true", "drop: false"))
    cli(*arguments, "--max-stories", "1", "--out", "one")
    done = cli(*arguments, "--out", "two")
    assert "stories that an earlier issue had, left out: 1" in done.err
    page = (tmp_path / "two/en.txt").read_text()
    assert FLOOD[0].removesuffix(".") in page
    assert "Brindle" not in page
    done = cli(*arguments, "--out", "three")
    assert done.code == 1
    assert "there is nothing new to send: an earlier issue had every story" in done.err
    assert not (tmp_path / "three").exists()


def test_each_article_can_be_a_story(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "briefs.json").write_text(render([article("a", MILL), article("b", AGAIN)], "json"))
    cli("newsletter", "briefs.json", "--lang", "en", "--each-article", "--out", "issue")
    assert "Brindle gets a school" in (tmp_path / "issue/en.txt").read_text()


def test_what_is_no_ledger_is_said(tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    assert earlier_keys(path, "x") == set()
    path.write_text(ledger_text(path, "one", ["b", "a"]))
    assert earlier_keys(path, "two") == {"a", "b"}
    assert earlier_keys(path, "one") == set()
    path.write_text("[1]\n")
    with pytest.raises(InputError, match="is not a ledger that"):
        earlier_keys(path, "x")
