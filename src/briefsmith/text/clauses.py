"""Cuts a sentence that is too long for a model into clauses, without losing a word."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from briefsmith.languages.knowledge import gathered
from briefsmith.languages.patterns import any_word


def split_clauses(text: str, fits: Callable[[Sequence[str]], list[bool]]) -> list[str]:
    """Pieces of the text that each fit, cut at the best boundaries near the middle; together they have all its words.

    `fits` tests several texts at once. A single word that does not fit is cut in the middle, never dropped.
    """
    if fits([text])[0]:
        return [text]
    left, right = _halves(text)
    return [*split_clauses(left, fits), *split_clauses(right, fits)]


@cache
def _boundaries() -> tuple[re.Pattern[str], ...]:
    """Where a cut does least harm, the best first.

    After a semicolon, colon or dash; after a comma; before a conjunction of any language; at a space.
    """
    conjunctions = any_word(gathered(lambda known: known.sentences.conjunctions))
    return (
        re.compile(r"(?<=[;:])\s+|\s+(?=[–—]\s)"),
        re.compile(r"(?<=[,،、，])\s*(?=\D)"),
        re.compile(rf"\s+(?=(?:{conjunctions})\s)"),
        re.compile(r"\s+"),
    )


def _halves(text: str) -> tuple[str, str]:
    middle = len(text) / 2
    for boundary in _boundaries():
        # The middle half only: a cut near an end leaves one piece as long as before.
        cuts = [m for m in boundary.finditer(text) if len(text) / 4 <= m.start() <= len(text) * 3 / 4]
        if cuts:
            cut = min(cuts, key=lambda m: abs(m.start() - middle))
            return text[: cut.start()].rstrip(), text[cut.end() :].lstrip()
    half = int(middle)
    return text[:half], text[half:]
