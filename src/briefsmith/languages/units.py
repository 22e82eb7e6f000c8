"""Units of measure and of time after a number, in the words and signs of CLDR, through babel."""

from __future__ import annotations

import re
from functools import cache

from briefsmith.languages.knowledge import knowledge
from briefsmith.languages.patterns import any_word
from briefsmith.languages.table import primary

# Units that news uses. `_SAME` has those that readers do not distinguish: a tonne is reported as a ton.
UNITS = (
    "length-kilometer", "length-meter", "length-centimeter", "length-millimeter", "length-mile", "length-yard",
    "length-foot", "length-inch", "length-light-year", "length-nautical-mile", "mass-kilogram", "mass-gram",
    "mass-milligram", "mass-tonne", "mass-ton", "mass-pound", "mass-ounce", "mass-stone", "area-square-kilometer",
    "area-hectare", "area-square-meter", "area-square-mile", "area-acre", "area-square-foot", "volume-cubic-meter",
    "volume-cubic-kilometer", "volume-cubic-foot", "volume-liter", "volume-milliliter", "volume-hectoliter",
    "volume-gallon", "volume-barrel", "volume-pint", "speed-kilometer-per-hour", "speed-meter-per-second",
    "speed-mile-per-hour", "speed-knot", "temperature-celsius", "temperature-fahrenheit", "duration-century",
    "duration-decade", "duration-year", "duration-month", "duration-week", "duration-day", "duration-hour",
    "duration-minute", "duration-second", "duration-millisecond", "energy-kilowatt-hour", "energy-kilocalorie",
    "energy-joule", "power-gigawatt", "power-megawatt", "power-kilowatt", "power-watt", "power-horsepower",
    "digital-terabyte", "digital-gigabyte", "digital-megabyte", "digital-kilobyte",
)  # fmt: skip
_SAME = {"mass-ton": "mass-tonne"}
# One, a few, many: these cover the plural forms of the languages.
_COUNTS = (1, 2, 5)
# Letters and words that may as well be something else.
_AMBIGUOUS = frozenset({
    "in", "pt", "st", "sm", "ch", "an", "am", "as", "mi", "kn", "wo", "mon", "tg",
    "ac", "dec", "jz", "lj", "ly", "wk", "tn", "gal", "stone", "stones",
})  # fmt: skip


def unit_at(text: str, end: int, language: str) -> tuple[str, int]:
    """The CLDR name of the unit from `end` on, after a space or a hyphen, and where its word ends.

    `("length-mile", 7)` for `5 miles` and 1; an empty name where there is none.
    """
    pattern, names = _forms(primary(language))
    match = pattern.match(text, end)
    return (names[match[1].lower()], match.end()) if match else ("", end)


def words_of(unit: str, language: str) -> list[str]:
    """All words and signs of a unit in a language, lower-cased."""
    return [word for word, name in _forms(primary(language))[1].items() if name == unit]


@cache
def _forms(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    names = {**_from_cldr(language), **knowledge(language).numbers.units}
    words = any_word(names)
    return re.compile(rf"[\s\u00a0\u202f-]?({words})(?![\w/])" if words else r"(?!)()", re.IGNORECASE), names


def _from_cldr(language: str) -> dict[str, str]:
    from babel.core import UnknownLocaleError
    from babel.units import UnknownUnitError, format_unit

    found: dict[str, str] = {}
    for unit in UNITS:
        for count, length in ((count, length) for count in _COUNTS for length in ("long", "short")):
            try:
                text = format_unit(count, unit, length, locale=language)  # type: ignore[arg-type]
            except (UnknownUnitError, UnknownLocaleError, ValueError):
                continue
            word = text.replace(str(count), "", 1).strip("\u00a0\u202f\u200e\u200f .").lower()
            if len(word) > 1 and word not in _AMBIGUOUS:
                found.setdefault(word, _SAME.get(unit, unit))
    numbers = knowledge(language).numbers
    declined = [word for word in found if word.isalpha() and word.endswith(tuple(numbers.declined_units))]
    return found | {f"{word}{numbers.unit_ending}": found[word] for word in declined}
