"""The marks that the embedded models know."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from briefsmith.engines.base import GenerationParams
from briefsmith.testing import FakeEngine
from briefsmith.translate.checked import CheckedTranslator
from briefsmith.translate.plain import ended, plain
from briefsmith.translate.seq2seq import Seq2SeqTranslator


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("“It’s over,” said O’Neill.", "\"It's over,\" said O'Neill."),
        ("„So“, sagte sie, ‚nie‘.", "\"So\", sagte sie, 'nie'."),
        ("Il a dit : «\u00a0Jamais\u00a0», et « non ».", 'Il a dit : "Jamais", et "non".'),
        ("L’ami d’«\u202fHélène\u202f» dit: «Non !»", 'L\'ami d\'"Hélène" dit: "Non !"'),
        ("Er sagte »so nicht«, sie »doch!« und ging.", 'Er sagte "so nicht", sie "doch!" und ging.'),
        ("Es sei »›so‹ nicht«, »„so“ aber« (»ja«) wohl.", 'Es sei "\'so\' nicht", ""so" aber" ("ja") wohl.'),
        ("The mayor—who won in 2020—left.", "The mayor – who won in 2020 – left."),
        ("He left — at last", "He left – at last"),
        ("a New York–based firm, 5–7 years, a well-known one", "a New York-based firm, 5–7 years, a well-known one"),
        ("— Never, he said", "— Never, he said"),
        ("1914—1918, by 2020—the year", "1914—1918, by 2020 – the year"),
        ("Plain text.", "Plain text."),
        ("3′ 5″ and 20\u00a0%", "3′ 5″ and 20\u00a0%"),
    ],
)
def test_marks_become_those_of_the_training_text(text: str, marks: str) -> None:
    assert plain(text) == marks
    assert plain(marks) == marks


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Two boats sink", "Two boats sink."),
        ("Prices rise by 3", "Prices rise by 3."),
        ("It is done.", "It is done."),
        ("Is it done?", "Is it done?"),
        ("Two boats", "Two boats"),
        ("see the page X12", "see the page X12"),
        ("see the page (X12", "see the page (X12"),
        ("see the new MAX12", "see the new MAX12."),
        ('He said "never"', 'He said "never"'),
        ("", ""),
    ],
)
def test_a_headline_gets_the_full_stop_of_a_sentence(text: str, whole: str) -> None:
    assert ended(text) == whole


def test_the_model_reads_plain_marks_and_the_reader_sees_those_of_the_language() -> None:
    engine = FakeEngine(lambda text: text.replace("The boats", "Die Boote").replace("sink", "sinken"))
    translator = Seq2SeqTranslator(engine, GenerationParams(source_language="en"), as_trained=True)
    (done,) = CheckedTranslator(translator, ("en", "de")).checked(["The boats “sink”—now"])
    assert engine.calls[0] == ['The boats "sink" – now.']
    assert done.text == "Die Boote „sinken“ – now"


def test_what_was_written_in_parts_is_scored_as_the_model_writes() -> None:
    scored: list[tuple[str, str]] = []

    class Scoring(FakeEngine):
        def score(self, pairs: Sequence[tuple[str, str]], params: GenerationParams) -> list[float]:
            scored.extend(pairs)
            return [-1.0] * len(pairs)

    translator = Seq2SeqTranslator(Scoring(), GenerationParams(source_language="en"), as_trained=True)
    translator.scores([("The boats “sink” now", "Die Boote „sinken“ jetzt"), ("“Now!”", "„Jetzt!“")])
    assert scored == [('The boats "sink" now.', 'Die Boote "sinken" jetzt.'), ('"Now!"', '"Jetzt!"')]


def test_a_mark_behind_a_headline_is_its_end() -> None:
    engine = FakeEngine(str)
    translator = Seq2SeqTranslator(engine, GenerationParams(source_language="en"), as_trained=True)
    (done,) = CheckedTranslator(translator, ("en", "de")).checked(["The boats sink (https://example.com/"])
    assert engine.calls[0] == ["The boats sink (X1"]
    assert done.text == "The boats sink (https://example.com/"


def test_other_models_read_the_text_as_it_is() -> None:
    engine = FakeEngine()
    Seq2SeqTranslator(engine, GenerationParams()).translate(["The boats “sink”—now"])
    assert engine.calls == [["The boats “sink”—now"]]
