"""The weekdays and months of a sentence, looked for in its translation."""

from __future__ import annotations

import re
from functools import cache

from briefsmith.facts.dates import ambiguous_months
from briefsmith.facts.finding import Span
from briefsmith.languages.cldr import lexicon
from briefsmith.languages.knowledge import knowledge
from briefsmith.languages.table import Pair
from briefsmith.text.tokens import MARKS
from briefsmith.translate.guards.base import Finding, Guard, Sides
from briefsmith.translate.guards.known import words_of_all

# A month in figures: 3/1, 2026-01-03, 3. 1. 2026; not 1.9.
_IN_DATES = r"(?<!\d)(?:\d{{1,4}}[/-]0?{month}|0?{month}[/-]\d{{1,4}}|\d{{1,2}}\.\s?0?{month}\.)(?!\d{{5}})"

# Vowel signs, and the sign within a Persian word (سه‌شنبه).
_JOINTS = re.compile(rf"[\u200c{MARKS}]")


def lost_dates(source: str, target: str, pair: Pair) -> list[Span]:
    """Weekdays and months of the source that the target names neither in words nor, for months, in figures."""
    lowered = target.lower()
    found = []
    for match in _calendar(pair[0]).finditer(source):
        kind, value = _calendar_value(match[0], pair[0])
        if not _is_date(match, source):
            continue
        forms = _calendar_forms(pair[1], kind, value)
        in_figures = kind == "month" and re.search(rf"(?<!\d)0?{value}(?!\d)", target)
        if forms and not in_figures and not any(form in lowered for form in (*forms, match[0].lower())):
            found.append(Span(*match.span()))
    return found


def new_dates(source: str, target: str, pair: Pair) -> list[str]:
    """Weekdays and months that the target names more often than the source, in words or, for months, in figures.

    Only where the source names any: a translator may say which day "today" was, a model says one twice or another one.
    """
    if not _calendar(pair[0]).search(source):
        return []
    lowered, numbers = source.lower(), lexicon(pair[1]).words  # French "sept" is seven
    counted: dict[tuple[str, int], list[str]] = {}
    for match in _calendar(pair[1]).finditer(target):
        if match[0].lower() not in numbers and _is_date(match, target):
            counted.setdefault(_calendar_value(match[0], pair[1]), []).append(match[0])
    found = []
    for (kind, value), words in counted.items():
        forms = {*_calendar_forms(pair[0], kind, value), *(word.lower() for word in words)}
        named = len(re.findall("|".join(sorted(map(re.escape, forms), key=len, reverse=True)), lowered))
        found += words[named:] if kind == "day" or not re.search(_IN_DATES.format(month=value), source) else []
    return found


class CalendarGuard(Guard):
    """Weekdays and months that were lost, and those that the source does not have."""

    name = "weekdays and months"

    def knows(self, pair: Pair) -> bool:
        return all(lexicon(language).days for language in pair)

    def findings(self, sides: Sides) -> list[Finding]:
        texts = sides.source, sides.target, sides.pair
        lost = [
            Finding("dates", f"lost {sides.source[span.start : span.end]}", lost=(span,)) for span in lost_dates(*texts)
        ]
        return lost + [Finding("dates", f"not in the source: {word}") for word in new_dates(*texts)]


@cache
def _ambiguous() -> frozenset[str]:
    """Months that begin sentences ("May", "March") or are other words; as months they are next to a figure."""
    return ambiguous_months() | words_of_all(lambda r: r.unsure_months)


def _is_date(match: re.Match[str], text: str) -> bool:
    beside = text[max(0, match.start() - 3) : match.end() + 3]
    return match[0].lower() not in _ambiguous() or re.search(r"\d", beside) is not None


@cache
def _calendar(language: str) -> re.Pattern[str]:
    """Full names of weekdays and months; abbreviations (`Sun`, `Mar`) are words as well."""
    words = [w for w in (*lexicon(language).days, *lexicon(language).months) if len(w) > 3 or w in _ambiguous()]
    capital = knowledge(language).calendar.capitalised
    named = sorted({w for w in words if _JOINTS.sub("", w).isalpha()}, key=len, reverse=True)
    # A small letter in the language is a capital at the start of a sentence.
    cased = [w.capitalize() if capital else f"[{w[0].upper()}{w[0]}]{w[1:]}" for w in named]
    return re.compile(rf"(?<![\w\u200c])(?:{'|'.join(cased)})(?![\w\u200c])" if cased else r"(?!)")


def _calendar_value(word: str, language: str) -> tuple[str, int]:
    names = lexicon(language)
    day = names.days.get(word.lower())
    return ("day", day) if day is not None else ("month", names.months[word.lower()])


@cache
def _calendar_forms(language: str, kind: str, value: int) -> tuple[str, ...]:
    """The forms to look for, within words too: `sonntag` is in Sonntagsmesse."""
    names = lexicon(language).days if kind == "day" else lexicon(language).months
    return tuple(word for word, number in names.items() if number == value)
