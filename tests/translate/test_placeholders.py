from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsmith.translate.placeholders import Slot, mask, pieces, protected


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("see https://ex.org/a_b, or a.b@ex.org.", ["https://ex.org/a_b", "a.b@ex.org"]),
        ("run `a b` on #RainDay with @desk", ["`a b`", "#RainDay", "@desk"]),
        ("the [map](https://ex.org/m_(1)) shows", ["[map](https://ex.org/m_(1))"]),
        ("v2.1 and 3.11.2 but not 123.456.789 or 2.5", ["v2.1", "3.11.2"]),
        ("Rain 🎉🎉 in 東京 and Café", ["🎉🎉", "東京"]),
        ("the 👩🏽‍🚒 came", ["👩🏽‍🚒"]),
        ("on 3/1/2020, 12/05/21 or 2026-05-03, not 1/2, 7-2 or a/3/4/20", ["3/1/2020", "12/05/21", "2026-05-03"]),
        ("#1 of 5 at 20°", []),
        ("naïve Łódź", []),
    ],
)
def test_protected_spans(text: str, spans: list[str]) -> None:
    assert [slot.text for slot in protected(text, "en")] == spans


@pytest.mark.parametrize("data", ["a." * 2000, "x" * 200, "a&b=c;" * 1000, "é" * 300])
def test_a_run_too_long_to_be_a_word_is_data(data: str) -> None:
    assert [slot.text for slot in protected(f"Read {data} now", "en")] == [data]


def test_a_script_without_spaces_has_long_runs() -> None:
    assert protected("雨" * 300, "zh") == []
    assert [slot.text for slot in protected("雨" * 300 + "a=b&" * 60 + "雨", "zh")] == ["a=b&" * 60]


def test_the_script_of_the_source_is_no_foreign_one() -> None:
    assert protected("Дождь шёл весь день", "ru") == []


@given(st.text(max_size=80))
def test_masking_is_undone(text: str) -> None:
    slots = protected(text, "en")
    assert "".join(part + (slot.text if slot else "") for part, slot in pieces(text, slots)) == text
    masked = mask(text, slots)
    assert masked is None or not slots or masked.restore(masked.text) == text


def test_a_lost_or_doubled_placeholder_is_noticed() -> None:
    masked = mask("see A and B", [Slot(4, 5, "a"), Slot(10, 11, "b")])
    assert masked is not None
    assert masked.text == "see X1 and X2"
    assert masked.restore("X2 und X1") == "b und a"
    assert masked.restore("X1 und X1") is None
    assert masked.restore("nur X1") is None
    assert mask("X1 and A", [Slot(7, 8, "a")]) is None
