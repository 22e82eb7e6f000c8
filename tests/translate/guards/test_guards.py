from __future__ import annotations

from typing import get_args

import pytest

from briefsmith.translate.glossary import Glossary, GlossaryGuard, Term
from briefsmith.translate.guards import GUARDS, findings, judge, unchecked
from briefsmith.translate.guards.base import Remedy, Sides

PAIR = ("en", "de")
GOOD = [
    (
        "The council met on Tuesday and voted for 12 new ferries.",
        "Der Rat tagte am Dienstag und stimmte für zwölf neue Fähren.",
    ),
    ("They paid $2.4 billion at 5 p.m.", "Sie zahlten um 17 Uhr 2,4 Milliarden Dollar."),
    ("The tower is 50ft high.", "Der Turm ist 15 Meter hoch."),
    ("He did not come.", "Er kam nicht."),
    ("Helena Okafor", "Helena Okafor"),
    ("Version 2.14.3 fixes 123.456.789 cases.", "Version 2.14.3 behebt 123.456.789 Fälle."),
    ("COUNCIL BUYS NEW FERRIES", "Rat kauft neue Fähren"),
    ("“They called it ‘too slow’,” said the mayor.", "„Sie nannten es ‚zu langsam‘“, sagte der Bürgermeister."),
    ("Er sagte, dass der Regen gestern aufhörte.", "Er sagte, dass der Regen gestern aufhörte."),
    ("42 %", "42 %"),
    ("It cost £5 to $7 on 3 January.", "Am 3. Januar kostete es 5 Pfund bis 7 US-Dollar."),
    ("In May and on Monday it may rain.", "Im Mai und am Montag mag es regnen."),
]
BAD = [
    ("The council met.", "  ", "empty"),
    ("The council met in the old town hall", "The council met in the old town hall", "copy"),
    ("Sales rose to 283.82 euros.", "Der Umsatz stieg auf 28,82 Euro.", "figures"),
    ("Version 2.14.3 is out.", "Version 2.14 ist da.", "protected"),
    ("It sold 123.456.789 tickets.", "Es verkaufte 123.456.78 Karten.", "figures"),
    ("All eleven boats were sold.", "Alle zwölf Boote wurden verkauft.", "figures"),
    ("It cost 5 billion euros.", "Es kostete 5 Millionen Euro.", "figures"),
    ("The council met on Friday.", "Der Rat tagte.", "dates"),
    ("Prices fell to 1.9 % in January.", "Die Preise fielen im Januar auf 1,9 % im Januar.", "dates"),
    ("The council met on Friday.", "Der Rat tagte von Freitag bis Montag.", "dates"),
    ("It cost $5 million.", "Es kostete 5 Millionen.", "figures"),
    ("It cost $5 million.", "Es kostete 5 Millionen Pfund.", "figures"),
    ("It cost 5 € in all of Europe.", "Es kostete 5 in ganz Europa.", "figures"),
    ("See https://ex.org/a for more.", "Mehr unter https://ex.org/b.", "protected"),
    ("The ferries are late again.", "Die Fähren sind sind sind wieder spät.", "loop"),
    ("The Marlow Bay Initiative was named.", "Die Marlow Bay Initiative, die Marlow Bay Initiative wurde genannt.", "loop"),
    ("The mayor did not sign the contract.", "Der Bürgermeister unterschrieb den Vertrag.", "negation"),
    ("There was no rain in the valley.", "Im Tal gab es Regen.", "negation"),
    ("Rain fell.", "Regen fiel auf die Stadt. Danach kam die Sonne. Alle freuten sich. Das Fest begann.", "length"),
    ("The council voted for new ferries on the river.", "Le conseil a voté pour de nouveaux bateaux sur la rivière.", "language"),
    (
        "The council voted for new ferries, and the mayor said that the old boats would be sold to a museum in the north.",
        "Der Rat stimmte für neue Fähren.",
        "missing",
    ),
    ("The speech of Oluwaseun Akintola was short.", "Die Rede war kurz, sagte man im Rathaus.", "names"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target"), GOOD)
def test_sound_translations_have_no_findings(source: str, target: str) -> None:
    assert findings(source, target, PAIR) == []


@pytest.mark.parametrize(("source", "target", "kind"), BAD)
def test_what_is_wrong_is_found(source: str, target: str, kind: str) -> None:
    assert kind in {finding.kind for finding in findings(source, target, PAIR)}


@pytest.mark.parametrize(("source", "target", "kind"), BAD)
def test_what_was_lost_lies_in_the_source(source: str, target: str, kind: str) -> None:
    for finding in findings(source, target, PAIR):
        assert all(0 <= span.start < span.end <= len(source) for span in finding.lost)
        assert finding.remedy in get_args(Remedy)
        if finding.remedy == "placeholder":
            assert finding.lost
            assert all(span.text for span in finding.lost)


def test_every_guard_has_a_name_of_its_own_and_says_what_it_can_judge() -> None:
    assert len({guard.name for guard in GUARDS}) == len(GUARDS)
    assert all(guard.knows(PAIR) for guard in GUARDS)


def test_findings_come_in_the_order_of_the_guards() -> None:
    source = "On Friday Oluwaseun paid $94 at https://ex.org/a for fourteen boats."
    found = findings(source, "Es es es kostete 49.", PAIR)
    assert [finding.message.split(": ")[0] for finding in found] == [
        "lost https://ex.org/a",
        "lost 94",
        "lost fourteen",
        "not in the source",
        "lost the currency $",
        "lost Friday",
        "says twice",
        "too short",
        "lost Oluwaseun",
        "a part of the source seems to be missing",
    ]


HEADLINE = "COUNCIL BUYS NEW FERRIES FOR THE RIVER"


@pytest.mark.parametrize(
    ("target", "language"),
    [("RAT KAUFT NEUE FÄHREN FÜR DEN FLUSS", "de"), ("LE CONSEIL ACHÈTE DE NOUVEAUX BATEAUX POUR LE FLEUVE", "fr"),
     ("EL CONSEJO COMPRA NUEVOS BARCOS PARA EL RÍO", "es")],
)  # fmt: skip
def test_a_headline_in_capitals_passes_and_its_copy_is_flagged(target: str, language: str) -> None:
    pair = "en", language
    assert findings(HEADLINE, target, pair) == []
    assert {finding.kind for finding in findings(HEADLINE, HEADLINE, pair)} == {"copy"}


def test_of_a_copy_and_of_nothing_only_those_are_asked_that_always_are() -> None:
    guards = (*GUARDS, GlossaryGuard(Glossary((Term("hall", "Saal"),))))
    source = "The council met in the old town hall on 3 May"
    assert [f.kind for f in judge(Sides(source, source, PAIR), guards)] == ["copy", "glossary"]
    assert [f.kind for f in judge(Sides(source, "", PAIR), guards)] == ["empty", "glossary"]
    assert judge(Sides("42 %", "", PAIR), guards) == []


def test_a_pair_without_a_table_is_checked_all_the_same() -> None:
    assert findings("The rain stopped at 9.", "Regnet slutade klockan 9.", ("en", "sv")) == []
    assert {f.kind for f in findings("The rain stopped at 9.", "Regnet slutade.", ("en", "sv"))} == {"figures"}


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_everything_is_checked_from_english_into_the_languages_of_the_word_tables(language: str) -> None:
    assert unchecked(("en", language)) == []


def test_what_is_not_checked_is_named() -> None:
    by_table = ["names", "figures and names that changed places", "left-out parts", "untranslated words"]
    assert unchecked(("de", "fr")) == by_table
    # Every German noun has a capital, and no list says which words German and English share.
    assert unchecked(("de", "en")) == ["names", "untranslated words"]
    assert unchecked(("fr", "en")) == unchecked(("es", "en")) == ["untranslated words"]
    by_lists = ["names", "countries", *by_table[1:], "made-up words", "opposites"]
    assert unchecked(("en", "it")) == by_lists
    assert unchecked(("en", "pl")) == ["numbers in words", "currencies", *by_lists, "negations"]
