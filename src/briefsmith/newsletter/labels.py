"""The words of the newsletter itself, dates and durations, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from briefsmith.languages.knowledge import knowledge
from briefsmith.languages.sections import Newsletter

if TYPE_CHECKING:
    from babel import Locale

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Labels(Newsletter):
    """The words for readers of one language; for a language that has none they are English, and so is `language`."""

    language: str = FALLBACK

    def reading_time(self, minutes: int) -> str:
        """`4 min read`."""
        from babel.units import format_unit

        return self.reading.format(format_unit(minutes, "duration-minute", length="short", locale=self.language))

    def stories_left_out(self, count: int) -> str:
        """The sentence under an e-mail that was too long."""
        from babel.numbers import format_decimal

        return self.left_out.format(format_decimal(count, locale=_locale(self.locale or self.language)))

    def date(self, moment: datetime) -> str:
        """`3 May 2026`, by the calendar day of the moment's own time zone."""
        from babel.dates import format_date

        return format_date(moment.date(), format="long", locale=_locale(self.locale or self.language))

    def language_name(self, code: str) -> str:
        """The name of a language in the language of these labels."""
        return _locale(self.locale or self.language).languages.get(code) or code


def labels_for(language: str) -> Labels:
    """The labels of a language, or the English ones."""
    known = knowledge(language)
    if not known.newsletter.issue:
        known = knowledge(FALLBACK)
    english = knowledge(FALLBACK).newsletter
    words = {field.name: getattr(known.newsletter, field.name) for field in fields(Newsletter)}
    words |= {name: words[name] or getattr(english, name) for name in ("doubtful", "draft")}
    return Labels(language=known.code, **words)


@cache
def _locale(name: str) -> Locale:
    from babel import Locale

    return Locale.parse(name)
