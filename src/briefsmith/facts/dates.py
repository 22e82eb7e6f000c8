"""Dates, weekdays and times of day in a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, partial

from briefsmith.facts.fact import Fact
from briefsmith.languages.cldr import Lexicon, lexicon
from briefsmith.languages.knowledge import gathered, knowledge
from briefsmith.languages.patterns import any_word, percent
from briefsmith.languages.sections import Calendar

_PREFIX = 3
_DIGIT = re.compile(r"\d")
_ISO = re.compile(r"(?<![\d.-])(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?![\d-])")
_NUMERIC = re.compile(
    r"(?<![\d.,/-])(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})(?![\d/-]|\.\d)"
)
_DAY_MONTH = re.compile(r"(?<![\d.,])(?P<a>\d{1,2})\.(?P<b>\d{1,2})\.(?![\d])")


def dates(text: str, language: str, taken: Sequence[Fact] = ()) -> list[Fact]:
    """Dates and times in order, none overlapping `taken`. Figures are day first, in English month first if valid."""
    words = lexicon(language)
    code = words.language
    found: list[Fact] = []
    blocked = [(fact.start, fact.end) for fact in taken]
    if _DIGIT.search(text):
        for pattern, read in _figure_readers(code):
            _collect(text, pattern, read, found, blocked)
    month, day = _word_patterns(code)
    if month is not None and _months_begin(code).search(text):
        _collect(text, month, partial(_named_date, words, text), found, blocked)
    if day is not None:
        _collect(text, day, lambda m: ("date", f"W{words.days[m[0].lower()]}"), found, blocked)
    return sorted(found, key=lambda fact: fact.start)


Read = Callable[[re.Match[str]], "tuple[str, str] | None"]


def _collect(
    text: str, pattern: re.Pattern[str], read: Read, found: list[Fact], blocked: list[tuple[int, int]]
) -> None:
    for match in pattern.finditer(text):
        if any(match.start() < end and start < match.end() for start, end in blocked):
            continue
        value = read(match)
        if value is None:
            continue
        kind, canonical = value
        blocked.append(match.span())
        found.append(Fact("time" if kind == "time" else "date", match[0], match.start(), match.end(), canonical))


@cache
def _figure_readers(code: str) -> list[tuple[re.Pattern[str], Read]]:
    calendar = knowledge(code).calendar
    readers: list[tuple[re.Pattern[str], Read]] = [
        (_ISO, lambda m: _date(m["y"], m["m"], m["d"])),
        (_signed(), lambda m: _date(m["y"] or m["y2"], m["m"] or m["m2"], m["d"])),
        (_NUMERIC, lambda m: _numeric(m, month_first=calendar.month_first and m["sep"] != ".")),
    ]
    if calendar.dotted_day_month:
        readers.append((_DAY_MONTH, lambda m: _date(None, m["b"], m["a"])))
    if calendar.clock:
        readers.append((re.compile(calendar.clock), partial(_time, calendar)))
    readers.append((_clock(), partial(_time, calendar)))
    return readers


@cache
def _signed() -> re.Pattern[str]:
    """Dates whose figures have signs after them: 2026年11月27日."""
    year, month, day = (
        f"[{''.join(gathered(part))}]"
        for part in (
            lambda known: known.calendar.year_signs,
            lambda known: known.calendar.month_signs,
            lambda known: known.calendar.day_signs,
        )
    )
    return re.compile(
        rf"(?:(?P<y>\d{{4}})\s?{year}\s?)?(?P<m>\d{{1,2}})\s?{month}\s?(?P<d>\d{{1,2}})\s?{day}"
        rf"|(?P<y2>\d{{4}})\s?{year}\s?(?P<m2>\d{{1,2}})\s?{month}"
    )


@cache
def _clock() -> re.Pattern[str]:
    oclock = any_word(gathered(lambda known: known.calendar.oclock))
    return re.compile(
        r"(?<![\d.,:])(?P<h>\d{1,2})(?:[:.](?P<min>\d{2}))?(?::\d{2})?\s?(?P<half>[ap])\.?\s?m\b\.?"
        r"|(?<![\d.,:])(?P<h2>[01]?\d|2[0-3]):(?P<min2>[0-5]\d)(?::[0-5]\d)?(?![\d:])"
        rf"(?:\s?(?:{oclock})\b)?",
        re.IGNORECASE,
    )


@cache
def _word_patterns(code: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """Patterns for dates with a named month and for weekdays."""
    words = lexicon(code)
    if not words.months or not any(name.isalpha() for name in words.months):
        return None, None
    full = _full_months(words)
    names = "|".join(
        re.escape(name) + ("" if name in full and "." not in name else r"(?:\.|\b)")
        for name in sorted(words.months, key=len, reverse=True)
    )
    month = rf"(?P<m{{0}}>(?<![\w-])(?:{names})(?![\w]))"
    # `April 21 million` is a month and a number.
    no_number = rf"(?!\s(?:{any_word(words.magnitudes)})(?!\w))" if words.magnitudes else ""
    endings = any_word(gathered(lambda known: known.calendar.day_endings))
    of_month = any_word(gathered(lambda known: known.calendar.of_month))
    of_year = any_word(gathered(lambda known: known.calendar.of_year))
    day = rf"(?<![\d.,])(?P<d{{0}}>\d{{{{1,2}}}})(?:{endings})?"
    year = r"(?P<y{0}>[12]\d{{3}})(?![\d%])"
    pattern = (
        rf"{day.format(1)}\s(?:(?:{of_month})\s)?{month.format(1)}(?:,?\s(?:(?:{of_year})\s)?{year.format(1)})?"
        rf"|{month.format(2)}\s{day.format(2)}(?![\d:%.]|,\d|\s?(?:%|{percent()})){no_number}(?:,?\s{year.format(2)})?"
        rf"|{month.format(3)}(?:,?\s(?:(?:{of_year})\s)?{year.format(3)})?"
    )
    return re.compile(pattern, re.IGNORECASE), re.compile(rf"(?<!\w)(?:{any_word(words.days)})(?!\w)", re.IGNORECASE)


@cache
def _months_begin(code: str) -> re.Pattern[str]:
    """The first letters of the months: without them, a text needs no search for dates with a named month."""
    names = {name[:_PREFIX] for name in lexicon(code).months}
    firsts = re.escape("".join(sorted({name[0] for name in names})))
    return re.compile(rf"(?<!\w)(?=[{firsts}])(?:{any_word(names)})", re.IGNORECASE)


def _full_months(words: Lexicon) -> frozenset[str]:
    """The names that do not abbreviate another: the longest of each month, and its inflected forms."""
    return frozenset(
        name
        for name, month in words.months.items()
        if not any(other != name and m == month and other.startswith(name) for other, m in words.months.items())
    )


def _named_date(words: Lexicon, text: str, match: re.Match[str]) -> tuple[str, str] | None:
    name = match["m1"] or match["m2"] or match["m3"]
    day, year = match["d1"] or match["d2"], match["y1"] or match["y2"] or match["y3"]
    month = words.months[name.lower().rstrip(".")]
    alone = day is None and year is None
    if alone and name.lower() not in _full_months(words):
        return None
    ambiguous = alone and name.lower() in ambiguous_months()
    if ambiguous and not _is_month(name, text[: match.start()], knowledge(words.language).calendar):
        return None
    return _date(year, str(month), day)


@cache
def ambiguous_months() -> frozenset[str]:
    """Full names of months that are also other words, in any language: "mars" is a planet in Swedish as well."""
    return frozenset(gathered(lambda known: known.calendar.ambiguous_months))


def _is_month(name: str, before: str, calendar: Calendar) -> bool:
    """Whether `May` or `March` alone is the month: capitalised as one, after a word that introduces dates."""
    word = before.rstrip().lower().split(" ")[-1].lstrip("(\"“'‘")
    return word in calendar.before_month and (name[0].isupper() or not calendar.capitalised)


def _date(year: str | None, month: str, day: str | None) -> tuple[str, str] | None:
    m = int(month)
    if not 1 <= m <= 12 or (day is not None and not 1 <= int(day) <= 31):
        return None
    head = f"{int(year):04d}" if year else "-"
    return "date", f"{head}-{m:02d}" + (f"-{int(day):02d}" if day else "")


def _numeric(match: re.Match[str], *, month_first: bool) -> tuple[str, str] | None:
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    if len(match["y"]) == 2:
        if match["sep"] == "-":
            return None
        year += 2000 if year < 70 else 1900
    if (month_first and a <= 12) or b > 12:
        a, b = b, a
    return _date(str(year), str(b), str(a))


def _time(calendar: Calendar, match: re.Match[str]) -> tuple[str, str] | None:
    groups = match.groupdict()
    hour = int(groups["h"] or groups.get("h2") or 0)
    minute = next((groups[key] for key in ("min", "min2", "min3") if groups.get(key)), "00")
    half = (groups.get("half") or "").lower()
    if half in ("p", *calendar.afternoon) and hour < 12:
        hour += 12
    elif half in ("a", *calendar.morning) and hour == 12:
        hour = 0
    if hour > 24 or int(minute) > 59:
        return None
    return "time", f"{hour % 24:02d}:{minute}"
