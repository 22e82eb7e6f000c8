"""`briefsmith train ranker`, and a run with the weights it makes."""

from __future__ import annotations

import json
from pathlib import Path

from .conftest import Cli


def test_own_weights_are_used(cli: Cli, examples: Path, tmp_path: Path) -> None:
    text = (examples / "news-report.txt").read_text()
    records = [{"text": text, "summary": paragraph} for paragraph in text.split("\n\n")[1:6]]
    (tmp_path / "own.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    assert cli("train", "ranker", "own.jsonl", "--out", "own.json").out == "own.json\n"
    run = cli("run", examples / "feature.md", "--set", "summarizer.weights=own.json", "--format", "json")
    (brief,) = json.loads(run.out)["briefs"]
    assert brief["provenance"][0]["revision"] == json.loads((tmp_path / "own.json").read_text())["revision"]


def test_weights_that_are_none(cli: Cli, examples: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("[]")
    done = cli("run", examples / "feature.md", "--set", "summarizer.weights=bad.json")
    assert done.code == 3
    assert "not weights from 'briefsmith train ranker'" in done.err
