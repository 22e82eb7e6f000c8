"""Numbers that a sentence writes in words, looked for in its translation: `fourteen years` is not `quatre ans`."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from briefsmith.facts.digits import numbers
from briefsmith.languages.cldr import lexicon
from briefsmith.translate.guards.figures import stands_in_words

# Below it numbers are half of an idiom (`two or three`, `a third`), and words for them too many.
LOWEST = 4
# `hundreds of`, `a dozen`: round, and said in other words; and what is another word as well (to heed, new).
_OTHERWISE = frozenset(
    {"hundred", "dozen", "cent", "cents", "cien", "ciento", "cientos", "hundert", "acht", "achten", "neuf"}
)

_DECADES = re.compile(r"\s(?:decades?|Jahrzehnt|décennie|década)", re.IGNORECASE)


class SpelledNumber(NamedTuple):
    """A number word at `start:end` of a text, and its value."""

    start: int
    end: int
    word: str
    value: int


def spelled(text: str, language: str) -> list[SpelledNumber]:
    """The number words of a text, from four on; none in languages whose words are not known.

    Capitals inside a sentence make them parts of names (`Six Flags`).
    """
    words = lexicon(language).words
    matches = [m for m in _pattern(language).finditer(text) if m.start() == 0 or not m[0][0].isupper()]
    found = [SpelledNumber(m.start(), m.end(), m[0], words[m[0].lower()]) for m in matches]
    return [number for number in found if number.value >= LOWEST and number.word.lower() not in _OTHERWISE]


def lost_in_words(source: str, target: str, pair: tuple[str, str]) -> list[SpelledNumber]:
    """Number words of the source whose value the target has neither in figures nor in words."""
    wanted = spelled(source, pair[0])
    if not wanted or not lexicon(pair[1]).words:
        return []
    figures = numbers(target)

    def there(value: str) -> bool:
        return bool(figures[value] or figures[f"{value}000"] or stands_in_words(value, target, pair[1]))

    def in_years(number: SpelledNumber) -> bool:
        return _DECADES.match(source, number.end) is not None and there(f"{number.value}0")

    return [number for number in wanted if not there(str(number.value)) and not in_years(number)]


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = sorted(lexicon(language).words, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])" if words else r"(?!)", re.IGNORECASE)
