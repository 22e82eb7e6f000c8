import json
from pathlib import Path

import pytest

from briefsmith.errors import InputError, UsageError
from briefsmith.evaluate.baselines import lead
from briefsmith.evaluate.cleaning import evaluate_cleaning, precision_recall
from briefsmith.evaluate.data import read
from briefsmith.evaluate.rouge import normalise, rouge
from briefsmith.evaluate.summaries import Item, Output, SummaryOptions, document, evaluate_summaries, score_system
from briefsmith.evaluate.translation import evaluate_translation
from briefsmith.text.length import Length

TEXT = "The old pier closed on Monday. Lorries now take the long road east. Nobody was hurt in the works there."


def lines(path: Path, *records: dict[str, str]) -> str:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return str(path)


def test_references_are_made_plain_before_they_are_scored() -> None:
    assert normalise("“So” , he said .\nYes") == '"so", he said.\nyes'
    pytest.importorskip("rouge_score")
    assert rouge("The pier closed.", "the pier closed .", "en")["ROUGE-2"] == pytest.approx(100)
    assert rouge("Été à Évian", "été à évian", "fr")["ROUGE-1"] == pytest.approx(100)
    assert rouge("Été", "ete", "fr")["ROUGE-1"] == 0
    assert 0 < rouge("票价不变", "票价上涨", "zh")["ROUGE-1"] < 100


def test_lead_is_cut_at_the_budget() -> None:
    clean = document(TEXT, "en")
    assert lead(clean, Length.parse("2s")) == [s.text for s in clean.sentences[:2]]
    assert " ".join(lead(clean, Length.parse("8w"))) == "The old pier closed on Monday. Lorries now"
    assert "".join(lead(document("票价不变。新车上路。", "zh"), Length.parse("3w"))) == "票价不变。新"


def test_summaries_stand_beside_lead(tmp_path: Path) -> None:
    pytest.importorskip("rouge_score")
    source = lines(tmp_path / "a.jsonl", {"text": TEXT, "summary": "the old pier closed on monday ."})
    report = evaluate_summaries(source, SummaryOptions(length="1s"))
    ours, first = report.rows
    assert (ours.system, first.system, report.items) == ("briefsmith", "Lead", 1)
    assert first.scores["ROUGE-1"].mean == pytest.approx(100)
    assert first.figures["words"] == 6
    assert (ours.figures["coverage"], ours.figures["in_source"], ours.figures["flagged"]) == (1, 1, 0)
    assert "flagged" not in first.figures


def test_flags_and_coverage_are_shares() -> None:
    pytest.importorskip("rouge_score")
    item = Item(document(TEXT, "en"), "the old pier closed .")
    made = iter([Output(["It closed."], lambda: 2, 0.5), Output(["It closed."], lambda: 0, 1.0)])
    figures = score_system("model", lambda clean: next(made), [item, item]).figures
    assert (figures["flagged"], figures["coverage"]) == (0.5, 0.75)


def test_translations_are_scored_with_signatures(tmp_path: Path) -> None:
    pytest.importorskip("sacrebleu")
    pair = {"source": "The old pier closed on Monday.", "target": "Der alte Kai schloss am Montag."}
    report = evaluate_translation(
        lines(tmp_path / "a.jsonl", pair, pair), lambda texts: [pair["target"]] * len(texts), "de"
    )
    assert report.rows[0].scores["BLEU"].mean == pytest.approx(100)
    assert report.rows[1].scores["chrF"].mean < 50
    assert "tok:13a" in report.signatures["BLEU"]


def test_cleaning_is_scored_by_shingles(tmp_path: Path) -> None:
    assert precision_recall("a b c d e", "a b c d") == (0.5, 1.0)
    assert precision_recall("", "a b") == (0.0, 0.0)
    assert precision_recall("", "") == (1.0, 1.0)
    source = lines(tmp_path / "a.jsonl", {"page_text": "menu one two three\n" + TEXT, "article": TEXT})
    report = evaluate_cleaning(source, lambda page: page.split("\n")[1])
    assert report.rows[0].scores["F1"].mean == pytest.approx(100)
    assert report.rows[1].scores["precision"].mean < 100 == report.rows[1].scores["recall"].mean


def test_bad_data_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="record 1 has no text in summary"):
        read(lines(tmp_path / "a.jsonl", {"text": "x"}), ("text", "summary"))
    (tmp_path / "b.jsonl").write_text("{not json\n")
    with pytest.raises(InputError, match="line 1 is not JSON"):
        read(str(tmp_path / "b.jsonl"), ("text",))
    (tmp_path / "c.jsonl").write_text("\n")
    with pytest.raises(InputError, match="holds no records"):
        read(str(tmp_path / "c.jsonl"), ("text",))
