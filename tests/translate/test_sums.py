from __future__ import annotations

import pytest

from briefsmith.translate.sums import amounts_in_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It cost $1.3bn, or £980m.", "It cost $1.3 billion, or £980 million."),
        ("US$5.3tn a day", "US$5.3 trillion a day"),
        ("£30k a year, X2, $X1bn", "£30,000 a year, X2, $X1 billion"),
        ("€2 mln each", "€2 million each"),
        ("$500M, $1.3B, CHF 5bn, A$5bn, Rs5bn", "$500 million, $1.3 billion, CHF 5 billion, A$5 billion, Rs5 billion"),
        ("$3-5bn, $3bn-$5bn, £3–£5m", "$3-5 billion, $3 billion-$5 billion, £3–£5 million"),
        ("a wall of 5m, 3 bn years, £5 m long, M25m, F1b", "a wall of 5m, 3 bn years, £5 m long, M25m, F1b"),
        ("$5 more, $3mile", "$5 more, $3mile"),
    ],
)
def test_magnitudes_of_sums_are_written_out(text: str, expected: str) -> None:
    assert amounts_in_words(text, "en") == expected


def test_other_languages_stay() -> None:
    assert amounts_in_words("$1.3bn", "nl") == "$1.3bn"
