"""Regular expressions made of the words of the languages.

Texts use words of other languages, so percentages and currencies are recognised in all languages in every text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from briefsmith.languages.knowledge import gathered


def any_word(words: Iterable[str]) -> str:
    """An expression for any of the words, the longest first; empty for none."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def percent() -> str:
    """An expression for "percent" and "percentage points" in any language."""
    return "|".join(gathered(lambda known: known.numbers.percent))


@cache
def percent_joined() -> str:
    """The same where nothing separates it from the words around it."""
    return "|".join(gathered(lambda known: known.numbers.percent_joined))


@cache
def percent_before() -> re.Pattern[str]:
    """A pattern for "percent" at the end of what stands before a figure: yüzde 12, 百分之12."""
    return re.compile(rf"(?:{'|'.join(gathered(lambda known: known.numbers.percent_before))})\s?$", re.IGNORECASE)


@cache
def currencies() -> dict[str, str]:
    """Expressions for the names of currencies in any language, by their ISO codes."""
    found: dict[str, list[str]] = {}
    for code, names in gathered(lambda known: known.numbers.currencies.items()):
        found.setdefault(code, []).append(names)
    return {code: "|".join(names) for code, names in found.items()}
