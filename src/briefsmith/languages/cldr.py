"""What the extraction of facts needs to know of each language.

Separators, names of months and days, and magnitudes come from CLDR through babel, for every language in it; the
languages' own modules add the other forms that news uses. Cached: a language is read once, in about 10 ms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefsmith.languages.knowledge import knowledge
from briefsmith.languages.table import primary

if TYPE_CHECKING:
    from babel import Locale


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language: separators, and lower-cased words with their values.

    `months` map to 1 to 12, `days` to 1 (Monday) to 7, `magnitudes` to factors, `words` to numbers.
    """

    language: str
    decimal: str
    group: str
    months: dict[str, int]
    days: dict[str, int]
    magnitudes: dict[str, int]
    words: dict[str, int]


# Letters that are also units or abbreviations; they count only next to a currency or joined to the figure.
SHORT_MAGNITUDES = frozenset({"k", "m", "b", "t"})


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; English separators and nothing else for one that is not in CLDR."""
    from babel import Locale, UnknownLocaleError

    code = primary(language)
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return Lexicon(code, ".", ",", {}, {}, {}, {})
    known = knowledge(code)
    symbols = locale.number_symbols
    symbols = symbols.get("latn", symbols)
    return Lexicon(
        code,
        str(symbols.get("decimal", ".")),
        str(symbols.get("group", ",")),
        {**_months(locale), **known.calendar.months},
        {**_days(locale), **known.calendar.days},
        {**_magnitudes(locale), **known.numbers.magnitudes},
        dict(known.numbers.words),
    )


def _plain(name: str) -> str:
    return str(name).replace("\u200f", "").lower().rstrip(".")


def _months(locale: Locale) -> dict[str, int]:
    """Full names and abbreviations; names with a digit (Japanese 5月) are read as dates in figures."""
    return {
        _plain(name): month
        for context in ("format", "stand-alone")
        for width in ("abbreviated", "wide")
        for month, name in locale.months[context][width].items()
        if not re.search(r"\d", name)
    }


def _days(locale: Locale) -> dict[str, int]:
    return {_plain(name): day + 1 for day, name in locale.days["format"]["wide"].items()}


def _magnitudes(locale: Locale) -> dict[str, int]:
    """The words of the compact formats: `00 Milliarden` for 10,000,000,000 says that Milliarden are 10^9."""
    found: dict[str, int] = {}
    formats = locale.compact_decimal_formats
    for width in ("long", "short"):
        for forms in formats.get(width, {}).values():
            for power, pattern in forms.items():
                text = str(pattern.pattern).replace("'", "")
                zeros, word = text.count("0"), _plain(text.replace("0", "").strip("\xa0\u202f ¤"))
                if zeros and word and word not in SHORT_MAGNITUDES and " " not in word and "\xa0" not in word:
                    found.setdefault(word, int(power) // 10 ** (zeros - 1))
    return found
