from __future__ import annotations

import pytest

from briefsmith.clean.bylines import author_in, date_in, dateline
from briefsmith.newsletter.key_figures import fact_values, key_facts
from briefsmith.summarize.compression import compress
from briefsmith.summarize.headline import shorten
from briefsmith.summarize.pronouns import named
from briefsmith.summarize.standalone import opening_anaphor, unfit, unnamed_speaker

from .reading import findings, is_date_line, missing_labels, reason, stands_as


@pytest.mark.parametrize(
    ("text", "anaphor"),
    [
        ("Dafür fehlt das Geld.", "dafür"),
        ("Diese Brücke ist alt.", "diese"),
        ("Außerdem regnet es.", "außerdem"),
        ("Diese Woche regnet es.", None),
        ("Ihringen liegt am Rhein.", None),
    ],
)
def test_an_opening_that_leans_on_what_stands_before(text: str, anaphor: str | None) -> None:
    assert opening_anaphor(text, "de") == anaphor


def test_what_can_go() -> None:
    assert compress("Aber die Brücke bleibt offen.", "de").text == "Die Brücke bleibt offen."
    assert compress("BERLIN (dpa) - Die Brücke bleibt offen.", "de").text == "Die Brücke bleibt offen."
    assert compress("Anna Berg, die Bürgermeisterin, trat zurück.", "de").text == "Anna Berg trat zurück."
    assert compress("Anna Berg, die Bürgermeisterin, und Jan Vogel kamen.", "de").rules == ()


def test_a_headline_ends_before_a_clause() -> None:
    text = (
        "Der Stadtrat hat die alte Brücke am Hafen gesperrt, weil die Bretter nach dem Sturm nicht mehr sicher waren."
    )
    assert shorten(text, "de") == "Der Stadtrat hat die alte Brücke am Hafen gesperrt"


def test_who_speaks() -> None:
    assert unnamed_speaker("„Wir schließen sie“, sagte er.", "de")
    assert not unnamed_speaker("„Wir schließen sie“, sagte Jan Vogel.", "de")
    texts = ["Jan Vogel sagte, das Bad sei alt.", "Er ergänzte, es fehle Geld."]
    assert named(texts, "de")[1].text == "Jan Vogel ergänzte, es fehle Geld."


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Von Anna Berg", "byline"),
        ("Diese Seite verwendet Cookies.", "cookie_banner"),
        ("Lesen Sie auch: Die Brücke", "related_stories"),
        ("12 Kommentare", "comments"),
        ("Anzeige", "advertisement"),
    ],
)
def test_page_furniture(line: str, expected: str) -> None:
    assert reason(line) == expected


def test_who_wrote_and_when() -> None:
    assert author_in("Von Anna Berg, 2. Mai 2026") == "Anna Berg"
    assert is_date_line("Montag, 2. Mai 2026, 10:02 Uhr")
    assert date_in("Stand: 2. Mai 2026") == "2. Mai 2026"
    assert dateline("Berlin, den 2. Mai (dpa) – Der Zug kommt.") == (
        len("Berlin, den 2. Mai (dpa) – "),
        {"place": "Berlin", "date": "2. Mai", "source": "dpa"},
    )


def test_a_notice_of_rights_is_unfit_for_a_brief() -> None:
    texts = ["Der Rat hat die alte Brücke gesperrt.", "Alle Rechte vorbehalten, auch die der Übersetzung."]
    assert unfit(texts, "de") == [False, True]


def test_a_number_that_says_it_is_round() -> None:
    source = "Im Mai kamen 2.413.000 Gäste."
    assert findings("Im Mai kamen rund 2,4 Millionen Gäste.", source, "de") == []
    assert findings("Im Mai kamen genau 2,4 Millionen Gäste.", source, "de") == ["number"]


def test_words_that_negate_without_a_negation() -> None:
    source = "Der Stadtrat hat dem Plan der Partei nicht zugestimmt."
    assert findings("Der Stadtrat hat dem Plan kaum zugestimmt.", source, "de") == []
    assert findings("Der Stadtrat hat dem Plan zugestimmt.", source, "de") == ["negation"]


def test_names_of_states() -> None:
    assert stands_as("eu", "Die Europäische Union stimmte zu.", "de")
    assert stands_as("großbritannien", "Das UK stimmte zu.", "de")


def test_the_newsletter_speaks_the_language() -> None:
    assert missing_labels("de") == []


def test_a_verb_behind_a_figure_is_not_what_it_counts() -> None:
    text = "Dort sind 140 Betriebe, und 90 arbeiten."
    assert key_facts([text], "de", fact_values([text], "de")) == ("140 Betriebe",)
