"""Dates, weekdays and times of day in a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from briefsmith.facts.fact import Fact
from briefsmith.languages.cldr import Lexicon, lexicon

# English words that are months only in upper case, and there only away from the start of a sentence.
_AMBIGUOUS = frozenset(
    {"may", "march", "mar", "mars", "sep", "dec", "jun", "jul", "ene", "ago", "abr", "dic", "oct", "out"}
)
_AFTERNOON = "p"
_ISO = re.compile(r"(?<![\d.-])(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?![\d-])")
_CJK = re.compile(
    r"(?:(?P<y>\d{4})\s?[年년]\s?)?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日号號일]|(?P<y2>\d{4})\s?[年년]\s?(?P<m2>\d{1,2})\s?[月월]"
)
_NUMERIC = re.compile(
    r"(?<![\d.,/-])(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})(?![\d/-]|\.\d)"
)
_DAY_MONTH = re.compile(r"(?<![\d.,])(?P<a>\d{1,2})\.(?P<b>\d{1,2})\.(?![\d])")
_CLOCK = re.compile(
    r"(?<![\d.,:])(?P<h>\d{1,2})(?:[:.](?P<min>\d{2}))?(?::\d{2})?\s?(?P<half>[ap])\.?\s?m\b\.?"
    r"|(?<![\d.,:])(?P<h2>[01]?\d|2[0-3]):(?P<min2>[0-5]\d)(?::[0-5]\d)?(?![\d:])(?:\s?(?:Uhr|heures|horas)\b)?",
    re.IGNORECASE,
)
_LOCAL_CLOCK: dict[str, re.Pattern[str]] = {
    "de": re.compile(r"(?<![\d.,:])(?P<h>\d{1,2})(?:[.:](?P<min>\d{2}))?\sUhr(?:\s(?P<min3>[0-5]\d)\b)?"),
    "fr": re.compile(
        r"(?<![\d.,:])(?P<h>[01]?\d|2[0-4])\s?h(?:eures?)?\s?(?P<min>[0-5]\d)\b"
        r"|(?:(?<=\bà )|(?<=\bvers )|(?<=\bdès ))(?P<h2>[01]?\d|2[0-4])\s?(?:h|heures)\b(?!\s?\d)"
    ),
    "es": re.compile(
        r"(?<=\blas )(?P<h>[01]?\d|2[0-4])(?:[:.](?P<min>\d{2}))?(?:\s(?:horas|de la (?P<half>mañana|tarde|noche)))?(?![\d%])"
    ),
    "en": re.compile(r"(?<![\d.,:])(?P<h>\d{1,2})\s?o['’]clock\b"),
}


def dates(text: str, language: str, taken: Sequence[Fact] = ()) -> list[Fact]:
    """Dates and times in order, clear of `taken`. Numeric dates are read day first, in English month first if they can."""
    code = lexicon(language).language
    found: list[Fact] = []
    blocked = [(fact.start, fact.end) for fact in taken]
    if any(character.isdigit() for character in text):
        for pattern, read in _figure_readers(code):
            _collect(text, pattern, read, found, blocked)
    month, day = _word_patterns(code)
    if month is not None:
        _collect(text, month, lambda m: _named_date(m, code, text), found, blocked)
    if day is not None:
        _collect(text, day, lambda m: ("date", f"W{lexicon(code).days[m[0].lower()]}"), found, blocked)
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
    readers: list[tuple[re.Pattern[str], Read]] = [
        (_ISO, lambda m: _date(m["y"], m["m"], m["d"])),
        (_CJK, lambda m: _date(m["y"] or m["y2"], m["m"] or m["m2"], m["d"])),
        (_NUMERIC, lambda m: _numeric(m, month_first=code == "en" and m["sep"] != ".")),
    ]
    if code == "de":
        readers.append((_DAY_MONTH, lambda m: _date(None, m["b"], m["a"])))
    if code in _LOCAL_CLOCK:
        readers.append((_LOCAL_CLOCK[code], _time))
    readers.append((_CLOCK, _time))
    return readers


@cache
def _word_patterns(code: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """Patterns for dates with a named month and for weekdays."""
    words = lexicon(code)
    if not words.months or not any(name.isalpha() for name in words.months):
        return None, None
    full = _full_months(words)
    names = "|".join(
        re.escape(name) + ("" if name in full else r"(?:\.|\b)") for name in sorted(words.months, key=len, reverse=True)
    )
    month = rf"(?P<m{{0}}>(?<![\w-])(?:{names})(?![\w]))"
    # `April 21 million` is a month and a number.
    no_number = rf"(?!\s(?:{'|'.join(map(re.escape, words.magnitudes))})(?!\w))" if words.magnitudes else ""
    day = r"(?<![\d.,])(?P<d{0}>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?"
    year = r"(?P<y{0}>[12]\d{{3}})(?![\d%])"
    pattern = (
        rf"{day.format(1)}\s(?:of\s|de\s)?{month.format(1)}(?:,?\s(?:de\s|del\s)?{year.format(1)})?"
        rf"|{month.format(2)}\s{day.format(2)}(?![\d:%.]|,\d|\s?(?:%|percent|Prozent)){no_number}(?:,?\s{year.format(2)})?"
        rf"|{month.format(3)}(?:,?\s(?:de\s|del\s)?{year.format(3)})?"
    )
    days = "|".join(re.escape(name) for name in sorted(words.days, key=len, reverse=True))
    return re.compile(pattern, re.IGNORECASE), re.compile(rf"(?<!\w)(?:{days})(?!\w)", re.IGNORECASE)


def _full_months(words: Lexicon) -> frozenset[str]:
    """The names that are no abbreviation of another: the longest of each month, and its inflected forms."""
    return frozenset(
        name
        for name, month in words.months.items()
        if not any(other != name and m == month and other.startswith(name) for other, m in words.months.items())
    )


def _named_date(match: re.Match[str], code: str, text: str) -> tuple[str, str] | None:
    name = match["m1"] or match["m2"] or match["m3"]
    day, year = match["d1"] or match["d2"], match["y1"] or match["y2"] or match["y3"]
    month = lexicon(code).months[name.lower().rstrip(".")]
    alone = day is None and year is None
    if alone and name.lower() not in _full_months(lexicon(code)):
        return None
    if alone and name.lower() in _AMBIGUOUS and not _is_month(match, name, text, code):
        return None
    return _date(year, str(month), day)


def _is_month(match: re.Match[str], name: str, text: str, code: str) -> bool:
    """Whether `May` or `March` alone is the month: in upper case within a sentence, after a word that introduces dates."""
    before = text[: match.start()].rstrip().lower().split(" ")[-1].lstrip("(\"“'‘")
    if code == "fr" and name.lower() == "mars":
        return before in {"en", "mi", "fin", "début", "de", "mois", "depuis", "à"}
    introduces = {
        "in",
        "since",
        "by",
        "until",
        "till",
        "from",
        "of",
        "early",
        "late",
        "mid",
        "last",
        "next",
        "this",
        "on",
    }
    return name[0].isupper() and before in introduces and len(name) > 2


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


def _time(match: re.Match[str]) -> tuple[str, str] | None:
    groups = match.groupdict()
    hour = int(groups["h"] or groups.get("h2") or 0)
    minute = next((groups[key] for key in ("min", "min2", "min3") if groups.get(key)), "00")
    half = (groups.get("half") or "").lower()
    if half in {_AFTERNOON, "tarde", "noche"} and hour < 12:
        hour += 12
    elif half in {"a", "mañana"} and hour == 12:
        hour = 0
    if hour > 24 or int(minute) > 59:
        return None
    return "time", f"{hour % 24:02d}:{minute}"
