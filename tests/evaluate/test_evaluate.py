"""The figures that `briefsmith eval` prints, compared with values computed by hand and with the libraries themselves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rouge_score.rouge_scorer import RougeScorer

from briefsmith.errors import InputError, UsageError
from briefsmith.evaluate.baselines import SUMY, lead, sumy
from briefsmith.evaluate.cleaning import precision_recall, shingles
from briefsmith.evaluate.data import read
from briefsmith.evaluate.report import bootstrap, sample
from briefsmith.evaluate.rouge import normalise, rouge
from briefsmith.evaluate.summaries import document
from briefsmith.text.length import Length

TEXT = "Rain fell on the harbour. The old ferry stayed in port. Nobody in the harbour was hurt by the rain."


def test_rouge_is_that_of_the_reference_implementation() -> None:
    prediction, reference = "rain fell on the harbours", "the rain fell on a harbour"
    scores = RougeScorer(["rouge1", "rougeLsum"], use_stemmer=True).score(reference, prediction)
    ours = rouge(prediction, reference, "en")
    assert ours["ROUGE-1"] == pytest.approx(100 * scores["rouge1"].fmeasure)
    assert ours["ROUGE-Lsum"] == pytest.approx(100 * scores["rougeLsum"].fmeasure)


def test_rouge_counts_characters_where_there_are_no_words() -> None:
    assert rouge("下雨了", "下雪了", "zh")["ROUGE-1"] == pytest.approx(100 * 2 / 3)
    assert rouge("L’été", "l'ete", "fr")["ROUGE-1"] == pytest.approx(50)


def test_references_are_normalised() -> None:
    assert normalise("He  said , “No” .\nYes !") == 'he said, "no".\nyes!'


def test_shingles_are_a_multiset() -> None:
    assert shingles("a b c d a b c d")[("a", "b", "c", "d")] == 2
    assert shingles("Short text") == {("short", "text"): 1}
    assert precision_recall("a b c d e", "a b c d") == (0.5, 1.0)
    assert precision_recall("", "") == (1.0, 1.0)
    assert precision_recall("a", "") == (0.0, 0.0)


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        ("1s", ["Rain fell on the harbour."]),
        ("7w", ["Rain fell on the harbour.", "The old"]),
        ("9c", ["Rain fell"]),
    ],
)
def test_lead_is_the_beginning_cut_to_the_budget(length: str, expected: list[str]) -> None:
    assert lead(document(TEXT, "en"), Length.parse(length)) == expected


@pytest.mark.parametrize("method", SUMY)
def test_sumy_keeps_the_budget(method: str) -> None:
    clean = document(TEXT, "en")
    assert len(sumy(method, clean, Length.parse("2s"))) == 2
    assert sum(len(s.split()) for s in sumy(method, clean, Length.parse("12w"))) <= 12


def test_the_interval_holds_the_mean() -> None:
    score = bootstrap([0.0, 1.0] * 50)
    assert score.low < score.mean == 0.5 < score.high
    assert bootstrap([3.0, 3.0]).low == 3.0
    with pytest.raises(ValueError, match="no values"):
        bootstrap([])


def test_a_sample_is_fixed_and_ascending() -> None:
    assert sample(3, None) == [0, 1, 2]
    assert sample(100, 5) == sample(100, 5) == sorted(sample(100, 5))


def test_reading_names_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    path.write_text(json.dumps({"text": "a"}) + "\n\n")
    assert read(str(path), ("text",)) == [{"text": "a"}]
    with pytest.raises(UsageError, match="record 1 has no text in summary"):
        read(str(path), ("text", "summary"))
    path.write_text('{"text": "a"}\n{\n')
    with pytest.raises(InputError, match="line 2 is not JSON"):
        read(str(path), ("text",))
    path.write_text("")
    with pytest.raises(InputError, match="no records"):
        read(str(path), ("text",))
