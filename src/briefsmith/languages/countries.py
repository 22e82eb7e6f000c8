"""Countries and their peoples in a text: names from CLDR, through babel, and the words of `data/peoples.XX.txt`.

A line of those has a code (ISO 3166; XS is Scotland, XW Wales, SU the Soviet Union) and beginnings of words (`word_lists`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from briefsmith.languages.table import primary
from briefsmith.languages.word_lists import begins, rows

# Names that are also first names, words or regions elsewhere, and those that one language lumps together.
_LEFT_OUT = frozenset(
    {"GE", "JO", "TD", "JE", "IM", "GG", "AQ", "EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "GN", "GQ", "GW", "PG", "NE"}
)
_SAME = {"CD": "CG", "KP": "KR", "SS": "SD"}
# Continents and parts of them: "Latin American" is no American.
_PARTS = r"(?<!latin )(?<!south )(?<!north )(?<!central )(?<!süd)(?<!nord)(?<!mittel)(?<!latein)(?<!du sud)"


class Mention(NamedTuple):
    """A country or people at `start:end` of a text."""

    start: int
    end: int
    word: str
    code: str


def peoples_known(language: str) -> bool:
    """Whether the words for peoples are known, without which a country may be named by them unnoticed."""
    return bool(_peoples(primary(language)))


def peoples_of(code: str, language: str) -> bool:
    """Whether the words for the people of this country are known."""
    return code in _peoples(primary(language))


def mentions(text: str, language: str) -> list[Mention]:
    """The countries and peoples that a text names, in order."""
    return [Mention(*m.span(), m[0], m.lastgroup or "") for m in _forms(primary(language)).finditer(text)]


@cache
def _peoples(language: str) -> dict[str, list[str]]:
    return {code: forms for code, *forms in rows("peoples", language)}


@cache
def _forms(language: str) -> re.Pattern[str]:
    """A pattern with a group for each country, named by its code."""
    by_code: dict[str, list[str]] = {}
    for code, name in _countries(language):
        by_code.setdefault(_SAME.get(code, code), []).append(rf"{re.escape(name)}(?:e?s)?(?!\w)")
    for code, words in _peoples(language).items():
        by_code.setdefault(code, []).extend(map(begins, words))
    groups = (rf"(?P<{code}>{'|'.join(sorted(forms, key=len, reverse=True))})" for code, forms in by_code.items())
    joined = "|".join(groups)
    return re.compile(rf"(?<![\w]){_PARTS}(?:{joined})" if joined else r"(?!)")


def _countries(language: str) -> list[tuple[str, str]]:
    from babel import Locale, UnknownLocaleError

    try:
        names = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return []
    return [(code, name) for code, name in names.items() if len(code) == 2 and code.isalpha() and code not in _LEFT_OUT]
