from __future__ import annotations

from pathlib import Path

import pytest

from briefsmith.errors import SettingsError
from briefsmith.facts.finding import Span
from briefsmith.translate.glossary import Glossary, GlossaryGuard, Term, read_glossary
from briefsmith.translate.guards.base import Finding, Sides

YAML = """
keep: [Marlow Bay, no]
terms:
  - {source: ferry, target: Fähre, language: de}
  - {source: US, target: USA, case: true, inflect: false}
"""
TSV = "# terms\nferry\tFähre\tde\nUS\tUSA\tcase exact\nMarlow Bay\t\tcase\n"


@pytest.mark.parametrize(("name", "text"), [("g.yaml", YAML), ("g.tsv", TSV)])
def test_both_forms(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    terms = read_glossary(path).terms
    assert Term("ferry", "Fähre", "de") in terms
    assert Term("US", "USA", None, case=True, inflect=False) in terms
    assert Term("Marlow Bay", "Marlow Bay", None, case=True) in terms


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "g.yaml"
    path.write_text(
        "words: []\nterms: [{target: x}, {source: a, colour: red}, {source: a, language: klingonish}]", "utf-8"
    )
    with pytest.raises(SettingsError) as caught:
        read_glossary(path)
    assert len(caught.value.problems) == 4
    with pytest.raises(SettingsError, match="cannot be read"):
        read_glossary(tmp_path / "none.tsv")


def test_terms_in_source_and_target() -> None:
    glossary = Glossary(
        (Term("ferry", "Fähre", "de"), Term("electric ferry", "Elektrofähre", "de"), Term("US", "USA", case=True))
    )
    source = "The electric ferry and a Ferry leave the US, not us."
    assert [slot.text for slot in glossary.slots(source, "de")] == ["Elektrofähre", "Fähre", "USA"]
    assert [slot.text for slot in glossary.slots(source, "fr")] == ["USA"]
    assert glossary.missed(source, "Elektrofähre, Fähren, USA", "de") == []
    assert glossary.missed(source, "Elektrofähre und Schiff, USA", "de") == ["Fähre"]


@pytest.mark.parametrize("inflect", [True, False])
def test_apostrophes_of_print_and_of_a_typewriter_are_one(inflect: bool) -> None:
    glossary = Glossary((Term("King's Lynn", "L'Hôpital", inflect=inflect),))
    assert [slot.text for slot in glossary.slots("In King’s Lynn", "fr")] == ["L'Hôpital"]
    assert glossary.missed("In King’s Lynn", "À L’Hôpital", "fr") == []
    kept = Glossary((Term("L’Oréal", "L’Oréal"),))
    assert kept.missed("L'Oréal", "L’Oréal", "fr") == []


def test_an_exact_term_takes_no_ending() -> None:
    glossary = Glossary((Term("boat", "Boot", inflect=False),))
    assert glossary.missed("a boat", "ein Bootes", "de") == ["Boot"]
    assert glossary.slots("boats", "de") == []


def test_a_missed_term_says_where_the_source_has_it() -> None:
    guard = GlossaryGuard(Glossary((Term("ferry", "Fähre"), Term("mayor", "Bürgermeister"))))
    sides = Sides("The mayor saw a ferry and a ferry.", "Der Bürgermeister sah eine Fähre.", ("en", "de"))
    assert guard.findings(sides) == [
        Finding("glossary", "without the term Fähre", 1, "placeholder", (Span(16, 21, "Fähre"), Span(28, 33, "Fähre")))
    ]
    assert guard.knows(("en", "tlh"))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("The harbours are full.", "Die Häfen sind voll."),
        ("A ferry port", "Ein Fährhafen"),
        ("Harbour fees", "Hafengebühren"),
    ],
)
def test_an_umlaut_a_lost_vowel_and_a_compound_count_as_the_term(source: str, target: str) -> None:
    glossary = Glossary((Term("harbour", "Hafen"), Term("ferry", "Fähre")))
    assert glossary.slots(source, "de")
    assert glossary.missed(source, target, "de") == []
    assert glossary.missed(source, "Ein Schiff", "de") != []


def test_a_term_in_small_letters_is_not_looked_for_in_a_name() -> None:
    glossary = Glossary((Term("harbour", "Hafen"),))
    assert (
        glossary.slots(
            "He has worked for Harbour Bank since last year, and then went over to the Marlow Harbour.", "de"
        )
        == []
    )
    assert [slot.start for slot in glossary.slots("Harbour fees rose at the harbour.", "de")] == [0, 25]
    assert glossary.slots("New Harbour Fees Rise Again in Spring", "de")
