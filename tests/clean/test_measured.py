"""The figures of docs/measured/cleaning.md, as floors."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from briefsmith.clean.blocks import find_body

REPO = Path(__file__).parents[2]
DATA = REPO / "../shared/data"
sys.path.insert(0, str(REPO / "benchmarks"))


def test_the_pasted_summit_report_is_its_six_paragraphs() -> None:
    path = DATA / "articles/sco-summit.txt"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    text = path.read_text(encoding="utf-8")
    body = find_body(text)
    lines = text.splitlines()
    expected = [lines[2].partition(" — ")[2], *lines[3:8]]
    assert [text[start:end] for start, end in body.paragraphs] == expected
    assert body.metadata == {"sitename": "rki.news", "source": "Xinhua", "place": "Beijing", "date": "September 2"}
    assert [span.reason for span in body.dropped] == ["site_name", "source_line", "dateline", "comments"]


def test_development_pages_stay_above_the_floor() -> None:
    path = DATA / "cleaning/dev.jsonl"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    from cleaning import body_text, flatten, score

    with path.open(encoding="utf-8") as lines:
        pages = [json.loads(line) for line in lines]
    truth = [page["article"] for page in pages]
    assert score([body_text(page["page_text"]) for page in pages], truth).f1 >= 0.945  # 0.953 measured
    assert score([body_text(flatten(page["page_text"])) for page in pages], truth).f1 >= 0.93  # 0.940 measured
