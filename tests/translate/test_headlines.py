from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefsmith.translate.headlines import as_sentence
from conftest import SHARED


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Marlow Bay to run its ferries on battery power", "Marlow Bay will run its ferries on battery power"),
        ("Bank not to cut rates", "Bank will not cut rates"),
        ("Old mill to be rebuilt", "Old mill will be rebuilt"),
        ("Peace talks to resume in spring", "Peace talks will resume in spring"),
        ("‘Longest bridge’ to open", "‘Longest bridge’ will open"),
        ("12 towns to share one fire engine", "12 towns will share one fire engine"),
    ],
)
def test_what_a_headline_announces_becomes_a_sentence(headline: str, expected: str) -> None:
    assert as_sentence(headline, "en") == expected


@pytest.mark.parametrize(
    "headline",
    [
        "Mill flies back to profit",  # no verb after "to"
        "Bank set to cut rates",  # the infinitive belongs to the word before it
        "Call to save the mill",
        "Ferries fail to run on time",
        "Town votes to plant oaks",
        "Learning to play the organ",
        "Mayor returns to face critics",
        "Firm pays millions to settle claim",  # a verb in the subject
        "Officials met to discuss the mill",
        "A summer to remember",  # a noun phrase
        "How to build a boat",
        "Ferry to replace bridge delayed",  # the verb is at the end
        "Mayor ‘plans to resign’",  # a quotation begun before "to"
        "The ferry is to run from May.",
        "",
    ],
)
def test_what_may_mean_something_else_stays(headline: str) -> None:
    assert as_sentence(headline, "en") == headline


def test_other_languages_stay() -> None:
    assert as_sentence("Marlow Bay to run ferries", "de") == "Marlow Bay to run ferries"


def test_few_sentences_of_articles_are_taken_for_headlines() -> None:
    data: Path = SHARED / "summaries/cnndm.en.dev.jsonl"
    if not data.is_file():
        pytest.skip("the shared data is not here")
    texts = [json.loads(line)["text"] for line in data.read_text("utf-8").splitlines()]
    sentences = [sentence.strip() for text in texts for sentence in text.split(". ")]
    changed = [sentence for sentence in sentences if as_sentence(sentence, "en") != sentence]
    assert len(sentences) > 10_000
    assert len(changed) <= len(sentences) / 1000, changed
