"""The figures, dates and orders of magnitude of a sentence, looked for in its translation.

Cheap on purpose: every sentence is looked at, and only where digits differ are number words, clock times and the like
taken into account.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from briefsmith.check.lexicon import SHORT_MAGNITUDES, lexicon

_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?: \d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,:\u00a0\u202f'’]\d+)*")
_AFTERNOON = re.compile(r"(?<![\d.,:])(\d{1,2})(?:[.:](\d{2}))?\s?p\.?\s?m\b", re.IGNORECASE)
# Measures that translators convert, with their metric factors (foot to metres and centimetres, and so on).
_CONVERTED = re.compile(
    r"(\d+(?:[.,]\d+)*)[\s-]?(?:(?P<foot>ft|feet|foot)|(?P<inch>inch(?:es)?|in)|(?P<yard>yards?)|(?P<mile>miles?|mph)"
    r"|(?P<pound>pounds?|lbs?)|(?P<ounce>ounces?|oz)|(?P<acre>acres?)|(?P<gallon>gallons?)|(?P<stone>stone))\b",
    re.IGNORECASE,
)
_FACTORS = {
    "foot": (0.3048, 30.48), "inch": (2.54, 25.4), "yard": (0.9144,), "mile": (1.609,), "pound": (0.4536, 453.6),
    "ounce": (28.35,), "acre": (0.4047,), "gallon": (3.785, 4.546), "stone": (6.35,),
}  # fmt: skip
_ROUNDING = 0.1
_SHORT = re.compile(r"\d\s?[mbt]\b", re.IGNORECASE)
_DECADES = re.compile(r"\bdecades?\b|\bJahrzehnt|\bdécennie|\bdécadas?\b", re.IGNORECASE)
# Spelled as words too short to be sure of when found inside another word.
_SHORTEST_WORD = 4
# "May" and "March" begin sentences; as months they stand beside a figure.
_MONTH_OR_WORD = frozenset({"may", "march", "mars", "mai"})


def numbers(text: str) -> Counter[str]:
    """The figures in a text without their separators: `1,000` and `1.000` are the same number, `244.8` and `244,8` too."""
    return Counter(_digits(match) for match in _NUMBER.findall(text))


def literals(text: str) -> list[tuple[int, int, str]]:
    """Start, end and digits of each figure."""
    return [(match.start(), match.end(), _digits(match[0])) for match in _NUMBER.finditer(text)]


def _digits(literal: str) -> str:
    return re.sub(r"\D", "", literal)


def compare(source: str, target: str, pair: tuple[str, str]) -> tuple[list[str], list[str]]:
    """Figures of the source that the target has not, and of the target that the source has not, in digits.

    A number may be written out on either side, and an hour be told by 24.
    """
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
    for before in [number for number in +lost if len(number) > 2 and number.endswith("00") and new[number[:-2]]]:
        if ":" in source or "." in source:  # 10:00 told as 10
            lost[before], new[before[:-2]] = lost[before] - 1, new[before[:-2]] - 1
    _convert(source, target, lost, new)
    _rejoin(lost, new)
    _rejoin(new, lost)
    gone = [
        number for number in (+lost).elements() if not (_spelled(number, target, pair[1]) or _minor(number, source))
    ]
    come = [
        number
        for number in (+new).elements()
        if not (_spelled(number, source, pair[0]) or _attached(number, target) or _in_decades(number, source))
    ]
    return sorted(gone), sorted(come)


def _convert(source: str, target: str, lost: Counter[str], new: Counter[str]) -> None:
    """Takes measures that were converted to metric units, rounded, out of what is lost and new."""
    there = {_digits(literal): float(literal.replace(",", ".")) for literal in re.findall(r"\d+(?:,\d+)?", target)}
    for match in _CONVERTED.finditer(source):
        digits, value = _digits(match[1]), float(match[1].replace(",", ""))
        for factor in _FACTORS[match.lastgroup or ""]:
            for found, amount in there.items():
                if lost[digits] and new[found] and abs(amount - value * factor) <= _ROUNDING * amount:
                    lost[digits], new[found] = lost[digits] - 1, new[found] - 1


def _rejoin(apart: Counter[str], joined: Counter[str]) -> None:
    """Takes out pairs that one side joins by a mark: `7–2` and `7:2`."""
    for first in list(+apart):
        for second in list(+apart):
            if joined[first + second] and apart[first] and apart[second] > (first == second):
                apart[first], apart[second] = apart[first] - 1, apart[second] - 1
                joined[first + second] -= 1


def _spelled(number: str, text: str, language: str) -> bool:
    """Whether the number stands in the text as a word or within one (`zehnprozentig`)."""
    lowered = text.lower()
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
    found.setdefault("1", set()).update({"en": ("one", "first", "once"), "de": ("ein", "erst")}.get(language, ()))
    found.setdefault("2", set()).update(
        {"en": ("second", "twice", "half", "couple"), "de": ("zweit", "beide")}.get(language, ())
    )
    found.setdefault("10", set()).update({"en": ("decade",), "de": ("jahrzehnt",)}.get(language, ()))
    found.setdefault("12", set()).update({"en": ("midday", "noon"), "de": ("mittag", "mitternacht")}.get(language, ()))
    return {number: tuple(words) for number, words in found.items()}


def _minor(number: str, text: str) -> bool:
    """Whether the figure is a decade, often named in words (`1970s`), or a digit within a word (`km2`, `4x4`)."""
    if len(number) == 1:
        return re.search(rf"[^\W\d_]{number}(?!\d)|(?<!\d){number}x\d", text) is not None
    return number.endswith("0") and f"{number}s" in text


def _in_decades(number: str, text: str) -> bool:
    return number.endswith("0") and len(number) == 2 and _DECADES.search(text) is not None


def _attached(number: str, text: str) -> bool:
    """Whether the figure is part of a word (`CO2`)."""
    return re.search(rf"[^\W\d_]{number}(?!\d)", text) is not None


def magnitudes(text: str, language: str) -> frozenset[int] | None:
    """Orders of magnitude named in words: `two billion` has 10⁹, German `2 Milliarden` too; None where a letter stands
    for one (`£2m`), which may as well be a unit.
    """
    if _SHORT.search(text):
        return None
    pattern, factors = _magnitude_words(language)
    return frozenset(factors[match.lower()] for match in pattern.findall(text)) if pattern else frozenset()


@cache
def _magnitude_words(language: str) -> tuple[re.Pattern[str] | None, dict[str, int]]:
    factors = {
        word: factor
        for word, factor in lexicon(language).magnitudes.items()
        if factor >= 10**6 and word not in SHORT_MAGNITUDES
    }
    if not factors:
        return None, factors
    spaced = r"(?<!\w)", r"(?!\w)"
    before, after = spaced if all(word[0].isascii() for word in factors) else ("", "")
    words = "|".join(re.escape(word) for word in sorted(factors, key=len, reverse=True))
    # Behind a figure written on to it (`$2bn`) there is no edge of a word.
    return re.compile(rf"(?:{before}|(?<=\d))(?:{words}){after}", re.IGNORECASE), factors


def lost_dates(source: str, target: str, pair: tuple[str, str]) -> list[str]:
    """Weekdays and months of the source that the target names neither in words nor, for months, in figures."""
    lowered = target.lower()
    found = []
    for match in _calendar(pair[0]).finditer(source):
        kind, value = _calendar_value(match[0], pair[0])
        if match[0].lower() in _MONTH_OR_WORD and not re.search(
            r"\d", source[max(0, match.start() - 3) : match.end() + 3]
        ):
            continue
        forms = _calendar_forms(pair[1], kind, value)
        in_figures = kind == "month" and re.search(rf"(?<!\d)0?{value}(?!\d)", target)
        if forms and not in_figures and not any(form in lowered for form in (*forms, match[0].lower())):
            found.append(match[0])
    return found


@cache
def _calendar(language: str) -> re.Pattern[str]:
    """Full names of weekdays and months; abbreviations (`Sun`, `Mar`) are words as well."""
    words = [w for w in (*lexicon(language).days, *lexicon(language).months) if len(w) > 3 or w in _MONTH_OR_WORD]
    cased = sorted(
        {w.capitalize() if language in {"en", "de"} else w for w in words if w.isalpha()}, key=len, reverse=True
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(cased)})(?!\w)" if cased else r"(?!)")


def _calendar_value(word: str, language: str) -> tuple[str, int]:
    names = lexicon(language)
    day = names.days.get(word.lower())
    return ("day", day) if day is not None else ("month", names.months[word.lower()])


@cache
def _calendar_forms(language: str, kind: str, value: int) -> tuple[str, ...]:
    """What is looked for, within words too: `sonntag` is in Sonntagsmesse."""
    names = lexicon(language).days if kind == "day" else lexicon(language).months
    return tuple(word for word, number in names.items() if number == value)
