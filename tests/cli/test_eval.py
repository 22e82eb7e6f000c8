"""`briefsmith eval` through the real command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Cli


def write(path: Path, records: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


@pytest.fixture
def articles(tmp_path: Path, examples: Path) -> Path:
    text = (examples / "news-report.txt").read_text().split("\n", 1)[1].strip()
    lead = " ".join(text.split("\n\n")[0].split(". ")[:2])
    return write(tmp_path / "articles.jsonl", [{"text": text, "summary": lead}] * 2)


def test_summaries_stand_beside_lead(cli: Cli, articles: Path) -> None:
    data = json.loads(cli("eval", "summaries", articles, "--length", "2s", "--format", "json").out)
    rows = {row["system"]: row["scores"] for row in data["rows"]}
    assert rows["Lead"]["ROUGE-1"]["mean"] > 90
    assert {"ROUGE-1", "ROUGE-2", "ROUGE-L", "ROUGE-Lsum"} <= set(rows["briefsmith"])


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_every_format_names_the_systems(cli: Cli, articles: Path, form: str) -> None:
    done = cli("eval", "summaries", articles, "--format", form)
    assert done.code == 0
    assert "briefsmith" in done.out
    assert "Lead" in done.out


def test_translation_has_signatures(cli: Cli, tmp_path: Path) -> None:
    pairs = [{"source": "The house is old.", "target": "Das Haus ist alt."}] * 2
    data = json.loads(
        cli("eval", "translation", write(tmp_path / "p.jsonl", pairs), "--from", "en", "--to", "de", "-f", "json").out
    )
    assert data["rows"][0]["scores"]["BLEU"]["mean"] > 99
    assert any("tok:13a" in signature for signature in data["signatures"].values())


def test_cleaning_is_beside_the_whole_page(cli: Cli, tmp_path: Path, examples: Path) -> None:
    page = (examples / "scraped-page.txt").read_text()
    article = cli("clean", examples / "scraped-page.txt").out
    data = json.loads(
        cli(
            "eval", "cleaning", write(tmp_path / "c.jsonl", [{"page_text": page, "article": article}]), "-f", "json"
        ).out
    )
    ours, whole = (row["scores"]["F1"]["mean"] for row in data["rows"])
    assert ours > 95 > whole


def test_data_that_does_not_fit_is_a_sentence(cli: Cli, tmp_path: Path) -> None:
    done = cli("eval", "summaries", write(tmp_path / "x.jsonl", [{"body": "a"}]))
    assert (done.code, done.err) == (
        2,
        "briefsmith: x.jsonl: record 1 has no text in text, summary; it needs text, summary.\n".replace(
            "x.jsonl", str(tmp_path / "x.jsonl")
        ),
    )
