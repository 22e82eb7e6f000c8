"""Quotations by their marks, in the manner of several languages."""

from __future__ import annotations

import pytest

from briefsmith.facts.quotes import quotes
from briefsmith.text.quotations import balanced, outside_quotations

SAID = [
    "Han sade ”vi väntar inte” igår.",  # Swedish, Finnish
    "Hun sagde »vi venter ikke« i går.",  # Danish
    "Powiedział „nie czekamy dłużej” wczoraj.",  # Polish
    "Er sagte „wir warten nicht“ gestern.",
    'הוא אמר "אנחנו לא מחכים" אתמול.',
    "他说“我们不能再等了”。",
    "彼は「もう待てない」と述べた。",
]


@pytest.mark.parametrize("text", SAID)
def test_both_marks_belong_to_the_quotation(text: str) -> None:
    assert balanced(text)
    assert len(quotes(text)) == 1
    assert not set(outside_quotations(text)) & set('”“„«»"「」')


@pytest.mark.parametrize(
    "text",
    [
        "„Pomyślałem: «Trzeba stanąć». I stanęliśmy” – mówi.",
        "„Azt gondoltam: »Itt meg kell állni.« És megálltunk” – meséli.",
        "„Řekl jsem si: ‚Tady stát.‘ A stáli jsme,“ vypráví.",
        'העמודים שקעו ב-3.5 ס"מ בשנה.',
        'ד"ר ריב אמר: "כאן עוצרים".',
    ],
)
def test_marks_within_marks_and_within_words_are_balanced(text: str) -> None:
    assert balanced(text)


@pytest.mark.parametrize(
    "text", ["Han sade ”vi väntar inte igår.", "„Nie czekamy dłużej.", "I czekaliśmy” – mówi.", '"אנחנו מחכים ס"מ.']
)
def test_half_a_quotation_is_not_balanced(text: str) -> None:
    assert not balanced(text)


def test_a_quotation_in_hebrew_has_its_abbreviations() -> None:
    [found] = quotes('הוא אמר "העמודים שקעו 3 ס"מ בשנה" אתמול.')
    assert found.text == '"העמודים שקעו 3 ס"מ בשנה"'
