from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields

import pytest

from briefsmith.languages.knowledge import Knowledge, Rendering, knowledge, known_languages
from briefsmith.languages.table import LANGUAGES

PATTERNS = [f.name for f in fields(Rendering) if f.type == "str"]


def patterns(rendering: Rendering) -> Iterator[str]:
    yield from (getattr(rendering, name) for name in PATTERNS)
    yield from rendering.currencies.values()
    yield from (words for words, _ in rendering.converted)
    yield from rendering.magnitude_edges or ()


def test_the_languages_with_a_module_are_languages() -> None:
    assert {"de", "en", "es", "fr"} <= set(known_languages()) <= set(LANGUAGES)
    assert list(known_languages()) == sorted(known_languages())
    assert all(knowledge(language).code == language for language in known_languages())
    assert knowledge("tlh") == Knowledge("tlh")


@pytest.mark.parametrize("language", known_languages())
def test_what_is_known_of_renderings_are_regular_expressions_without_groups(language: str) -> None:
    assert PATTERNS
    for pattern in filter(None, patterns(knowledge(language).rendering)):
        # As an alternative of a larger pattern it must have no groups with names or numbers of its own.
        assert re.compile(pattern).groups == 0


@pytest.mark.parametrize("language", known_languages())
def test_words_of_renderings_are_in_small_letters(language: str) -> None:
    known = knowledge(language).rendering
    words = known.doubled | known.loose_numbers | known.ambiguous_magnitudes | known.unsure_months
    assert {word.lower() for word in words} == words
    assert all(digits.isdigit() and forms == forms.lower() for digits, forms in known.number_forms.items())
