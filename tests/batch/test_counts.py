from __future__ import annotations

import io

import pytest
from rich.console import Console

from briefsmith.batch import counts as c

COUNTS = c.Counts(
    documents=120, worked=100, failed=2, words_in=84_000, words_out=4_800, kinds={"empty": 1, "engine": 1}
)


def test_a_line_says_how_far_it_is() -> None:
    progress = c.PlainProgress(Console(file=io.StringIO()), 600)
    assert progress.line(COUNTS, 60) == (
        "briefsmith: 120 of 600 documents, 2.0 documents/s, 84,000 words in, 4,800 out, 2 failed (1 empty, 1 engine), 4 min left"
    )
    assert "left" not in c.PlainProgress(Console(file=io.StringIO()), None).line(COUNTS, 60)


def test_a_line_says_how_much_is_doubtful() -> None:
    counts = c.Counts(documents=1, translated=5, doubtful=2)
    assert counts.line(1).endswith("0 failed, 2 of 5 translated sentences doubtful")


def test_a_line_comes_every_half_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]
    monkeypatch.setattr(c.time, "monotonic", lambda: clock[0])
    console = Console(file=io.StringIO(), width=40)
    with c.open_progress(console, 600) as progress:
        for _ in range(100):
            clock[0] += 1
            progress.show(COUNTS)
    told = console.file.getvalue()  # type: ignore[attr-defined]
    assert told.count("\n") == 3
    assert told.endswith("6 min left\n")


def test_a_bar_on_a_terminal() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=160, color_system=None)
    with c.open_progress(console, 600) as progress:
        progress.show(COUNTS)
    told = console.file.getvalue()  # type: ignore[attr-defined]
    assert "120/600" in told
    assert "84,000 words in, 4,800 out, 2 failed" in told


def test_one_is_singular() -> None:
    one = c.Counts(documents=1)
    assert [c.counted(number, "brief") for number in (0, 1, 2000)] == ["0 briefs", "1 brief", "2,000 briefs"]
    assert c.PlainProgress(Console(file=io.StringIO()), None).line(one, 1).startswith("briefsmith: 1 document, ")
    assert c.PlainProgress(Console(file=io.StringIO()), 1).line(one, 1).startswith("briefsmith: 1 of 1 document, ")
