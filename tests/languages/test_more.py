"""What is known of further languages, shown through the functions that use it."""

from __future__ import annotations

import pytest

from briefsmith.translate.typography.quotes import local_quotes

from .known import sentences, values


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("it", "«a “b” c»"), ("pt", "“a ‘b’ c”"), ("nl", "‘a “b” c’"), ("pl", "„a «b» c”"), ("cs", "„a ‚b‘ c“"),
        ("ru", "«a „b“ c»"), ("uk", "«a „b“ c»"), ("sv", "„a „b“ c“"),
    ],
)  # fmt: skip
def test_quotation_marks(language: str, expected: str) -> None:
    assert local_quotes("„a „b“ c“", "„a „b“ c“", language) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Lo ha detto l’on. Rossi ieri. Piove.", "it", 2),
        ("Gisteren sprak mevr. De Vries daar. Het regent.", "nl", 2),
        ("Falou a Profa. Souza ontem. Chove.", "pt", 2),
        ("Це вул. Франка у місті. Дощить.", "uk", 2),
        ("Podle čl. 3 to platí. Prší.", "cs", 2),
        ("По ст. 5 это так. Идёт дождь.", "ru", 2),
        ("「行く。」と彼は言った。雨だ。", "ja", 2),
        ("「行く。」彼は言った。", "ja", 2),
    ],
)
def test_sentences(text: str, language: str, expected: int) -> None:
    assert len(sentences(text, language)) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Oggi parla dell'Umbria e l'Arno.", "it", ["umbria", "arno"]),
        ("Avui parla d'Olot.", "ca", ["olot"]),
        ("Gisteren sprak iemand lang met Anna van der Berg.", "nl", ["anna van der berg"]),
        ("Ontem falou com Ana dos Santos.", "pt", ["ana dos santos"]),
    ],
)
def test_names(text: str, language: str, expected: list[str]) -> None:
    assert values(text, language, "name") == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("3亿2000万", "zh", ["320000000"]), ("3億2000万円", "ja", ["JPY 320000000"]), ("3억 2000만 원", "ko", ["KRW 320000000"]),
        ("5 tys. złotych", "pl", ["5000"]),
    ],
)  # fmt: skip
def test_numbers(text: str, language: str, expected: list[str]) -> None:
    assert values(text, language, "number", "money") == expected


@pytest.mark.parametrize("text", ["2026年11月27日", "2026年11月27号", "2026년 11월 27일"])
def test_dates_with_signs_are_read_in_every_language(text: str) -> None:
    assert [values(text, language, "date") for language in ("zh", "ja", "ko", "en")] == [["2026-11-27"]] * 4


def test_a_month_that_is_a_planet_is_left_alone_where_nothing_says_which() -> None:
    assert values("Sonden reser till Mars.", "sv", "date") == []
    assert values("Sonden reser den 3 mars.", "sv", "date") == ["--03-03"]
