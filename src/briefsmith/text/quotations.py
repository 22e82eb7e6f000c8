"""Quotations by their marks, for rules that must not look into them; `facts.quotes` reads what they say."""

from __future__ import annotations

import re

# What opens a quotation, and what may close it. German closes by the mark that opens in English, Danish turns the marks of
# French round, Swedish and Finnish open and close with one mark.
_PAIRS = (
    ('"', '"'),
    ("“", "”"),
    ("„", "“”"),
    ("«", "»"),
    ("「", "」"),
    ("『", "』"),
    (r"(?<![\w.,!?…])»(?=\w)", "«"),
    (r"(?<![^\s(\[–—-])”(?=\w)", "”"),
)
_CLOSED = re.compile("|".join(f"{opens}[^{closes}]*[{closes}]" for opens, closes in _PAIRS))
_BEGUN = re.compile("|".join(f"{opens}[^{closes}]*[{closes}]?" for opens, closes in _PAIRS))
# A quotation mark that stands before a word as an opening one, though it closes in other languages.
_SAME = re.compile(r"(?<![^\s(\[–—-])”(?=\w)")
# Within a Hebrew word the mark is part of its spelling.
_IN_WORD = re.compile(r"(?<=[א-ת])\"(?=[א-ת])")


def balanced(text: str) -> bool:
    """Whether every quotation mark and bracket that opens in the text also closes in it."""
    if text.count("(") != text.count(")"):
        return False
    straight, low = text.count('"') - len(_IN_WORD.findall(text)), text.count("„")
    opened, closed = text.count("“"), text.count("”")
    if any(text.count(left) != text.count(right) for left, right in ("«»", "「」", "『』")):
        return False
    if low:  # closed by the mark that opens in English, by the one that closes there, or by a straight one
        return low == straight + opened + closed
    if closed and not opened and _SAME.search(text):
        return straight % 2 == 0 and closed % 2 == 0
    return straight % 2 == 0 and opened == closed


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Where the quotations of a text are, with their marks."""
    return [match.span() for match in _CLOSED.finditer(text)]


def outside_quotations(text: str, unclosed: bool = False) -> str:
    """The text with a space for each quotation; with `unclosed` also for one that has no end."""
    return (_BEGUN if unclosed else _CLOSED).sub(" ", text)
