"""Sums with a letter for their magnitude, as models of sentences know them: `$1.3bn` as `$1.3 billion`, `£5k` as `£5,000`."""

from __future__ import annotations

import re

_MAGNITUDES = {"m": "million", "mn": "million", "mln": "million", "bn": "billion", "b": "billion", "tn": "trillion"}
# Only beside a currency: `5m` may be five metres. The figure may be a placeholder.
_CURRENCY = r"(?<!\w)((?:[A-Z]{1,2})?[$£€¥]\s?"
_SUM = re.compile(_CURRENCY + r"(?:\d+(?:[.,]\d+)*|X\d+))\s?(mln|mn|bn|tn|m|b)(?!\w)")
_THOUSANDS = re.compile(_CURRENCY + r"\d{1,3})k(?!\w)")


def amounts_in_words(text: str, language: str) -> str:
    """An English text with the magnitudes of its sums in words; a text in another language as it is."""
    if language != "en":
        return text
    return _THOUSANDS.sub(r"\1,000", _SUM.sub(lambda m: f"{m[1]} {_MAGNITUDES[m[2]]}", text))
