from __future__ import annotations

from datetime import date

import pytest

from briefsmith.check.risk import risk
from briefsmith.check.source import Source
from briefsmith.check.support import rank, unsupported

TEXTS = (
    "On Tuesday the council of Marlow Bay paid $2,400 million for eleven ferries.",
    "The European Union did not approve the plan of mayor Helena Okafor.",
    '"We have waited ten years for these boats," Okafor told Peter Lindqvist.',
    "The old boats carried 2,413,000 people in 2019, 12.5 percent more than in May 2018.",
    "Ferries leave at 8:30 p.m. from the pier.",
)
SOURCE = Source(TEXTS, "en", title="Ferries for Marlow Bay", published=date(2026, 11, 25))


def kinds(text: str, *evidence: int) -> list[str]:
    return [finding.kind for finding in unsupported(text, SOURCE, evidence or None)]


@pytest.mark.parametrize(
    "text",
    [
        *TEXTS,
        "Marlow Bay paid $2.4 billion for 11 ferries.",
        "The council paid on 24 November 2026.",
        "The EU did not approve Okafor's plan.",
        "The EU refused to approve the plan.",
        '"We have waited ten years ... ," Okafor said.',
        "About 2.4 million people took the boats in 2019.",
        "The boats carried 12.5% more than in 2018.",
        "Boats leave at 20:30.",
        "Boats leave at 8:30.",
        "They had waited 10 years.",
    ],
)
def test_what_the_source_says_in_other_words_is_supported(text: str) -> None:
    assert unsupported(text, SOURCE) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Marlow Bay paid $2.6 billion for the ferries.", "money"),
        ("Marlow Bay bought twelve ferries.", "number"),
        ("The boats carried 15 percent more.", "percent"),
        ("They had waited ten months.", "number"),
        ("The council paid on Friday.", "date"),
        ("The council paid on 25 November 2026.", "date"),
        ("Ferries leave at 9:30 p.m.", "time"),
        ("The council of Brannock paid.", "name"),
        ('"We have waited two decades for these boats," Okafor said.', "quote"),
        ("See https://example.org for more.", "url"),
        ("The European Union did approve the plan of mayor Helena Okafor.", "negation"),
        ("On Tuesday the council of Marlow Bay has not paid $2,400 million for eleven ferries.", "negation"),
        ("The European Union did not approve the plan of mayor Peter Lindqvist.", "name"),
    ],
)
def test_what_it_does_not_say_is_found(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


def test_a_number_of_another_sentence_is_no_evidence_for_this_one() -> None:
    assert kinds("The council bought boats for 2019 people.", 0) == ["number"]
    assert kinds("The council bought boats for 2019 people.", 3) == []


def test_no_lost_is_found() -> None:
    source = Source(("The harbour company has no money for the pier.",), "en")
    (finding,) = unsupported("The harbour company has money for the pier.", source)
    assert (finding.kind, finding.text) == ("negation", "money")


@pytest.mark.parametrize(
    ("language", "original", "changed"),
    [
        ("de", "Der Rat von Unterau hat den Plan nicht genehmigt.", "Der Rat von Unterau hat den Plan genehmigt."),
        ("fr", "Le conseil n'a pas signé l'accord mardi.", "Le conseil a signé l'accord mardi."),
        ("es", "El consejo no firmó el acuerdo el martes.", "El consejo firmó el acuerdo el martes."),
        ("de", "Die Stadt zahlte 283,82 Euro.", "Die Stadt zahlte 28,82 Euro."),
        ("fr", "La ville a payé 1 000 euros.", "La ville a payé 10 000 euros."),
        ("de", "Das Boot fährt 5 Kilometer in 20 Minuten.", "Das Boot fährt 5 Meilen in 20 Minuten."),
        ("es", "Esperó 3 meses en el pueblo.", "Esperó 3 semanas en el pueblo."),
        ("es", "El pueblo tiene 2.400 casas.", "El pueblo tiene 2.400.000 casas."),
    ],
)
def test_other_languages(language: str, original: str, changed: str) -> None:
    source = Source((original, "x"), language)
    assert unsupported(original.rstrip("."), source) == []
    assert unsupported(changed, source)


def test_findings_say_where_and_why() -> None:
    text = "Marlow Bay bought twelve ferries."
    (finding,) = unsupported(text, SOURCE)
    assert text[finding.span.start : finding.span.end] == finding.text == "twelve"
    assert finding.message == "this number is not in the source sentences"
    (finding,) = unsupported("They waited ten months.", SOURCE)
    assert (finding.text, finding.message) == ("ten", "the source has this number with another unit")


def test_rank_puts_the_supported_first_and_among_them_what_invents_least() -> None:
    candidates = [
        "Marlow Bay bought twelve ferries in 2020.",
        "Marlow Bay bought twelve ferries.",
        "Marlow Bay suffered an unprecedented catastrophe.",
        "The council of Marlow Bay paid for eleven ferries.",
    ]
    assert rank(candidates, SOURCE) == [3, 2, 1, 0]


def test_risk_grows_with_what_is_made_up() -> None:
    copied = risk(["the council of marlow bay paid for eleven ferries"], SOURCE)
    made_up = risk(["a footballer has been jailed for nine years in brannock crown court"], SOURCE)
    assert 0 < copied < 0.5 < made_up < 1
    assert risk([], SOURCE) < 1


def test_a_name_is_not_supported_by_a_part_of_another_word() -> None:
    source = Source(("The council planned the ferry with care.",), "en", title="", published=None)
    assert [finding.text for finding in unsupported("The council asked Lann for the ferry.", source)] == ["Lann"]
