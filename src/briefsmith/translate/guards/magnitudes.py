"""Orders of magnitude named in words: two billion is not two million."""

from __future__ import annotations

import re
from functools import cache

from briefsmith.languages.cldr import SHORT_MAGNITUDES, lexicon
from briefsmith.languages.knowledge import knowledge
from briefsmith.languages.table import Pair
from briefsmith.translate.guards.base import Finding, Guard, Sides
from briefsmith.translate.guards.figures import compared
from briefsmith.translate.guards.known import any_of, words_of_all
from briefsmith.translate.guards.number_words import lost_words
from briefsmith.translate.guards.values import in_full

_SHORT = re.compile(r"\d\s?[mbt]\b|\d(?:[.,\s]\d{3}){2}|\d{7}", re.IGNORECASE)


def magnitudes(text: str, language: str) -> frozenset[int] | None:
    """The orders: `two billion` has 10⁹, German `2 Milliarden` too; None where a letter means one (`£2m`), which
    may also be a unit, or where millions are written in figures.
    """
    if _SHORT.search(text):
        return None
    text = text.replace("İ", "I")  # of which `lower` makes two characters
    factors, lowered = _factors(language), text.lower()
    if not any(word in lowered for word in factors):
        return frozenset()
    found = _pattern(language).findall(text)
    # A pattern without regard to case takes `ı` for an `i`.
    known = [(thousands, factors[word.lower()]) for thousands, word in found if word.lower() in factors]
    return frozenset(factor * (1000 if thousands else 1) for thousands, factor in known)


class MagnitudesGuard(Guard):
    """Orders that differ from those of the source, where figures and number words came through."""

    name = "orders of magnitude"

    def knows(self, pair: Pair) -> bool:
        return all(_factors(language) for language in pair)

    def findings(self, sides: Sides) -> list[Finding]:
        if any(sides.once(compared)) or sides.once(lost_words):
            return []
        wanted, found = magnitudes(sides.source, sides.pair[0]), magnitudes(sides.target, sides.pair[1])
        if wanted is None or found is None or wanted == found or _of_same_values(sides):
            return []
        return [Finding("figures", "another order of magnitude (million, billion)")]


def _of_same_values(sides: Sides) -> bool:
    """Whether the large amounts have the same values, in other steps: `3 million` is 300만 and 30 लाख."""
    source, target = (
        sorted(value for _, value in in_full(text, language) if value >= 10**6)
        for text, language in zip((sides.source, sides.target), sides.pair, strict=True)
    )
    return bool(source) and source == target


@cache
def _factors(language: str) -> dict[str, int]:
    ambiguous = SHORT_MAGNITUDES | words_of_all(lambda r: r.ambiguous_magnitudes)
    words = lexicon(language).magnitudes.items()
    return {word: factor for word, factor in words if factor >= 10**6 and word not in ambiguous}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    factors = _factors(language)
    spaced = (r"(?<!\w)", r"(?!\w)") if all(word[0].isascii() for word in factors) else ("", "")
    before, after = knowledge(language).rendering.magnitude_edges or spaced
    words = "|".join(re.escape(word) for word in sorted(factors, key=len, reverse=True))
    # Thousands of millions are billions: `2300 millones`, `miles de millones`, `4 thousand million`.
    group = re.escape(lexicon(language).group)
    named = any_of(lambda r: r.thousands)
    thousands = rf"((?<![\d.,])\d{{1,3}}[{group}\s]?\d{{3}}\s|\b(?:{named}))?"
    # Directly after a figure (`$2bn`) there is no word boundary.
    return re.compile(rf"{thousands}(?:{before}|(?<=\d))({words}){after}", re.IGNORECASE)
