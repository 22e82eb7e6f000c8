"""Sums with a letter for their magnitude, as models of sentences know them: `$1.3bn` as `$1.3 billion`, `£5k` as `£5,000`."""

from __future__ import annotations

import re

_MAGNITUDES = {
    **dict.fromkeys(("m", "mn", "mln", "mm", "mil"), "million"),
    **dict.fromkeys(("b", "bn", "bln"), "billion"),
    **dict.fromkeys(("t", "tn", "trn", "tln"), "trillion"),
}
_FIGURE = r"(?:\d+(?:[.,]\d+)*|X\d+)"  # or the placeholder of one
_SIGN = r"(?:(?:[A-Z]{1,3})?[$£€¥]|(?:USD|EUR|GBP|CHF|AUD|CAD|SEK|NOK|DKK|INR|Rs))"
# Only beside a currency: `5m` may be five metres. A single letter stands on its figure: "£5 m long" is none.
_SUM = re.compile(
    rf"(?<!\w)({_SIGN}\s?(?:{_FIGURE}\s?[-–]\s?{_SIGN}?)?{_FIGURE})"
    r"(?:\s?((?i:mln|mn|bln|bn|trn|tln|tn|mil))|((?i:mm|m|b|t)))(?!\w)"
)
_THOUSANDS = re.compile(rf"(?<!\w)({_SIGN}\s?\d{{1,3}})[kK](?!\w)")


def amounts_in_words(text: str, language: str | None) -> str:
    """An English text with the magnitudes of its sums in words; a text in another language as it is."""
    if language != "en":
        return text
    written = _SUM.sub(lambda match: f"{match[1]} {_MAGNITUDES[(match[2] or match[3]).lower()]}", text)
    return _THOUSANDS.sub(r"\1,000", written)
