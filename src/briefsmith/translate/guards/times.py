"""Figures that are written differently in another language: hours by 12 or 24, full hours, years of two digits."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from briefsmith.translate.guards.known import any_of


def with_colons(text: str) -> str:
    """The text with hours and minutes separated by a colon, not a letter (`17 h 30`), so that they are one figure."""
    return _marked().sub(r"\1:\2", text)


def by_24(source: str) -> Iterator[tuple[str, str]]:
    """Figures of hours after noon, with those that a translation may use: 5 p.m. is 17 or 17:00."""
    for hour, minutes in after_noon(source):
        later = str(int(hour) % 12 + 12)
        yield hour + minutes, later + minutes
        yield hour + minutes, later
        yield hour, later + "00"


def after_noon(text: str) -> list[tuple[str, str]]:
    """Hours of the 12-hour clock after noon with their minutes, which may be empty."""
    return _afternoon().findall(text)


def shortened(text: str, figures: Collection[str], others: Collection[str]) -> Iterator[tuple[str, list[str]]]:
    """Those of `figures` with shorter ones among `others`: years of two digits (`1992`, `92`), full hours (`10:00`, `10`)."""
    for figure in dict.fromkeys(figures):
        year, hour = figure[2:], figure[:-2]
        is_year = len(figure) == 4 and figure[:2] in {"19", "20"} and figure in text
        shorter = [year] if is_year and year in others else []
        if hour in others and re.search(rf"(?<!\d){hour}[:.]00(?!\d)", text):
            shorter.append(hour)
        yield figure, shorter


@cache
def _marked() -> re.Pattern[str]:
    return re.compile(rf"(?<!\d)(\d{{1,2}})\s?(?:{any_of(lambda r: r.hour_mark)})\s?(\d{{2}})(?!\d)")


@cache
def _afternoon() -> re.Pattern[str]:
    mark = any_of(lambda r: r.afternoon)
    return re.compile(rf"(?<![\d.,:])(\d{{1,2}})(?:[.:](\d{{2}}))?\s?(?:{mark})", re.IGNORECASE)
