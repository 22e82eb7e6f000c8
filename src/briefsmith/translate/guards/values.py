"""Figures by their value: `2.0` and `2`, `2.3 billion` and `2300 millones`, `50 ft` and `15 m`."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import product

from briefsmith.facts.amounts import amounts
from briefsmith.facts.digits import FIGURE, digits
from briefsmith.languages.cldr import lexicon
from briefsmith.languages.table import Pair
from briefsmith.translate.guards.known import of_all

Valued = tuple[str, float]
_NEXT_WORDS = re.compile(r"(?:[\s-]?[^\W\d_]+\b\.?){0,2}")
_ROUNDING = 0.1
_FREEZING = 32  # in degrees Fahrenheit
_METRIC = re.compile(r"\d{1,3}(?:[\s\u00a0\u202f.]\d{3})+|\d+(?:,\d+)?")


def valued(text: str, language: str) -> list[Valued]:
    """The digits of each figure and its value, with the one or two words of magnitude after it (`200 thousand`)."""
    names = lexicon(language)
    found = []
    for match in FIGURE.finditer(text):
        plain = re.sub(rf"[\s{re.escape(names.group)}]", "", match[0]).replace(names.decimal, ".")
        if re.fullmatch(r"\d+(?:\.\d+)?", plain):
            value = float(plain)
            for word in _NEXT_WORDS.match(text, match.end())[0].lower().split():  # type: ignore[index]
                factor = names.magnitudes.get(word.rstrip("."))
                if factor is None:
                    break
                value *= factor
            found.append((digits(match[0]), value))
    return found


def of_same_value(source: Sequence[Valued], target: Sequence[Valued]) -> Iterator[tuple[str, str]]:
    """Pairs of figures that are written differently but have the same value."""
    for (before, value), (after, other) in product(source, target):
        if math.isclose(value, other):
            yield before, after


def of_same_amount(source: str, target: str, pair: Pair) -> Iterator[tuple[list[str], list[str]]]:
    """Figures of the same amount, counted in other steps or in parts: `3 million`, `300万` and `30 लाख`."""
    for (before, value), (after, other) in product(in_full(source, pair[0]), in_full(target, pair[1])):
        if value == other:
            yield before, after


def in_full(text: str, language: str) -> list[tuple[list[str], Decimal]]:
    """The digits of each amount in figures, and its value with all words of magnitude."""
    found = []
    for fact in amounts(text, language):
        figures = [digits(figure) for figure in FIGURE.findall(fact.text)]
        value = fact.value.rpartition(" ")[2]
        if figures and re.fullmatch(r"-?\d+(?:\.\d+)?", value):
            found.append((figures, Decimal(value)))
    return found


def converted(source: str, target: str) -> Iterator[tuple[str, str]]:
    """Measures of the source, with figures of the target that give them in metric units, rounded; the nearest first."""
    there = {
        digits(literal): float(re.sub(r"[\s.](?=\d{3})", "", literal).replace(",", "."))
        for literal in _METRIC.findall(target)
    }
    pattern, factors = _measures()
    for match in pattern.finditer(source):
        written, value = digits(match[1]), float(match[1].replace(",", ""))
        near = [
            (abs(amount / wanted - 1), found)
            for wanted in _in_metric(value, factors[match.lastgroup or ""])
            for found, amount in there.items()
            if wanted
        ]
        yield from ((written, found) for distance, found in sorted(near) if distance <= _ROUNDING)


def _in_metric(value: float, factors: Sequence[float]) -> list[float]:
    """The measure by each factor; a negative one marks degrees Fahrenheit."""
    return [value * factor if factor > 0 else (value - _FREEZING) * -factor for factor in factors]


@cache
def _measures() -> tuple[re.Pattern[str], dict[str, tuple[float, ...]]]:
    """A pattern with a group for each measure that translators convert, and the factors by the names of the groups."""
    measures = [measure for known in of_all(lambda r: r.converted) for measure in known]
    groups = {f"measure{i}": factors for i, (_, factors) in enumerate(measures)}
    words = "|".join(f"(?P<{name}>{words})" for name, (words, _) in zip(groups, measures, strict=True))
    number = r"(?<![\d.,])(\d+(?:,\d+)*(?:\.\d+)?)(?:\s(?:thousand|million|billion|trillion))?"
    return re.compile(rf"{number}[\s-]?(?:{words})(?!\w)", re.IGNORECASE), groups
