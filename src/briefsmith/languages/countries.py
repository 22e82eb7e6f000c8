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


# Where a word begins, and how many of its letters find the expressions to try.
_WORD_START = re.compile(r"(?<!\w)\w")
_KEY = 2


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
    forms, found, end = _forms(primary(language)), [], 0
    for start in _WORD_START.finditer(text):
        at = start.start()
        for tail, expression, code in forms.get(text[at : at + _KEY].lower(), ()) if at >= end else ():
            if text.startswith(tail, at + 1) and (match := _compiled(expression).match(text, at)):
                found.append(Mention(at, match.end(), match[0], code))
                end = match.end()
                break
    return found


@cache
def _peoples(language: str) -> dict[str, list[str]]:
    return {code: forms for code, *forms in rows("peoples", language)}


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    """Compiled at the first use: of the thousand expressions of a language, a text needs a few."""
    return re.compile(expression)


@cache
def _forms(language: str) -> dict[str, list[tuple[str, str, str]]]:
    """For each country what follows the first letter, the expression, and the code, by the first letters of the form.

    A text is tried with few of them: where the letters after the first are not in it, no expression can match.
    """
    forms = [(name, rf"{re.escape(name)}(?:e?s)?(?!\w)", _SAME.get(code, code)) for code, name in _countries(language)]
    forms += [
        (word.replace("_", " "), begins(word), code) for code, words in _peoples(language).items() for word in words
    ]
    found: dict[str, list[tuple[str, str, str]]] = {}
    for form, expression, code in sorted(forms, key=lambda item: -len(item[0])):
        tail = form.removesuffix(".")[1:]
        found.setdefault(form[:_KEY].lower(), []).append((tail, _PARTS + expression, code))
    return found


def _countries(language: str) -> list[tuple[str, str]]:
    from babel import Locale, UnknownLocaleError

    try:
        names = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return []
    return [(code, name) for code, name in names.items() if len(code) == 2 and code.isalpha() and code not in _LEFT_OUT]
