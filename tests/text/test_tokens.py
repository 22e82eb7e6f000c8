"""Words in scripts whose vowel signs are marks."""

from __future__ import annotations

import pytest

from briefsmith.text.tokens import LETTERS, WORD, stems


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("हिन्दी में समाचार", ["हिन्दी", "में", "समाचार"]),
        ("সেতুর স্তম্ভ", ["সেতুর", "স্তম্ভ"]),
        ("ป้ายนี้ ที่นี่", ["ป้ายนี้", "ที่นี่"]),
        ("مُعَلِّم جديد", ["مُعَلِّم", "جديد"]),
        ("don't l’an 3rd", ["don't", "l’an", "3rd"]),
    ],
)
def test_a_mark_is_part_of_its_word(text: str, words: list[str]) -> None:
    assert WORD.findall(text) == words


def test_stems_are_of_whole_words() -> None:
    assert stems("हिन्दी समाचार", "hi") == ["हिन्दी", "समाचार"]
    assert LETTERS.findall("3 मार्च 2026") == ["मार्च"]
