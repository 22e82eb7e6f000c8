"""Versions behind a word, and what a "word" without end costs."""

from __future__ import annotations

from briefsmith.translate.typography.versions import _BEHIND_WORD, versions


def test_versions_stand_behind_a_word_with_a_capital() -> None:
    assert versions("The council uses iOS 17.4 and Chapter 4.2 of the code.", "en") == ["17.4", "4.2"]
    assert versions("About 4.5 of them, and a rise to 3.5 percent.", "en") == []


def test_a_word_without_end_is_not_read_to_its_end() -> None:
    # From each of its letters the rest of it was read: 16,000 took seven seconds.
    found = _BEHIND_WORD.search("a" * 1_000 + " 17.4")
    assert found is not None
    assert len(found["word"]) < 50
