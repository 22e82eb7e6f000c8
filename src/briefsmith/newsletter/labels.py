"""The words of the newsletter itself, dates and durations, in the reader's language."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from babel import Locale

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Labels:
    """The words for readers of one language; in a language that has none they are English, as `language` then says."""

    language: str
    issue: str
    contents: str
    facts: str
    read: str
    translated: str
    also: str
    left_out: str
    made: str
    source: str
    _reading: str

    @property
    def colon(self) -> str:
        """What follows a label: a colon, in French with the no-break space that its typography asks for."""
        return "\u00a0:" if self.language == "fr" else ":"

    def reading_time(self, minutes: int) -> str:
        """`4 min read`."""
        from babel.units import format_unit

        return self._reading.format(format_unit(minutes, "duration-minute", length="short", locale=self.language))

    def stories_left_out(self, count: int) -> str:
        """The sentence under an e-mail that was too long."""
        from babel.numbers import format_decimal

        return self.left_out.format(format_decimal(count, locale=_locale(self.language)))

    def date(self, moment: datetime) -> str:
        """`3 May 2026`, by the calendar day of the moment's own time zone."""
        from babel.dates import format_date

        return format_date(moment.date(), format="long", locale=_locale(self.language))

    def language_name(self, code: str) -> str:
        """The name of a language in the language of these labels."""
        return _locale(self.language).languages.get(code) or code


def labels_for(language: str) -> Labels:
    """The labels of a language, else the English ones."""
    table = _table()
    known = language if language in table else FALLBACK
    words = dict(table[known])
    return Labels(language=known, _reading=words.pop("reading"), **words)


@cache
def _table() -> dict[str, dict[str, str]]:
    text = resources.files("briefsmith.newsletter").joinpath("labels.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table


@cache
def _locale(code: str) -> Locale:
    from babel import Locale

    # `en` alone is American to CLDR; the day before the month is how the rest of the world dates.
    return Locale.parse("en_GB" if code == "en" else code)
