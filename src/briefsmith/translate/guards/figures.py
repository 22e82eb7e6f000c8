"""The figures and orders of magnitude of a sentence, looked for in its translation.

Cheap on purpose: every sentence is looked at, and only where digits differ are number words, clock times and the like
taken into account.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache

from briefsmith.facts.digits import FIGURE, digits, numbers
from briefsmith.languages.cldr import SHORT_MAGNITUDES, lexicon

_AFTERNOON = re.compile(r"(?<![\d.,:])(\d{1,2})(?:[.:](\d{2}))?\s?p\.?\s?m\b", re.IGNORECASE)
# Measures that translators convert, with their metric factors (foot to metres and centimetres, and so on).
_CONVERTED = re.compile(
    r"(?<![\d.,])(\d+(?:,\d+)*(?:\.\d+)?)[\s-]?(?:(?P<foot>ft|feet|foot)|(?P<inch>inch(?:es)?|in)|(?P<yard>yards?)|(?P<mile>miles?|mph)"
    r"|(?P<pound>pounds?|lbs?)|(?P<ounce>ounces?|oz)|(?P<acre>acres?)|(?P<gallon>gallons?)|(?P<stone>stone))\b",
    re.IGNORECASE,
)
_FACTORS = {
    "foot": (0.3048, 30.48), "inch": (2.54, 25.4), "yard": (0.9144,), "mile": (1.609,), "pound": (0.4536, 453.6),
    "ounce": (28.35,), "acre": (0.4047,), "gallon": (3.785, 4.546), "stone": (6.35,),
}  # fmt: skip
_ROUNDING = 0.1
_FRENCH_TIME = re.compile(r"(?<!\d)(\d{1,2})\s?h\s?(\d{2})(?!\d)")
_NEXT_WORDS = re.compile(r"(?:[\s-]?[^\W\d_]+\b\.?){0,2}")
_SHORT = re.compile(r"\d\s?[mbt]\b|\d(?:[.,\s]\d{3}){2}|\d{7}", re.IGNORECASE)
# Millimetres in Spanish, and a prefix in German.
_NO_MAGNITUDES = frozenset({"mm", "bio"})
_DECADES = re.compile(r"\bdecades?\b|\bJahrzehnt|\bdécennie|\bdécadas?\b", re.IGNORECASE)
# Spelled as words too short to be sure of when found inside another word.
_SHORTEST_WORD = 4
# What number words are named by beside the lists of numerals: ordinals, halves, hours.
_OTHER_FORMS: dict[str, dict[str, str]] = {
    "en": {"1": "one|first|once", "2": "second|twice|half|couple", "10": "decade", "12": "midday|noon"},
    "de": {
        "1": "ein|erst",
        "2": "zweit|beide",
        "10": "jahrzehnt",
        "12": "mittag|mitternacht",
        "15": "anderthalb|eineinhalb",
    },
    "fr": {
        "1": "un|premi",
        "2": "second|deuxi|demi",
        "10": "décennie|dizaine",
        "12": "midi|minuit|douzaine",
        "15": "et demi|quinzaine",
        **{
            f"{tens}0": f"{stem}aine"
            for tens, stem in enumerate(("vingt", "trent", "quarant", "cinquant", "soixant"), 2)
        },
    },
    "es": {
        "1": "un|prim",
        "2": "segund|medi|ambos|ambas",
        "3": "tercer",
        "4": "cuart|cuádr",
        "10": "década",
        "12": "mediod|medianoche|docena",
        "15": "y medi",
    },
}


def compare(source: str, target: str, pair: tuple[str, str]) -> tuple[list[str], list[str]]:
    """Figures of the source that the target has not, and of the target that the source has not, in digits.

    A number may be written out on either side, and an hour be told by 24.
    """
    source, target = (_FRENCH_TIME.sub(r"\1:\2", text) for text in (source, target))
    wanted, found = numbers(source), numbers(target)
    lost, new = wanted - found, found - wanted
    if not lost and not new:
        return [], []
    for hour, minutes in _AFTERNOON.findall(source):
        later = str(int(hour) % 12 + 12)
        for before, after in ((hour + minutes, later + minutes), (hour + minutes, later), (hour, later + "00")):
            if lost[before] and new[after]:
                lost[before] -= 1
                new[after] -= 1
    _shortened(source, lost, new)
    _shortened(target, new, lost)
    _convert(source, target, lost, new)
    _same_value(valued(source, pair[0]), valued(target, pair[1]), lost, new)
    _rejoin(lost, new)
    _rejoin(new, lost)
    gone = [
        number
        for number in (+lost).elements()
        if not (stands_in_words(number, target, pair[1]) or _minor(number, source))
    ]
    come = [
        number
        for number in (+new).elements()
        if not (_spelled(number, source, pair[0]) or _attached(number, target) or _in_decades(number, source))
    ]
    return sorted(gone), sorted(come)


def _shortened(text: str, long: Counter[str], short: Counter[str]) -> None:
    """Takes out full hours of the text told as such (`10:00`, `10 Uhr`) and years told by two digits (`1992`, `92`)."""
    for number in list(+long):
        year = len(number) == 4 and number[:2] in {"19", "20"} and short[number[2:]]
        hour = short[number[:-2]] and re.search(rf"(?<!\d){number[:-2]}[:.]00(?!\d)", text)
        if year or hour:
            rest = number[2:] if year else number[:-2]
            long[number], short[rest] = long[number] - 1, short[rest] - 1


def valued(text: str, language: str) -> list[tuple[str, float]]:
    """The digits of each figure and its value, with the one or two words of magnitude behind it (`200 thousand`)."""
    names = lexicon(language)
    found = []
    for match in FIGURE.finditer(text):
        plain = re.sub(rf"[\s{re.escape(names.group)}]", "", match[0]).replace(names.decimal, ".")
        if re.fullmatch(r"\d+(?:\.\d+)?", plain):
            value = float(plain)
            for word in _NEXT_WORDS.match(text, match.end())[0].lower().split():  # type: ignore[index]
                factor = names.magnitudes.get(word.rstrip("."))
                if factor is None:
                    break
                value *= factor
            found.append((digits(match[0]), value))
    return found


def _same_value(
    source: list[tuple[str, float]], target: list[tuple[str, float]], lost: Counter[str], new: Counter[str]
) -> None:
    """Takes out figures that are written otherwise but worth the same: `2.0` and `2`, `2.3 billion` and `2300 millones`."""
    for before, value in source:
        for after, other in target:
            if lost[before] and new[after] and math.isclose(value, other):
                lost[before], new[after] = lost[before] - 1, new[after] - 1


def _convert(source: str, target: str, lost: Counter[str], new: Counter[str]) -> None:
    """Takes out measures told in metric units, rounded, be the metric figure in the source as well (`50 ft (15 m)`) or not."""
    there = {digits(literal): float(literal.replace(",", ".")) for literal in re.findall(r"\d+(?:,\d+)?", target)}
    for match in _CONVERTED.finditer(source):
        written, value = digits(match[1]), float(match[1].replace(",", ""))
        for factor in _FACTORS[match.lastgroup or ""]:
            for found, amount in there.items():
                if lost[written] and abs(amount - value * factor) <= _ROUNDING * amount:
                    lost[written], new[found] = lost[written] - 1, max(0, new[found] - 1)


def _rejoin(apart: Counter[str], joined: Counter[str]) -> None:
    """Takes out pairs that one side joins by a mark: `7–2` and `7:2`."""
    for first in list(+apart):
        for second in list(+apart):
            if joined[first + second] and apart[first] and apart[second] > (first == second):
                apart[first], apart[second] = apart[first] - 1, apart[second] - 1
                joined[first + second] -= 1


def stands_in_words(number: str, text: str, language: str) -> bool:
    """Whether the text has the number in words or in Roman numerals."""
    return _spelled(number, text, language) or _roman(number, text)


def _spelled(number: str, text: str, language: str) -> bool:
    """Whether the number stands in the text as a word or within one (`zehnprozentig`)."""
    lowered = text.lower()
    if number.endswith("000") and _spelled(number[:-3], text, language):
        return any(
            word in lowered for word, factor in lexicon(language).magnitudes.items() if factor == 1000 and word != "k"
        )
    return any(
        word in lowered if len(word) >= _SHORTEST_WORD else re.search(rf"(?<!\w){word}", lowered)
        for word in _words_of(language).get(number, ())
    )


@cache
def _words_of(language: str) -> dict[str, tuple[str, ...]]:
    """Number words by digits: `10` is zehn and zehnte."""
    found: dict[str, set[str]] = {}
    for word, value in lexicon(language).words.items():
        found.setdefault(str(value), set()).add(word)
        if value in (2, 3, 5, 6, 7, 8, 9) and word.endswith("e") and len(word) > _SHORTEST_WORD:
            found[str(value)].add(word[:-1])
    for number, forms in _OTHER_FORMS.get(language, {}).items():
        found.setdefault(number, set()).update(forms.split("|"))
    return {number: tuple(words) for number, words in found.items()}


def _roman(number: str, text: str) -> bool:
    """Whether a small ordinal stands in Roman numerals, as French and Spanish centuries do (`XVIIIe siècle`)."""
    if not 1 < int(number) < 30:
        return False
    tens, ones = divmod(int(number), 10)
    numeral = "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
    return re.search(rf"(?<!\w){numeral}(?:ème|e)?(?!\w)", text) is not None


def _minor(number: str, text: str) -> bool:
    """Whether the figure is a decade, often named in words (`1970s`), or a digit within a word (`km2`, `4x4`)."""
    if len(number) == 1:
        return re.search(rf"[^\W\d_]{number}(?!\d)|(?<!\d){number}x\d", text) is not None
    return number.endswith("0") and f"{number}s" in text


def _in_decades(number: str, text: str) -> bool:
    if len(number) != 2 or number[1] != "0":
        return False
    return _DECADES.search(text) is not None or re.search(rf"{number}['’]?s\b", text) is not None


def _attached(number: str, text: str) -> bool:
    """Whether the figure is part of a word (`CO2`)."""
    return re.search(rf"[^\W\d_]{number}(?!\d)", text) is not None


def magnitudes(text: str, language: str) -> frozenset[int] | None:
    """Orders of magnitude named in words: `two billion` has 10⁹, German `2 Milliarden` too; None where a letter stands
    for one (`£2m`), which may as well be a unit, or where millions are written in figures.
    """
    if _SHORT.search(text):
        return None
    pattern, factors = _magnitude_words(language)
    if pattern is None:
        return frozenset()
    return frozenset(factors[word.lower()] * (1000 if thousands else 1) for thousands, word in pattern.findall(text))


@cache
def _magnitude_words(language: str) -> tuple[re.Pattern[str] | None, dict[str, int]]:
    factors = {
        word: factor
        for word, factor in lexicon(language).magnitudes.items()
        if factor >= 10**6 and word not in SHORT_MAGNITUDES | _NO_MAGNITUDES
    }
    if not factors:
        return None, factors
    spaced = r"(?<!\w)", r"(?!\w)"
    before, after = spaced if all(word[0].isascii() for word in factors) else ("", "")
    if language == "de":  # `Zweimilliardenprojekt`, but not `Millionär`
        before, after = r"(?:(?<!\w)|(?=[mb]illi))", r"(?:(?!\w)|(?<=en)(?=[^\W\d_]{3}))"
    words = "|".join(re.escape(word) for word in sorted(factors, key=len, reverse=True))
    # Thousands of millions are billions: `2300 millones`, `miles de millones`, `4 thousand million`.
    group = re.escape(lexicon(language).group)
    thousands = rf"((?<![\d.,])\d{{1,3}}[{group}\s]?\d{{3}}\s|\bmil(?:es de)?\s|\bthousands?\s(?:of\s)?)?"
    # Behind a figure written on to it (`$2bn`) there is no edge of a word.
    return re.compile(rf"{thousands}(?:{before}|(?<=\d))({words}){after}", re.IGNORECASE), factors
