"""Quotations by their marks, for rules that must not look into them; `facts.quotes` reads what they say."""

from __future__ import annotations

import re

# What opens a quotation, and what may close it. German closes by the mark that opens in English.
_PAIRS = (('"', '"'), ("“", "”"), ("„", "“”"), ("«", "»"), ("「", "」"))
_CLOSED = re.compile("|".join(f"{opens}[^{closes}]*[{closes}]" for opens, closes in _PAIRS))
_BEGUN = re.compile("|".join(f"{opens}[^{closes}]*[{closes}]?" for opens, closes in _PAIRS))


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Where the quotations of a text are, with their marks."""
    return [match.span() for match in _CLOSED.finditer(text)]


def outside_quotations(text: str, unclosed: bool = False) -> str:
    """The text with a space for each quotation; with `unclosed` also for one that has no end."""
    return (_BEGUN if unclosed else _CLOSED).sub(" ", text)
