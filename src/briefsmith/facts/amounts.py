"""Numbers, percentages and sums of money, in figures or words, with their exact values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from briefsmith.facts.fact import Fact, FactKind
from briefsmith.languages.cldr import SHORT_MAGNITUDES, Lexicon, lexicon
from briefsmith.languages.knowledge import gathered, knowledge
from briefsmith.languages.patterns import any_word, currencies, percent, percent_before, percent_joined
from briefsmith.languages.units import unit_at

_SPACES = "\u00a0\u202f\u2009"
# Not after a letter of an alphabet (`G20`, `v2`), but after Chinese or Japanese ones, which are written without spaces.
_BEFORE = r"(?<![A-Za-zÀ-ɏͰ-ӿ\d])(?<!\d[.,])"
_FIGURE = rf"\d+(?:[.,'’٫٬{_SPACES}]\d+)*"
_SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₪": "ILS",
            "₴": "UAH", "US$": "USD", "A$": "AUD", "C$": "CAD", "HK$": "HKD", "NZ$": "NZD", "R$": "BRL", "S$": "SGD",
            "$US": "USD", "元": "CNY", "円": "JPY", "원": "KRW"}  # fmt: skip
_SIGNS = re.compile("[" + "".join(sorted({c for sign in _SYMBOLS for c in sign if not c.isascii() or c == "$"})) + "]")
_PREFIX = 3
# How many characters before a figure may say that it is a percentage.
_SHARE = 12
_PART_OF_NAME = re.compile(r"(?<!\w)[^\W\d_a-zß-öø-ÿ][^\W\d_]+-$")  # Covid-19, Boeing-737


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number as found: its value (None for versions and the like), and whether words or signs qualify it."""

    start: int
    end: int
    value: Decimal | None
    literal: str
    kind: FactKind = "number"
    currency: str = ""
    factor: int = 1
    unit: str = ""

    def fact(self, text: str) -> Fact:
        number = self.literal if self.value is None else plain(self.value * self.factor)
        value = f"{self.currency} {number}" if self.kind == "money" else number
        return Fact(self.kind, text[self.start : self.end], self.start, self.end, value, self.unit)


def amounts(text: str, language: str, taken: Sequence[Fact] = ()) -> list[Fact]:
    """Numbers (also in words), percentages and money in order, without those that overlap `taken`."""
    words = lexicon(language)
    found: list[_Amount] = []
    for match in _matches(text, words.language):
        inside = any(match.start() < fact.end and fact.start < match.end() for fact in taken)
        if not inside and not _PART_OF_NAME.search(text, 0, match.start()):
            amount = _amount(match, words)
            if amount is not None:
                unit = unit_at(text, amount.end, words.language)[0] if amount.kind == "number" else ""
                found.append(replace(amount, unit=unit))
    if knowledge(words.language).numbers.in_parts:
        found = _joined(text, found)
    return [amount.fact(text) for amount in _share_units(text, found)]


def plain(value: Decimal) -> str:
    """The number without exponent and trailing zeros: `2400000`, `0.5`."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _matches(text: str, code: str) -> Iterator[re.Match[str]]:
    """The matches of the pattern, which is tried only where one may begin: it takes 250 µs to search a sentence."""
    pattern = _pattern(code)
    if _SIGNS.search(text):  # these may follow letters: `10US$`
        yield from pattern.finditer(text)
        return
    end = 0
    for place in _beginnings(code).finditer(text):
        if place.start() >= end and (match := pattern.match(text, place.start())):
            yield match
            end = match.end()


@cache
def _beginnings(code: str) -> re.Pattern[str]:
    """A figure, its sign, or the first letters of a word that begins an amount without the sign of a currency."""
    numbers = knowledge(code).numbers
    words = [word for word in (*lexicon(code).words, *_iso_codes().split("|"), numbers.thousand) if word]
    firsts = re.escape("".join(sorted({word[0].lower() for word in (*words, *numbers.one)})))
    letters = "|".join(
        [*(rf"{re.escape(word)}\s" for word in numbers.one), any_word({word[:_PREFIX].lower() for word in words})]
    )
    return re.compile(rf"\d|[-−](?=\d)|(?<!\w)(?=[{firsts}])(?:{letters})", re.IGNORECASE)


@cache
def _pattern(code: str) -> re.Pattern[str]:
    long = any_word(w for w in lexicon(code).magnitudes if w not in SHORT_MAGNITUDES)
    symbols = any_word(_SYMBOLS)
    names = "|".join(f"(?P<{iso}>{form})" for iso, form in currencies().items())
    of = "|".join(gathered(lambda known: known.numbers.of_currency))
    after = rf"\s?(?P<symbol>{symbols})(?![\w])|[\s-](?P<iso>{_iso_codes()})(?!\w)|[\s-](?:{of})?(?:{names})(?!\w)"
    before = rf"(?P<before>{symbols}|(?<!\w)(?:{_iso_codes()}))\s?"
    return re.compile(
        rf"(?:{before})?(?P<sign>(?<![\w\d)])[-−](?=\d))?(?:{_BEFORE}{_figure(code)}|{_in_words(code, long)})"
        rf"(?P<magnitude>{_magnitude(code, long)})?"
        rf"(?:(?P<percent>\s?%|\s?٪|[\s-](?:{percent()})(?!\w)|\s?(?:{percent_joined()}))|{after})?",
        re.IGNORECASE,
    )


def _figure(code: str) -> str:
    spaced = lexicon(code).group in _SPACES or knowledge(code).numbers.spaced_thousands
    groups = r"\d{1,3}(?:[ ]\d{3}(?![\d%]))+(?:[.,]\d+)?(?!\d)|" if spaced else ""
    endings = any_word(gathered(lambda known: known.numbers.endings))
    return rf"(?P<figure>{groups}{_FIGURE})(?:(?:{endings})(?!\w))?"


def _in_words(code: str, long: str) -> str:
    """An article before a magnitude, number words, or a magnitude alone."""
    numbers, spelled = knowledge(code).numbers, any_word(lexicon(code).words)
    one = rf"(?<!\w)(?:{any_word(numbers.one)})\s(?=(?:{long})(?!\w))" if numbers.one else r"(?!)"
    words = r"(?!)"
    if spelled:
        words = rf"(?<!\w)(?:{spelled})(?:{numbers.joint}(?:{spelled}))*(?![\w]|-(?:{spelled}))"
    alone = rf"(?<!\w){numbers.thousand}(?!\w)" if numbers.thousand else r"(?!)"
    return rf"(?P<one>{one})|(?P<words>{words})|(?P<bare>{alone})"


def _magnitude(code: str, long: str) -> str:
    if not long:
        return r"(?!)"
    if knowledge(code).numbers.in_parts:
        return rf"(?:{long})+"
    dot = "|".join(rf"(?<={word})" for word in gathered(lambda known: known.numbers.dotted))
    dot = rf"(?:(?:{dot})\.)?"
    word = rf"[\s{_SPACES}-]?(?:{long}){dot}(?!\w)(?:\s(?:{long})(?!\w))*"
    return rf"{word}|(?:{'|'.join(sorted(SHORT_MAGNITUDES))})(?!\w)"


@cache
def _iso_codes() -> str:
    # The currencies that news writes as codes; with all of CLDR, words such as "ALL" and "TOP" would be money.
    return "USD|EUR|GBP|CHF|JPY|CNY|RMB|INR|RUB|CAD|AUD|NZD|HKD|SGD|SEK|NOK|DKK|PLN|CZK|HUF|TRY|BRL|MXN|ZAR"


def _amount(match: re.Match[str], words: Lexicon) -> _Amount | None:
    groups = match.groupdict()
    literal = match["figure"] or ""
    if literal:
        value = figure_value(literal, words)
    elif match["words"]:
        value = Decimal(_spelled(match["words"].lower(), words))
    else:
        value = Decimal(1000 if match["bare"] else 1)
    currency = _currency(groups)
    factor, end = _factor(match, words, bool(currency))
    if value is not None and match["sign"]:
        value = -value
    amount = _Amount(match.start(), end, value, literal, "number", currency, factor)
    if currency:
        return replace(amount, kind="money")
    share = match["percent"] or percent_before().search(match.string, max(0, match.start() - _SHARE), match.start())
    return replace(amount, kind="percent") if share else amount


def _currency(groups: dict[str, str | None]) -> str:
    written = groups["before"] or groups["symbol"] or groups["iso"]
    if written:
        code = _SYMBOLS.get(written.upper(), written.upper())
        return "CNY" if code == "RMB" else code
    return next((iso for iso in currencies() if groups[iso]), "")


def _factor(match: re.Match[str], words: Lexicon, money: bool) -> tuple[int, int]:
    """What the magnitude words multiply by, and where the amount ends. `5m` alone may as well be metres."""
    written = match["magnitude"]
    if not written:
        return 1, match.end()
    key = written.strip(" -." + _SPACES).lower()
    if key in SHORT_MAGNITUDES:
        if money or key == "k":
            return {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}[key], match.end()
        return 1, match.start("magnitude")
    factor = 1
    for part in _magnitude_words(words.language).findall(key):
        factor *= words.magnitudes[part]
    return factor, match.end()


def _spelled(text: str, words: Lexicon) -> int:
    """The value of number words in a row: `two hundred and fifty` is 250."""
    total = 0
    for word in _number_words(words.language).findall(text):
        value = words.words[word]
        total = total * 100 if value == 100 and 0 < total < 100 else total + value
    return total


@cache
def _number_words(code: str) -> re.Pattern[str]:
    # Cached: Italian has 1,195 words, and sorting them for each number made a sentence take 4.1 ms in place of 0.4.
    return re.compile(any_word(lexicon(code).words))


@cache
def _magnitude_words(code: str) -> re.Pattern[str]:
    return re.compile(any_word(lexicon(code).magnitudes))


def figure_value(literal: str, words: Lexicon) -> Decimal | None:
    """The value of a figure in any script by the separators of the language; None for versions and the like (`2.4.1`)."""
    ascii_digits = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in literal)
    text = re.sub(rf"[{_SPACES} '’]", "", ascii_digits).replace("٫", ".").replace("٬", "")
    marks = [c for c in text if c in ".,"]
    if not marks:
        return Decimal(text)
    kinds = set(marks)
    if len(kinds) == 2:  # the last one is the decimal mark, in any language: texts quote one another
        decimal = marks[-1]
        if marks.count(decimal) > 1:
            return None
        return Decimal(text.replace(({".", ","} - {decimal}).pop(), "").replace(",", "."))
    (mark,) = kinds
    head, *groups = text.split(mark)
    grouped = len(head) <= 3 and head != "0" and all(len(part) == 3 for part in groups)
    if len(groups) > 1:
        return Decimal(text.replace(mark, "")) if grouped else None
    if grouped and mark != words.decimal:
        return Decimal(text.replace(mark, ""))
    return Decimal(text.replace(",", "."))


def _joined(text: str, found: list[_Amount]) -> list[_Amount]:
    """The parts of one number, in falling magnitudes, as one: `3億2000万円` is 320,000,000 yen."""
    joined: list[_Amount] = []
    for amount in found:
        first = joined[-1] if joined else None
        if (
            first is None
            or first.value is None
            or amount.value is None
            or first.kind != "number"
            or text[first.end : amount.start].strip()
            or not 0 <= amount.value * amount.factor < first.factor
        ):
            joined.append(amount)
            continue
        value = first.value * first.factor / amount.factor + amount.value
        joined[-1] = replace(amount, start=first.start, value=value, literal=text[first.start : amount.end])
    return joined


def is_range(before: str, between: str) -> bool:
    """Whether the words before and between two numbers make them the ends of a range."""
    to, opening, closing = _range_patterns()
    return bool(to.fullmatch(between) or (closing.fullmatch(between) and opening.search(before)))


@cache
def _range_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    to = any_word(gathered(lambda known: known.numbers.to))
    opening = any_word(gathered(lambda known: known.numbers.between))
    closing = any_word(gathered(lambda known: known.numbers.between_and))
    return (
        re.compile(rf"\s?[-–—]\s?|\s(?:{to})\s"),
        re.compile(rf"\b(?:{opening})\s$", re.IGNORECASE),
        re.compile(rf"\s(?:{closing})\s"),
    )


def _share_units(text: str, found: list[_Amount]) -> list[_Amount]:
    """In a range the first number takes magnitude, percent sign, currency and unit from the second: `10 to 15 million`."""
    shared = list(found)
    for i in range(len(found) - 2, -1, -1):
        first, second = shared[i], shared[i + 1]
        between = text[first.end : second.start]
        if first.value is None or second.value is None or not is_range(text[: first.start], between):
            continue
        if first.factor == 1 and first.kind == "number":
            shared[i] = replace(
                first, kind=second.kind, currency=second.currency, factor=second.factor, unit=first.unit or second.unit
            )
        elif first.kind == "money" and second.kind == "number":
            factor = second.factor if first.factor == 1 else first.factor
            shared[i] = replace(first, factor=factor)
            shared[i + 1] = replace(second, kind="money", currency=first.currency)
    return shared
