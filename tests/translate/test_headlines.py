from __future__ import annotations

import json
from collections import Counter

import pytest

from briefsmith.translate.casing import forms_of
from briefsmith.translate.headlines import as_sentence
from conftest import SHARED

# The article writes these with a capital inside its sentences.
FORMS = Counter({"Lind": 2, "Hyundai": 1})


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Marlow Bay to run its ferries on battery power", "Marlow Bay will run its ferries on battery power"),
        ("Lind to lead inquiry", "Lind will lead inquiry"),
        ("Hyundai to build plant", "Hyundai will build plant"),
        ("Bank not to cut rates", "Bank will not cut rates"),
        ("US regulator to rule on drug", "US regulator will rule on drug"),
        ("UK teachers to be allowed to strike", "UK teachers will be allowed to strike"),
        ("Old mill to be rebuilt by 2030", "Old mill will be rebuilt by 2030"),
        ("Peace talks to resume in spring", "Peace talks will resume in spring"),
        ("Rail fares to rise 5 %", "Rail fares will rise 5 %"),
        ("‘Wooden bridge’ to open", "‘Wooden bridge’ will open"),
        ("12 towns to share one fire engine", "12 towns will share one fire engine"),
    ],
)
def test_what_a_headline_announces_becomes_a_sentence(headline: str, expected: str) -> None:
    assert as_sentence(headline, "en", FORMS) == expected


@pytest.mark.parametrize(
    "headline",
    [
        # "to" belongs to a noun.
        "Changes to plan",
        "Witness to attack",
        "Return to work",
        "Mill flies back to profit",
        "Call to save the mill",
        "Rules to protect jobs",
        "Talks to end strike",
        "Room to grow",
        "Born to run",
        "Too late to save mill",
        # It belongs to a verb.
        "Bank set to cut rates",
        "Firm about to close",
        "Ferries fail to run on time",
        "Town votes to plant oaks",
        "Learning to play the organ",
        "Mayor returns to face critics",
        "Officials met to discuss the mill",
        "Firm pays millions to settle claim",
        "Police use drones to find missing man",
        "Ministers urge firms to pay",
        "Firm drove workers to strike",
        "UN hails new goals to tackle poverty",
        "Helping others to help themselves",
        # A noun phrase.
        "A summer to remember",
        "Ten firms to watch",
        "Seven films to open this week",
        "How to build a boat",
        "Rise in pupils to be taught at home",
        # The verb comes later.
        "Firm to replace bridge delayed",
        "Team to explore Mars wins prize",
        "Council to cut travel times opens tunnel",
        "Mayor ‘plans to resign’",
        "Lind to run from.",
        "",
    ],
)
def test_what_may_mean_something_else_stays(headline: str) -> None:
    assert as_sentence(headline, "en", FORMS) == headline


def test_the_first_word_is_a_name_only_by_its_article() -> None:
    assert as_sentence("Marlow to lead", "en", Counter()) == "Marlow to lead"


def test_other_languages_stay() -> None:
    assert as_sentence("Marlow Bay to run ferries", "de", FORMS) == "Marlow Bay to run ferries"


def test_few_sentences_of_articles_are_taken_for_headlines() -> None:
    data = SHARED / "summaries/cnndm.en.dev.jsonl"
    if not data.is_file():
        pytest.skip("the shared data is not here")
    seen, changed = 0, []
    for line in data.read_text("utf-8").splitlines():
        text = json.loads(line)["text"]
        forms = forms_of(text)
        sentences = [sentence.strip() for sentence in text.split(". ")]
        seen += len(sentences)
        changed += [sentence for sentence in sentences if as_sentence(sentence, "en", forms) != sentence]
    assert seen > 10_000
    assert len(changed) <= seen / 2000, changed
