"""Spans that must stay unchanged: addresses, code, hashtags, mentions, links, versions, dates in figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from briefsmith.facts.urls import urls

_MARKED = re.compile(
    r"(?P<link>!?\[[^\[\]\n]*\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s\"[^\"]*\")?\))"
    r"|(?P<code>(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<tag>(?<![\w&/#])#(?=\w*[^\W\d_])\w+)"
    r"|(?P<mention>(?<![\w@./])@\w+(?:[.-]\w+)*(?:@\w+(?:[.-]\w+)+)?)"
    r"|(?P<date>(?<![\w/-])(?:\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})(?![\w/-]))"
    r"|(?P<version>(?<![\w.])[vV]?\d+(?:\.\d+){2,}(?:[-+][\w.]*\w)?(?![\w])|(?<![\w.])[vV]\d+(?:\.\d+)*(?!\w))"
)
# Without one of these nothing is found; the full stop of a sentence is none of them.
_ANY = re.compile(r"[/@#`\[]|\.\w|\d-\d|\b[vV]\d")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
_URL_END = ".,;:!?'\"”’)»"


def spans(text: str) -> list[tuple[int, int]]:
    """Addresses, code, hashtags, mentions, Markdown links, versions and dates in figures, in order, without overlaps.

    Whether 3/4 is in March or in April only the writer knows.
    """
    return list(_spans(text))


@lru_cache(maxsize=256)
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    """Kept, since the steps of a translation ask for those of the same sentence."""
    if not _ANY.search(text):
        return ()
    found = [m.span() for m in _MARKED.finditer(text) if not _GROUPED.fullmatch(m[0])]
    found += [(url.start, url.start + len(url.text.rstrip(_URL_END))) for url in urls(text)]
    return tuple(without_overlaps(found))


def without_overlaps(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order; of those that overlap, the one that begins first, and of these the longest."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
