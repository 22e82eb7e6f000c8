from __future__ import annotations

import pytest

from briefsmith.clean.bylines import author_in, date_in, dateline
from briefsmith.newsletter.key_figures import fact_values, key_facts
from briefsmith.newsletter.labels import labels_for
from briefsmith.summarize.compression import compress
from briefsmith.summarize.headline import shorten
from briefsmith.summarize.pronouns import named
from briefsmith.summarize.standalone import opening_anaphor, unfit

from .reading import findings, is_date_line, missing_labels, reason, stands_as


@pytest.mark.parametrize(
    ("text", "anaphor"),
    [
        ("She resigned.", "she"),
        ("The latter resigned.", "the latter"),
        ("Instead, it closed.", "instead"),
        ("This week it closed.", None),
        ("Thistles grew on the pier.", None),
    ],
)
def test_an_opening_that_leans_on_what_stands_before(text: str, anaphor: str | None) -> None:
    assert opening_anaphor(text, "en") == anaphor


@pytest.mark.parametrize(
    ("text", "shorter", "rule"),
    [
        ("However, the pier closed.", "The pier closed.", "connective"),
        ("According to Reuters, the pier closed.", "The pier closed.", "attribution"),
        ("AFP said on Monday that the pier closed.", "The pier closed.", "attribution"),
        ("At a press conference, Ana Silva said it closed.", "Ana Silva said it closed.", "occasion"),
        ("PARIS (AP) - The pier closed.", "The pier closed.", "dateline"),
        ("Ana Silva, an engineer, closed the pier.", "Ana Silva closed the pier.", "apposition"),
    ],
)
def test_what_can_go(text: str, shorter: str, rule: str) -> None:
    done = compress(text, "en")
    assert (done.text, done.rules) == (shorter, (rule,))


def test_a_list_is_not_an_apposition() -> None:
    assert compress("Ana Silva, an engineer, and her brother left.", "en").rules == ()


def test_a_headline_ends_before_a_clause() -> None:
    text = "After the storm, the council closed the pier because the old planks had come loose in many places."
    assert shorten(text, "en") == "The council closed the pier because the old planks had come loose"


def test_a_headline_does_not_end_on_a_word_that_leads_on() -> None:
    assert shorten(
        "The council closed the pier in the old harbour behind the station of the and more of it.", "en"
    ) == ("The council closed the pier in the old harbour behind the station")


def test_a_title_of_the_other_gender_is_of_someone_else() -> None:
    assert named(["Mrs Price said that it was old.", "She added that it leaked."], "en")
    assert not named(["Mrs Price said that it was old.", "He added that it leaked."], "en")


def test_a_place_is_not_another_speaker() -> None:
    assert named(["Owen Price said it was in Marlow.", "He said it leaked."], "en")
    assert not named(["Owen Price said it was Marlow.", "He said it leaked."], "en")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Ana Silva", "byline"),
        ("We use cookies to improve your visit.", "cookie_banner"),
        ("Sign up for our newsletter", "newsletter_banner"),
        ("3 hours ago", "dateline"),
        ("Leave a reply", "comments"),
    ],
)
def test_page_furniture(line: str, expected: str) -> None:
    assert reason(line) == expected


def test_who_wrote_and_when() -> None:
    assert author_in("By Ana Silva | May 2nd, 2026") == "Ana Silva"
    assert is_date_line("Published 10:02 AM EST May 3rd, 2026")
    assert date_in("Posted on 3rd May 2026 by Ana Silva") == "3rd May 2026"
    assert dateline("London, May 3 (Reuters) - The pier closed.") == (
        len("London, May 3 (Reuters) - "),
        {"place": "London", "date": "May 3", "source": "Reuters"},
    )


def test_a_notice_of_rights_is_unfit_for_a_brief() -> None:
    texts = ["The council closed the old pier on Monday.", "All rights reserved by the owner of the site."]
    assert unfit(texts, "en") == [False, True]


def test_a_number_that_says_it_is_round() -> None:
    assert findings("About 2.4 million came.", "The boats had 2,413,000 guests, who came in May.", "en") == []
    assert findings("Exactly 2.4 million came.", "The boats had 2,413,000 guests, who came in May.", "en") == ["number"]


def test_words_that_negate_without_a_negation() -> None:
    source = "The council did not approve the plan of the mayor."
    assert findings("The council failed to approve the plan.", source, "en") == []
    assert findings("The council did approve the plan.", source, "en") == ["negation"]


def test_names_of_states() -> None:
    assert stands_as("us", "The United States signed.", "en")
    assert stands_as("britain", "The UK signed.", "en")
    assert not stands_as("usa", "The UK agreed.", "en")


def test_the_newsletter_speaks_the_language() -> None:
    assert missing_labels("en") == []
    assert labels_for("en").colon == ":"


def test_a_unit_of_two_words() -> None:
    text = "It covers 40 square metres there."
    assert key_facts([text], "en", fact_values([text], "en")) == ("40 square metres",)
