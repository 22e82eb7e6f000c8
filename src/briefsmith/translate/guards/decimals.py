"""Figures whose digits came through, but not their decimal mark: 4.5 is not 45."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefsmith.facts.digits import FIGURE, digits
from briefsmith.facts.finding import Span
from briefsmith.languages.cldr import lexicon
from briefsmith.translate.guards.base import Finding, Guard, Sides
from briefsmith.translate.guards.values import in_full
from briefsmith.translate.typography.figures import local_number

# One or two digits after the mark: with three it may separate thousands. Times have their minutes after one too.
_FRACTION = re.compile(r"\d+([.,])(\d{1,2})")


def _fractions(text: str, mark: str) -> Iterator[re.Match[str]]:
    """The figures with a decimal mark; times and dates in figures are none."""
    for figure in FIGURE.finditer(text):
        found = _FRACTION.fullmatch(figure[0])
        after = text[figure.end() : figure.end() + 5].lstrip().lower()
        if found and found[1] == mark and not after.startswith(("p.", "a.", "pm", "am", "uhr", "h", "-", "–")):
            yield figure


class DecimalMarksGuard(Guard):
    """A decimal mark that was lost: the target has the same digits as a whole number."""

    name = "decimal marks"

    def findings(self, sides: Sides) -> list[Finding]:
        there: dict[str, set[bool]] = {}
        for figure in FIGURE.finditer(sides.target):
            there.setdefault(digits(figure[0]), set()).add(figure[0].isdigit())
        return [
            Finding(
                "figures", f"lost the decimal mark of {figure[0]}", remedy="placeholder", lost=(_span(figure, sides),)
            )
            for figure in _fractions(sides.source, lexicon(sides.pair[0]).decimal)
            if there.get(digits(figure[0])) == {True} and not _same_amount(digits(figure[0]), sides)
        ]


def _same_amount(figure: str, sides: Sides) -> bool:
    """Whether the figures are of one amount, in other steps: `2.5 billion` and `25億`."""
    source, target = (
        {value for figures, value in in_full(text, language) if figure in figures}
        for text, language in zip((sides.source, sides.target), sides.pair, strict=True)
    )
    return not source.isdisjoint(target)


def _span(figure: re.Match[str], sides: Sides) -> Span:
    return Span(
        figure.start(), figure.end(), local_number(figure[0], sides.source, sides.pair) if sides.local else figure[0]
    )
