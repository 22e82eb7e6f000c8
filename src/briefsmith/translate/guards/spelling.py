"""Numbers in words and in Roman numerals."""

from __future__ import annotations

import re
from functools import cache

from briefsmith.languages.cldr import lexicon
from briefsmith.languages.knowledge import knowledge
from briefsmith.translate.guards.known import any_of

# Their words are too short to be reliable inside another word.
_SHORTEST_WORD = 4


def stands_in_words(number: str, text: str, language: str) -> bool:
    """Whether the text has the number in words or in Roman numerals."""
    return is_spelled(number, text, language) or _is_roman(number, text)


def is_spelled(number: str, text: str, language: str) -> bool:
    """Whether the number is in the text as a word or within one (`zehnprozentig`)."""
    lowered = text.lower()
    if number.endswith("000") and is_spelled(number[:-3], text, language):
        return any(
            word in lowered for word, factor in lexicon(language).magnitudes.items() if factor == 1000 and word != "k"
        )
    return any(
        word in lowered if len(word) >= _SHORTEST_WORD else re.search(rf"(?<!\w){word}", lowered)
        for word in _words_of(language).get(number, ())
    )


@cache
def _words_of(language: str) -> dict[str, tuple[str, ...]]:
    """Number words by digits: `10` is zehn and zehnte."""
    found: dict[str, set[str]] = {}
    for word, value in lexicon(language).words.items():
        found.setdefault(str(value), set()).add(word)
        if value in (2, 3, 5, 6, 7, 8, 9) and word.endswith("e") and len(word) > _SHORTEST_WORD:
            found[str(value)].add(word[:-1])
    for number, forms in knowledge(language).rendering.number_forms.items():
        found.setdefault(number, set()).update(forms.split("|"))
    return {number: tuple(words) for number, words in found.items()}


def _is_roman(number: str, text: str) -> bool:
    """Whether a small ordinal is in the text in Roman numerals, as French and Spanish centuries do (`XVIIIe siècle`)."""
    if not 1 < int(number) < 30:
        return False
    tens, ones = divmod(int(number), 10)
    numeral = "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
    return re.search(rf"(?<!\w){numeral}(?:{_roman_endings()})?(?!\w)", text) is not None


@cache
def _roman_endings() -> str:
    return any_of(lambda r: r.roman_endings)
