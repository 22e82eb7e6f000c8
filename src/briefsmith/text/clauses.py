"""Cutting a sentence that is longer than a model reads well into clauses, without losing a character."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

# Where a cut hurts least, the best first: after a semicolon, colon or dash; after a comma; before a conjunction; at a space.
_BOUNDARIES = (
    re.compile(r"(?<=[;:])\s+|\s+(?=[–—]\s)"),
    re.compile(r"(?<=[,،、，])\s*(?=\D)"),
    re.compile(r"\s+(?=(?:and|but|or|which|who|that|while|because|und|aber|oder|et|mais|ou|que|y|pero|o)\s)"),
    re.compile(r"\s+"),
)


def split_clauses(text: str, fits: Callable[[Sequence[str]], list[bool]]) -> list[str]:
    """Pieces of the text that each fit, cut at the best boundaries near the middle; joined they give the text's words.

    `fits` answers for several texts at once. A single word that does not fit is cut in the middle, never dropped.
    """
    if fits([text])[0]:
        return [text]
    left, right = _halves(text)
    return [*split_clauses(left, fits), *split_clauses(right, fits)]


def _halves(text: str) -> tuple[str, str]:
    middle = len(text) / 2
    for boundary in _BOUNDARIES:
        # The middle half only: a cut near an end leaves one piece as long as before.
        cuts = [m for m in boundary.finditer(text) if len(text) / 4 <= m.start() <= len(text) * 3 / 4]
        if cuts:
            cut = min(cuts, key=lambda m: abs(m.start() - middle))
            return text[: cut.start()].rstrip(), text[cut.end() :].lstrip()
    half = int(middle)
    return text[:half], text[half:]
