"""Sums with a letter for their magnitude that a model copied (`$3.5m`, `£2bn`), written out as the target language does."""

from __future__ import annotations

import re
from functools import cache

from briefsmith.languages import Pair
from briefsmith.languages.cldr import lexicon
from briefsmith.languages.knowledge import knowledge
from briefsmith.languages.patterns import any_word

_SUM = r"(?<![\w$€£¥])(?P<sign>[A-Z]{{0,3}}[$€£¥])\s?(?P<figure>\d+(?:[.,]\d+)*)\s?(?P<short>{short})(?!\w)"


def written_out(source: str, target: str, pair: Pair) -> str:
    """The target with such sums of the source as `3,5 Millionen $`; unchanged where it has none."""
    numbers = knowledge(pair[0]).numbers
    if not numbers.sum_letters or not (found := _short(pair[0]).findall(source)):
        return target
    there = {(sign, re.sub(r"\D", "", figure), short.lower()): figure for sign, figure, short in found}

    def long(match: re.Match[str]) -> str:
        figure = there.get((match["sign"], re.sub(r"\D", "", match["figure"]), match["short"].lower()))
        amount = None if figure is None else _amount(figure, match["short"].lower(), pair)
        return match[0] if amount is None else f"{amount}\u00a0{match['sign']}"

    return _short(pair[0]).sub(long, target)


def _amount(figure: str, short: str, pair: Pair) -> str | None:
    """The figure and its magnitude in words by CLDR (`3,5 Millionen`); None for what is no number."""
    from babel.numbers import format_compact_decimal

    from briefsmith.facts.amounts import figure_value

    numbers, names = knowledge(pair[0]).numbers, lexicon(pair[0])
    word = {**numbers.sum_abbreviations, **numbers.sum_letters}[short]
    value = figure_value(figure, names)
    if value is None:
        return None
    return format_compact_decimal(value * names.magnitudes[word], format_type="long", locale=pair[1], fraction_digits=3)


@cache
def _short(language: str) -> re.Pattern[str]:
    numbers = knowledge(language).numbers
    return re.compile(_SUM.format(short=f"(?i:{any_word({**numbers.sum_abbreviations, **numbers.sum_letters})})"))
