"""Figures, dates, times and sums that a model copied from its source, in the form of the target language.

Rewrites only what is in the target exactly as in the source, where its value is known; separators, months and the place
of the currency sign come from CLDR through babel. Units are left unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from briefsmith.facts.digits import literals
from briefsmith.facts.fact import Fact
from briefsmith.facts.protected import spans
from briefsmith.languages import Pair
from briefsmith.languages.cldr import lexicon
from briefsmith.languages.knowledge import knowledge
from briefsmith.languages.patterns import currencies
from briefsmith.languages.sections import Typography
from briefsmith.translate.typography.quotes import curled, local_quotes
from briefsmith.translate.typography.short_sums import written_out
from briefsmith.translate.typography.versions import versions

_SEPARATED = re.compile(r"(?<![\w.,:])\d+(?:[.,\u00a0\u202f ]\d+)+(?![\w]|[.,:]\d)")
_MARKS = ".,’' \u00a0\u202f"
_TWELVE_HOURS = r"(?:[ap]\.\s?m\.|[ap]\.?\s?m\b)"
# Currencies that have signs, to which models add the name.
_SIGNED = ("USD", "EUR", "GBP", "JPY")
# A whole figure: not the beginning of `$1.3bn`, `$1 300bn` or `$3-5`.
_SIGN = re.compile(
    r"(?<![\w$€£¥])(?P<sign>[A-Z]{0,3}[$€£¥])\s?(?P<figure>\d+(?:[.,\u00a0\u202f ]\d+)*)"
    r"(?!\w|[.,\u00a0\u202f ]?\d|\s?[-–]\s?[$€£¥]?\d)(?P<magnitude>[\s\u00a0][^\W\d_]{2,})?"
)


def localize(source: str, target: str, pair: Pair) -> str:
    """The target with the source's numbers, dates, times, currency signs and quotation marks in the target language's form.

    Apostrophes become those of print, and the spaces before percent signs and, where the language has them, before tall punctuation
    become its own.
    """
    fixed = target
    if any(map(str.isdigit, target)):
        fixed = _outside(target, lambda text: _figures(source, text, pair))
    typography = knowledge(pair[1]).typography
    if typography.before_tall_marks:
        fixed = _outside(fixed, lambda text: _spaced(text, typography))
    return local_quotes(source, _outside(fixed, curled), pair[1])


def _outside(text: str, change: Callable[[str], str]) -> str:
    """Changes the text, but not its addresses, code and the like."""
    parts, at = [], 0
    for start, end in spans(text):
        parts += [change(text[at:start]), text[start:end]]
        at = end
    return "".join([*parts, change(text[at:])])


def _figures(source: str, target: str, pair: Pair) -> str:
    found = _dated(source, pair[0]) if _needs_dates(source, target) else []
    for fact in found:
        target = _time(fact, source, target, pair[1]) if fact.kind == "time" else _date(fact, target, pair[1])
    separated = [x for x in _SEPARATED.findall(source) if not any(x in fact.text for fact in found)]
    right = {re.sub(r"\D", "", literal): number(literal, pair) for literal in separated}
    right |= {re.sub(r"\D", "", version): version for version in versions(source, pair[0])}
    # Any separators of the model's (`123.456,789`) are replaced; a figure without any (`1000`) is already right.
    for start, end, digits in reversed(literals(target)):
        if digits in right and not set(target[start:end]).isdisjoint(_MARKS):
            target = target[:start] + right[digits] + target[end:]
    if space := _before_percent(pair[1]):
        target = re.sub(r"(?<=\d)\s?%(?!\w)", f"{space}%", target)
    if not _sign_follows(pair[1]):
        return target
    return _SIGN.sub(lambda match: _sum(match, pair[1]), written_out(source, target, pair))


def _spaced(text: str, typography: Typography) -> str:
    """`Pourquoi? Parce que: oui!` with no-break spaces before its marks."""
    tall, colon = typography.before_tall_marks, typography.before_colons
    text = re.sub(r"(?<=[\w)»%”])[ \u00a0]?([;!?]+)(?=[\s»”]|$)", rf"{tall}\1", text)
    return re.sub(r"(?<=[\w)»%”])[ \u202f]?:(?=\s|$)", f"{colon}:", text)


def _needs_dates(source: str, target: str) -> bool:
    return bool(
        _SEPARATED.search(source)
        or re.search(rf"\d\s?{_TWELVE_HOURS}", source, re.IGNORECASE)
        or re.search(r"[A-Z][a-z]{2,8}\.?\s\d|\d\s[A-Z][a-z]{2}", source)
    )


def _dated(text: str, language: str) -> list[Fact]:
    from briefsmith.facts.dates import dates

    return dates(text, language)


def local_number(literal: str, source: str, pair: Pair) -> str:
    """A figure of the source as the target language writes it; a version stays."""
    return literal if literal in versions(source, pair[0]) else number(literal, pair)


def number(literal: str, pair: Pair) -> str:
    """The figure with the separators of the target language; unchanged if it is not a number (`2.4.1`)."""
    from briefsmith.facts.amounts import figure_value

    source, target = lexicon(pair[0]), lexicon(pair[1])
    marks = re.findall(r"\D", literal)
    if not marks or not set(marks) <= set(_MARKS) or figure_value(literal, source) is None:
        return literal
    decimal = marks[-1] if marks[-1] == source.decimal and marks.count(source.decimal) == 1 else ""
    if not decimal and any(mark not in {source.group, " ", "\u00a0", "\u202f"} for mark in marks):
        return literal  # separators of some other language, which may be right or wrong
    whole, fraction = literal.rsplit(decimal, 1) if decimal else (literal, "")
    grouped = re.sub(r"\D", target.group, whole)
    return f"{grouped}{target.decimal}{fraction}" if decimal else grouped


def _time(fact: Fact, source: str, target: str, language: str) -> str:
    """`5 p.m.` as 17 Uhr, also where the model wrote `5 Uhr`."""
    clock = knowledge(language).typography.clock
    twelve = re.match(r"\d{1,2}", fact.text)
    if clock is None or twelve is None or not re.search(_TWELVE_HOURS, fact.text, re.IGNORECASE):
        return target
    hour, minute = fact.value.split(":")
    local = (clock.hour if minute == "00" else clock.minutes).format(h=int(hour), m=minute)
    written = rf"{twelve[0]}(?:[:.,]{minute})?" if minute == "00" else rf"{twelve[0]}[:.,]{minute}"
    written = rf"(?<![\d.,:]){written}"
    # The stop of "p.m." may end the sentence too.
    final = "." if target.endswith(".") and target[0].isupper() else ""
    copied = rf"{written}\s?{_TWELVE_HOURS}(?:{clock.mark})?"
    changed = re.sub(rf"{copied}$", local + final, target, flags=re.IGNORECASE)
    changed = re.sub(copied, local, changed, flags=re.IGNORECASE)
    other = int(hour) != int(twelve[0]) and not _also_in_the_other_half(twelve[0], int(hour), source)
    if changed == target and other and clock.always_marked:
        # Before "abends" a 12-hour time is already right.
        later = "|".join(clock.later) or "(?!)"
        changed = re.sub(rf"{written}{clock.mark}(?!\s(?:{later}))", local, target)
    return changed


def _also_in_the_other_half(twelve: str, hour: int, source: str) -> bool:
    """Whether the source has the same hour of twelve in the other half of the day, so that a copy may mean either."""
    half = "p" if hour < 12 else "a"
    return re.search(rf"(?<!\d){twelve}(?:[:.]\d\d)?\s?{half}\.?\s?m", source, re.IGNORECASE) is not None


def _date(fact: Fact, target: str, language: str) -> str:
    """A date with a named month that was copied (`November 24, 2026`) as the language writes it."""
    if fact.text not in target or not re.search(r"[^\W\d_]{3}", fact.text) or not re.search(r"\d", fact.text):
        return target
    match = re.fullmatch(r"(\d{4}|-)-(\d{2})(?:-(\d{2}))?", fact.value)
    if match is None or not lexicon(language).months:
        return target
    year, month, day = match.groups()
    # 2000 is a leap year, in which every day of a year exists.
    value = date(2000 if year == "-" else int(year), int(month), int(day or 1))
    return target.replace(fact.text, _written(value, year != "-", day is not None, language))


def _written(value: date, year: bool, day: bool, language: str) -> str:
    from babel.dates import format_date, format_skeleton

    if year and day:
        return format_date(value, "long", locale=language)
    return format_skeleton("MMMMd" if day else "yMMMM", value, locale=language)


def _sum(match: re.Match[str], language: str) -> str:
    """`$5 Milliarden` as `5 Milliarden $`; the word after the figure moves with it only if it is a magnitude."""
    word = match["magnitude"] or ""
    if _currency_name().match(word):  # the model wrote both: `$5 Dollar`
        return f"{match['figure']}{word}"
    known = word.strip("\u00a0 .").lower() in lexicon(language).magnitudes
    return f"{match['figure']}{word if known else ''}\u00a0{match['sign']}{'' if known else word}"


@cache
def _currency_name() -> re.Pattern[str]:
    names = "|".join(currencies()[code] for code in _SIGNED)
    return re.compile(rf"\s(?:{names})", re.IGNORECASE)


@cache
def _before_percent(language: str) -> str:
    """What the language writes between a figure and its percent sign; empty for English."""
    from babel import Locale, UnknownLocaleError

    try:
        pattern = str(Locale.parse(language).percent_formats[None].pattern).split(";")[0]
    except (UnknownLocaleError, ValueError):
        return ""
    return pattern.removesuffix("%")[-1] if pattern.endswith(("\u00a0%", "\u202f%")) else ""


@cache
def _sign_follows(language: str) -> bool:
    """Whether the language writes the currency sign after the figure."""
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language).currency_formats["standard"].pattern).split(";")[0].endswith("¤")
    except (UnknownLocaleError, ValueError):
        return False
