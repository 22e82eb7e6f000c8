from __future__ import annotations

import pytest

from briefsmith.translate.casing import forms_of, match_edges, quiet, sentence_case

ARTICLE = (
    "The city council of Marlow Bay voted to replace its ferries. The council, said Mayor Helena Okafor, is proud of "
    "the UN prize. Power comes from the grid; the boats store battery power. Ferries will run by 2031."
)


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        (
            "Marlow Bay to Run Its Ferries on Battery Power by 2031",
            "Marlow Bay to run its ferries on battery power by 2031",
        ),
        ("FERRIES OF MARLOW BAY WIN UN PRIZE", "Ferries of Marlow Bay win UN prize"),
        ("Mayor Okafor’s Ferries Sail Soon", "Mayor Okafor’s ferries sail soon"),
        ("Marlow Bay buys new ferries", "Marlow Bay buys new ferries"),
        ("Helena Okafor", "Helena Okafor"),
        ("“Ferries Will Run”, Says Okafor", "“Ferries will run”, says Okafor"),
        ("", ""),
    ],
)
def test_title_case_becomes_sentence_case_and_names_stay(headline: str, expected: str) -> None:
    assert sentence_case(headline, forms_of(ARTICLE)) == expected


def test_only_a_sentence_all_in_capitals_is_made_quiet() -> None:
    forms = forms_of(ARTICLE)
    assert quiet("THE UN PRIZE OF MARLOW BAY!", "en", forms) == "The UN prize of Marlow Bay!"
    assert quiet("The UN And Marlow Bay Won The Prize.", "en", forms) == "The UN And Marlow Bay Won The Prize."
    assert quiet("DER PREIS VON MARLOW", "de", forms) == "DER PREIS VON MARLOW"


def test_what_nothing_vouches_for_is_a_name_unless_it_is_a_common_word() -> None:
    assert quiet("MAYOR OKAFOR VISITS BERLIN ON MONDAY.", "en", forms_of("")) == "Mayor Okafor visits Berlin on Monday."


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("The", "der", "Der"),
        ("iPhone", "das", "das"),
        ("A", "", ""),
        ("X", "9", "9"),
        ("Rain in May", "Regen im Mai.", "Regen im Mai"),
        ("Rain.", "Regen.", "Regen."),
        ("Rain?", "Regen?", "Regen?"),
        ("Er lebt in den USA", "He lives in the U.S.", "He lives in the U.S."),
        ("Beginn um 17 Uhr", "Begins at 5 p.m.", "Begins at 5 p.m."),
        ("He was at war", "Er war im Krieg, d. h.", "Er war im Krieg, d. h."),
        ("Plan B", "Der Plan B.", "Der Plan B"),
        ("Regen", "Rain etc..", "Rain etc."),
        ("“Rain”", "„Regen.“", "„Regen.“"),
    ],
)
def test_a_translation_begins_and_ends_as_its_source(source: str, target: str, expected: str) -> None:
    assert match_edges(source, target) == expected


def test_what_says_that_something_was_cut_off_stays() -> None:
    assert (
        match_edges("Surgeons report success treating a…", "Chirurgen melden Erfolg bei.")
        == "Chirurgen melden Erfolg bei…"
    )
    assert match_edges("Success…", "Erfolg...") == "Erfolg..."
    assert match_edges("A drug may protect people…", "Ein Mittel kann schützen....") == "Ein Mittel kann schützen…"
