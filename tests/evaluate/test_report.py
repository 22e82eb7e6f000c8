import json
from dataclasses import replace

import pytest

from briefsmith.evaluate.report import Report, SystemScores, bootstrap, render, sample


def report() -> Report:
    rows = (
        SystemScores("ours", {"ROUGE-1": bootstrap([30.0, 40.0, 50.0])}, {"words": 12.5}),
        SystemScores("Lead | <b>", {"ROUGE-1": bootstrap([20.0, 30.0, 40.0])}, {"words": 40.0}),
    )
    return Report("summaries", "my.jsonl", 3, rows, ("A note.",), {"BLEU": "sig|1"})


def test_the_interval_holds_the_mean_and_is_the_same_each_time() -> None:
    score = bootstrap([1.0, 2.0, 3.0, 10.0])
    assert score.low < score.mean == 4.0 < score.high
    assert score == bootstrap([1.0, 2.0, 3.0, 10.0])
    assert bootstrap([5.0, 5.0]).low == bootstrap([5.0, 5.0]).high == 5.0
    with pytest.raises(ValueError, match="no values"):
        bootstrap([])


def test_a_sample_is_fixed_and_ascending() -> None:
    assert sample(3, None) == sample(3, 9) == [0, 1, 2]
    drawn = sample(100, 10)
    assert drawn == sorted(set(drawn)) == sample(100, 10)
    assert len(drawn) == 10


def test_every_form_shows_systems_scores_and_notes() -> None:
    made = report()
    data = json.loads(render([made], "json"))
    assert data["rows"][0]["scores"]["ROUGE-1"]["mean"] == 40.0
    for form in ("text", "md", "html"):
        shown = render([made], form)
        assert "40.00 [" in shown
        assert "A note." in shown
        assert "BLEU: sig|1" in shown
    assert "Lead \\| <b>" in render([made], "md")
    page = render([made], "html")
    assert "<b>" not in page
    assert page.count("<rect") == 2


def test_several_data_sets_are_one_document() -> None:
    both = [report(), replace(report(), data="other.jsonl")]
    assert [item["data"] for item in json.loads(render(both, "json"))] == ["my.jsonl", "other.jsonl"]
    page = render(both, "html")
    assert page.count("<html") == 1
    assert page.count("<rect") == 4
    assert "other.jsonl" in page
    assert render(both, "md").count("## summaries") == 2
