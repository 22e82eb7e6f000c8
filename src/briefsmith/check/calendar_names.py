"""The weekdays and months of a sentence, looked for in its translation."""

from __future__ import annotations

import re
from functools import cache

from briefsmith.check.lexicon import lexicon

# "May" and "March" begin sentences; as months they stand beside a figure.
_MONTH_OR_WORD = frozenset({"may", "march", "mars", "mai"})


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
