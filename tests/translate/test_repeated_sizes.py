"""The sizes of runs that are looked for are those that can be found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefsmith.translate.guards.repetition import _sizes


@given(st.lists(st.sampled_from("abcdefgh"), max_size=40))
def test_no_run_is_missed(stems: list[str]) -> None:
    runs = {
        size
        for size in range(1, len(stems) // 2 + 1)
        for start in range(len(stems) - 2 * size + 1)
        if stems[start : start + size] == stems[start + size : start + 2 * size]
    }
    assert runs <= set(_sizes(stems))


def test_distinct_words_need_no_search() -> None:
    assert _sizes(["one", "two", "three"]) == []
