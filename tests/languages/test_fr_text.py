from __future__ import annotations

import pytest

from briefsmith.clean.bylines import author_in, date_in, dateline
from briefsmith.newsletter.key_figures import fact_values, key_facts
from briefsmith.newsletter.labels import labels_for
from briefsmith.summarize.compression import compress
from briefsmith.summarize.headline import shorten
from briefsmith.summarize.standalone import opening_anaphor, unfit, unnamed_speaker

from .reading import findings, is_date_line, missing_labels, reason, stands_as


@pytest.mark.parametrize(
    ("text", "anaphor"),
    [
        ("Elle a plu.", "elle"),
        ("C’est fini.", "c’"),
        ("D'après lui, c'est fini.", "d'après lui"),
        ("Ce lundi, il a plu.", None),
        ("Ilana Roux a gagné.", None),
    ],
)
def test_an_opening_that_leans_on_what_stands_before(text: str, anaphor: str | None) -> None:
    assert opening_anaphor(text, "fr") == anaphor


@pytest.mark.parametrize(
    ("text", "shorter", "rule"),
    [
        ("Cependant, le pont reste ouvert.", "Le pont reste ouvert.", "connective"),
        ("Selon l'AFP, le pont reste ouvert.", "Le pont reste ouvert.", "attribution"),
        ("L'AFP a rapporté que le pont ferme.", "L'AFP a rapporté que le pont ferme.", ""),
        ("Le pont ferme, selon Reuters.", "Le pont ferme.", "attribution"),
        ("La ville a annoncé dans un communiqué qu'il ferme.", "La ville a annoncé qu'il ferme.", "occasion"),
        ("PARIS (AFP) - Le pont ferme.", "Le pont ferme.", "dateline"),
    ],
)
def test_what_can_go(text: str, shorter: str, rule: str) -> None:
    done = compress(text, "fr")
    assert (done.text, "".join(done.rules)) == (shorter, rule)


def test_a_headline_ends_before_a_clause() -> None:
    text = "Après la tempête, la ville a fermé le vieux pont du port, et les planches ne tiennent plus du tout depuis."
    assert shorten(text, "fr") == "La ville a fermé le vieux pont du port"


def test_who_speaks() -> None:
    assert unnamed_speaker("« Nous fermons », a-t-il dit.", "fr")
    assert not unnamed_speaker("« Nous fermons », a dit Claire Morel.", "fr")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Par Claire Morel", "byline"),
        ("Ce site utilise des cookies.", "cookie_banner"),
        ("À lire aussi : le pont", "related_stories"),
        ("Tous droits réservés", "copyright"),
        ("Il y a 3 heures", "dateline"),
    ],
)
def test_page_furniture(line: str, expected: str) -> None:
    assert reason(line) == expected


def test_who_wrote_and_when() -> None:
    assert author_in("Par Claire Morel | 1er mai 2026") == "Claire Morel"
    assert is_date_line("Publié le lundi 1er mai 2026 à 10h02")
    assert date_in("Publié le 1er mai 2026") == "1er mai 2026"
    assert dateline("Paris, le 2 mai (AFP) – Le train arrive.") == (
        len("Paris, le 2 mai (AFP) – "),
        {"place": "Paris", "date": "2 mai", "source": "AFP"},
    )


def test_a_notice_of_rights_is_unfit_for_a_brief() -> None:
    texts = ["La ville a fermé le vieux pont lundi.", "Le journal a tous droits réservés sur ce texte."]
    assert unfit(texts, "fr") == [False, True]


def test_a_number_that_says_it_is_round() -> None:
    source = "En mai, 2 413 000 personnes sont venues."
    assert findings("En mai, environ 2,4 millions de personnes sont venues.", source, "fr") == []
    assert findings("En mai, exactement 2,4 millions de personnes sont venues.", source, "fr") == ["number"]


def test_names_of_states() -> None:
    assert stands_as("onu", "Les Nations unies ont voté.", "fr")
    assert stands_as("usa", "Les États-Unis ont voté.", "fr")


def test_a_headline_does_not_end_on_parce() -> None:
    text = (
        "Le conseil de la ville a fermé hier soir le pont parce que ses deux piliers sont devenus bien trop fragiles."
    )
    assert shorten(text, "fr") == text.rstrip(".")  # the clause is not long: it is told whole
    longer = (
        text.rstrip(".") + " pour porter encore les lourds camions de la carrière de granit qui passent jour et nuit."
    )
    assert shorten(longer, "fr") == text.rstrip(".")


def test_the_newsletter_speaks_the_language() -> None:
    assert missing_labels("fr") == []
    assert labels_for("fr").colon == "\u00a0:"


def test_what_a_figure_counts() -> None:
    text = "Le parc a 40 kilomètres carrés, et 12 d'entre eux sont à l'eau."
    assert key_facts([text], "fr", fact_values([text], "fr")) == ("40 kilomètres carrés",)
