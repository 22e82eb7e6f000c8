"""A whole run with the fixed engine: what is worked, written, counted, and in which order."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from briefsmith.batch.local import RunOptions, Task, dry_run
from briefsmith.batch.sinks import Places
from briefsmith.errors import EngineError, ExitCode, ModelUnavailableError, UsageError
from briefsmith.settings import Settings
from briefsmith.wiring.batch import batch_job

from . import fakes
from .conftest import Run, article, briefs, folder

Log = Callable[[], list[str]]


def test_a_file_for_each_brief_in_the_order_of_the_input(run: Run, tmp_path: Path) -> None:
    folder(tmp_path / "in", {f"{name}.txt": article(n) for n, name in enumerate(["b", "a", "sub/c", ".hidden"])})
    ran = run("in", "out", settings={"lengths": ("short", "headline"), "languages": ("en", "de")})
    order = [
        f"out/{name}.{lang}.{length}.md"
        for name in ("a", "b", "sub-c")
        for lang in ("en", "de")
        for length in ("short", "headline")
    ]
    assert ran.paths == order
    assert sorted(briefs(tmp_path / "out")) == sorted(Path(path).name for path in order)
    assert "opens bridge number 0" in (tmp_path / "out/b.en.short.md").read_text()
    assert ran.outcome.exit_code is ExitCode.OK


@pytest.mark.parametrize("out", ["out", "out.jsonl", "out.parquet"])
def test_results_depend_neither_on_jobs_nor_on_groups(run: Run, tmp_path: Path, out: str) -> None:
    folder(tmp_path / "in", {f"{n}.txt": article(n) for n in range(23)})
    found = []
    for number, (jobs, group) in enumerate([(1, 64), (2, 5), (1, 1)]):
        target = tmp_path / str(number) / out
        ran = run("in", str(target), settings={"batch": {"jobs": jobs, "group": group}})
        found.append((briefs(target) if target.is_dir() else target.read_bytes(), [Path(p).name for p in ran.paths]))
    assert found[0] == found[1] == found[2]


def test_what_is_done_is_not_done_again_and_what_changed_is(run: Run, tmp_path: Path, log: Log) -> None:
    source = tmp_path / "in"
    folder(source, {f"{n}.txt": article(n) for n in range(4)})
    assert run("in", "out").outcome.counts.worked == 4
    log()
    again = run("in", "out")
    assert (again.paths, log(), again.outcome.counts.unchanged) == ([], [], 4)

    (source / "2.txt").write_text(article(20))
    (source / "0.txt").rename(source / "moved.txt")
    after = run("in", "out")
    assert log() == [article(20).split("\n")[0]]
    assert after.paths == ["out/2.de.short.md", "out/moved.de.short.md"]
    assert (tmp_path / "out/moved.de.short.md").read_text() == (
        (tmp_path / "out/0.de.short.md").read_text().replace("document: '0'", "document: moved")
    )


def test_other_settings_are_other_work_and_another_format_is_not(run: Run, tmp_path: Path, log: Log) -> None:
    folder(tmp_path / "in", {"a.txt": article(1)})
    run("in", "out")
    log()
    assert run("in", "out", settings={"format": "html"}).paths == ["out/a.de.short.html"]
    assert log() == []
    assert run("in", "out", settings={"lengths": ("1s",)}).paths == ["out/a.de.1s.md"]
    assert len(log()) == 1
    assert run("in", "out", resume=False).outcome.counts.worked == 1


def test_one_text_in_many_places_is_worked_once(run: Run, tmp_path: Path, log: Log) -> None:
    rows = [
        {"id": f"r{n}", "text": article(n % 2), "url": f"https://example.org/{n}", "author": f"A. {n}"}
        for n in range(6)
    ]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    ran = run("in.jsonl", "out.jsonl", settings={"batch": {"group": 2}})
    assert len(log()) == 2
    assert ran.outcome.counts.worked == 2
    made = [json.loads(line) for line in Path("out.jsonl").read_text().splitlines()]
    assert [(row["id"], row["url"], row["author"]) for row in made] == [
        (row["id"], row["url"], row["author"]) for row in rows
    ]
    assert len({row["headline"] for row in made}) == 2


def test_what_fails_is_counted_and_the_rest_goes_on(run: Run, tmp_path: Path, log: Log) -> None:
    texts = {f"{n}.txt": article(n) for n in range(5)}
    folder(tmp_path / "in", texts | {"1.txt": fakes.BROKEN, "3.txt": "", "4.txt": "404"})
    ran = run("in", "out", settings={"batch": {"group": 2}})
    counts = ran.outcome.counts
    assert (counts.documents, counts.failed, counts.briefs) == (5, 3, 2)
    assert ran.outcome.exit_code is ExitCode.FAILED
    report = (tmp_path / "out/failures.txt").read_text()
    assert "3 of 5 documents failed" in report
    assert "1 (in/1.txt): ValueError: broken" in report
    assert "in/3.txt is empty" in report
    log()

    again = run("in", "out")
    assert (log(), again.outcome.counts.failed) == ([], 3)
    (tmp_path / "in/3.txt").write_text(article(3))
    assert run("in", "out", retry_failed=True).outcome.counts.failed == 2
    assert fakes.BROKEN in log()


def test_a_failure_speaks_of_the_document_not_of_the_work(run: Run, tmp_path: Path) -> None:
    folder(tmp_path / "in", {"a.txt": "404", "b.txt": "404"})
    run("in", "out")
    report = (tmp_path / "out/failures.txt").read_text()
    assert "(in/a.txt): a has no" in report or "The language of a is uncertain" in report
    assert "(in/b.txt): b has no" in report or "The language of b is uncertain" in report


def test_the_report_goes_when_nothing_fails_any_more(run: Run, tmp_path: Path) -> None:
    folder(tmp_path / "in", {"a.txt": ""})
    run("in", "out")
    (tmp_path / "in/a.txt").write_text(article(1))
    run("in", "out")
    assert not (tmp_path / "out/failures.txt").exists()


def test_fail_fast_stops_and_the_next_run_goes_on(run: Run, tmp_path: Path) -> None:
    folder(tmp_path / "in", {f"{n:02}.txt": article(n) for n in range(30)} | {"01.txt": fakes.BROKEN})
    ran = run("in", "out", fail_fast=True, settings={"batch": {"group": 2}})
    assert (ran.outcome.ending, ran.outcome.exit_code) == ("failed", ExitCode.FAILED)
    assert ran.outcome.counts.documents == 2
    assert run("in", "out").outcome.counts.documents == 30


def test_an_engine_that_dies_costs_one_document(run: Run, tmp_path: Path) -> None:
    folder(tmp_path / "in", {f"{n:02}.txt": article(n) for n in range(12)} | {"07.txt": article(7, fakes.DEADLY)})
    ran = run("in", "out", settings={"batch": {"group": 12}})
    assert (ran.outcome.counts.failed, ran.outcome.counts.briefs) == (1, 11)
    assert ran.outcome.counts.restarts == 6  # groups of 12, 6, 3 and 2, then twice alone
    assert (
        "07 (in/07.txt): the engine died on this document, 2 times (killed: out of memory"
        in Path("out/failures.txt").read_text()
    )
    whole = run("in", "whole", settings={"batch": {"group": 1}})
    assert briefs(tmp_path / "out") == briefs(tmp_path / "whole")
    assert whole.outcome.exit_code is ExitCode.FAILED


def test_a_document_that_was_killed_from_outside_is_worked(run: Run, tmp_path: Path, log: Log) -> None:
    folder(tmp_path / "in", {"a.txt": article(1, fakes.ONCE)})
    assert run("in", "out").outcome.exit_code is ExitCode.OK


def test_no_engine_is_said_once(run: Run, tmp_path: Path) -> None:
    folder(tmp_path / "in", {"a.txt": article(1)})
    with pytest.raises(ModelUnavailableError, match="there is no such model"):
        run("in", "out", make=fakes.make_nothing)
    with pytest.raises(EngineError, match="3 worker processes ended before they were ready"):
        run("in", "out", make=fakes.die_at_once)


def test_a_stage_that_miscounts_is_fatal(run: Run, tmp_path: Path) -> None:
    folder(tmp_path / "in", {"a.txt": article(1)})
    with pytest.raises(EngineError, match="returned 0 outputs for 1 inputs"):
        run("in", "out", make=fakes.make_miscounting)


def test_an_article_over_the_limit_is_refused_alone(run: Run, tmp_path: Path) -> None:
    rows = [{"text": article(1)}, {"text": article(2) * 100}, {"text": article(3)}]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    ran = run("in.jsonl", "out", settings={"batch": {"max_characters": 5000}})
    assert (ran.outcome.counts.briefs, ran.outcome.counts.kinds) == (2, {"too_large": 1})


def test_limit_and_dry_run(run: Run, tmp_path: Path) -> None:
    folder(tmp_path / "in", {f"{n}.txt": article(n % 4) for n in range(6)} | {"9.txt": ""})
    assert run("in", "out", limit=2).outcome.counts.documents == 2
    settings = Settings(source_language="en", languages=("de",), lengths=("short",))
    task = Task("in", Places.of("out"), batch_job(settings, fakes.make))
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.md")}
    found, failures = dry_run(task)
    # 0 and 1 are done, 2 and 3 are new, 4 and 5 have the texts of 0 and 1.
    assert (found.documents, found.done, found.to_work, found.to_write, found.unreadable) == (7, 2, 2, 2, 1)
    assert [failure.kind for failure in failures] == ["empty"]
    assert before == {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.md")}
    assert dry_run(Task("in", Places.of("none"), batch_job(Settings()), RunOptions()))[0].to_work == 4
    assert not (tmp_path / "none").exists()


def test_the_manifest_says_what_made_the_briefs(run: Run, tmp_path: Path) -> None:
    folder(tmp_path / "in", {"a.txt": article(1), "b.txt": ""})
    run("in", "out")
    manifest = json.loads((tmp_path / "out/manifest.json").read_text())
    assert manifest["counts"]["documents"] == 2
    assert manifest["counts"]["kinds"] == {"empty": 1}
    assert manifest["settings"]["languages"] == ["de"]
    assert manifest["models"]["en-de"]
    assert manifest["ending"] == "complete"


def test_the_first_interrupt_finishes_what_is_in_hand(run: Run, tmp_path: Path) -> None:
    folder(tmp_path / "in", {f"{n:04}.txt": article(n) for n in range(600)})

    def interrupt() -> None:
        ledger = tmp_path / "out/.briefsmith/ledger.sqlite"
        while not (ledger.exists() and any((tmp_path / "out").glob("*.md"))):
            time.sleep(0.005)
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    thread.start()
    ran = run("in", "out", settings={"batch": {"group": 8}})
    thread.join()
    assert (ran.outcome.ending, ran.outcome.exit_code) == ("interrupted", ExitCode.INTERRUPTED)
    assert "finishing the current batch" in ran.told
    done = ran.outcome.counts.documents
    assert 0 < done < 600
    assert len(briefs(tmp_path / "out")) == done == len(ran.paths)
    assert run("in", "out").outcome.counts.unchanged == done


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("nowhere", "there is no file or folder nowhere"),
        ("nowhere.jsonl", "there is no file nowhere.jsonl"),
        ("none/*.txt", "no file matches none/*.txt"),
        ("one.txt", "is one article: use 'briefsmith run one.txt'"),
        ("columns.jsonl", "has no column 'text'; it has title, body. Name the right one with --text-column"),
        ("columns.csv", "has no column 'text'; it has title, body"),
    ],
)
def test_an_input_that_is_no_collection(run: Run, tmp_path: Path, spec: str, message: str) -> None:
    (tmp_path / "one.txt").write_text(article(1))
    (tmp_path / "columns.jsonl").write_text('{"title": "x", "body": "y"}\n')
    (tmp_path / "columns.csv").write_text("title,body\nx,y\n")
    with pytest.raises(UsageError) as caught:
        run(spec, "out")
    assert message in str(caught.value)


@pytest.mark.parametrize("out", ["brief.md", "file"])
def test_an_output_that_is_neither_folder_nor_table(tmp_path: Path, out: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match=r"choose a folder, or a file that ends in \.jsonl, \.parquet, \.csv or \.tsv"):
        Places.of(out)
