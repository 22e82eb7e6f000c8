"""Sums with a letter for their magnitude, as models of sentences know them: `$1.3bn` as `$1.3 billion`."""

from __future__ import annotations

import re

_MAGNITUDES = {"m": "million", "mn": "million", "mln": "million", "bn": "billion", "b": "billion", "tn": "trillion"}
# Only beside a currency: `5m` may be five metres.
_SUM = re.compile(r"(?<!\w)((?:[A-Z]{1,2})?[$£€¥]\s?\d+(?:[.,]\d+)*)\s?(mln|mn|bn|tn|m|b)(?!\w)")


def amounts_in_words(text: str, language: str) -> str:
    """An English text with the magnitudes of its sums in words; a text in another language as it is."""
    return _SUM.sub(lambda m: f"{m[1]} {_MAGNITUDES[m[2]]}", text) if language == "en" else text
