"""Sums with a letter for their magnitude, as models know them: `$1.3bn` as `$1.3 billion`, `£5k` as `£5,000`."""

from __future__ import annotations

import re
from functools import cache

from briefsmith.languages.cldr import lexicon
from briefsmith.languages.knowledge import knowledge
from briefsmith.languages.patterns import any_word

_FIGURE = r"(?:\d+(?:[.,]\d+)*|X\d+)"  # or the placeholder of one
_SIGN = r"(?:(?:[A-Z]{1,3})?[$£€¥]|(?:USD|EUR|GBP|CHF|AUD|CAD|SEK|NOK|DKK|INR|Rs))"
_THOUSANDS = re.compile(rf"(?<!\w)({_SIGN}\s?\d{{1,3}})[kK](?!\w)")


def amounts_in_words(text: str, language: str | None) -> str:
    """The text with the magnitudes of its sums in words; unchanged where its language has no such letters."""
    if language is None or not knowledge(language).numbers.sum_letters:
        return text
    numbers = knowledge(language).numbers
    words = {**numbers.sum_abbreviations, **numbers.sum_letters}
    written = _sum(language).sub(lambda match: f"{match[1]} {words[(match[2] or match[3]).lower()]}", text)
    return _THOUSANDS.sub(rf"\g<1>{lexicon(language).group}000", written)


@cache
def _sum(language: str) -> re.Pattern[str]:
    """A sum followed by an abbreviation or a letter.

    Only with a currency: `5m` may be five metres. A letter directly follows its figure: "£5 m long" is not a sum.
    """
    numbers = knowledge(language).numbers
    return re.compile(
        rf"(?<!\w)({_SIGN}\s?(?:{_FIGURE}\s?[-–]\s?{_SIGN}?)?{_FIGURE})"
        rf"(?:\s?((?i:{any_word(numbers.sum_abbreviations)}))|((?i:{any_word(numbers.sum_letters)})))(?!\w)"
    )
