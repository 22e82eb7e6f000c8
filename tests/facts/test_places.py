"""Searches that are tried only where something may begin find what a search of the whole text finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsmith.facts.amounts import _matches, _pattern
from briefsmith.facts.dates import _months_begin, _word_patterns
from briefsmith.languages.cldr import lexicon
from briefsmith.languages.knowledge import known_languages
from text.test_detect import PROSE

PARTS = (
    *("12,500", "3.5 %", "-7", "US$5 bn", "10US$", "5元", "3億2000万円", "a million", "an hour", "two hundred and fifty", "EUR 3"),
    *("zweihundert", "mille", "deux mille", "Covid-19", "(4)", "x5", "5x", "½", "usd 9", "Two", "TEN", "GBP", "tausend", "un"),
    *("May", "3 May 2024", "13. März", "mars", "avr.", "2026-11-27", "December", "the", "river", "said", ".", ",", "\n", "5月"),
)  # fmt: skip


@pytest.mark.parametrize("language", known_languages())
@given(st.lists(st.sampled_from(PARTS), max_size=12), st.sampled_from([" ", "", "\u00a0", "-"]))
def test_amounts(language: str, parts: list[str], joint: str) -> None:
    code = lexicon(language).language
    text = joint.join(parts)
    found = [match.span() for match in _matches(text, code)]
    assert found == [match.span() for match in _pattern(code).finditer(text)]


@pytest.mark.parametrize("language", known_languages())
@given(st.lists(st.sampled_from(PARTS), max_size=6))
def test_months(language: str, parts: list[str]) -> None:
    code, text = lexicon(language).language, " ".join(parts)
    month, _ = _word_patterns(code)
    if month is not None and month.search(text):
        assert _months_begin(code).search(text)


@pytest.mark.parametrize("language", sorted(set(PROSE) & set(known_languages())))
def test_amounts_in_prose(language: str) -> None:
    text = PROSE[language]
    found = [match.span() for match in _matches(text, language)]
    assert found == [match.span() for match in _pattern(language).finditer(text)]
