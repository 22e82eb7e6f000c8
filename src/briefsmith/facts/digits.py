"""The figures of a text by their digits, whatever separators they have."""

from __future__ import annotations

import re
from collections import Counter

FIGURE = re.compile(r"(?<!\d)\d{1,3}(?: \d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,:٫٬\u00a0\u202f'’]\d+)*")


def numbers(text: str) -> Counter[str]:
    """The figures in a text without their separators: `1,000` and `1.000` are the same number, `244.8` and `244,8` too."""
    return Counter(digits(match) for match in FIGURE.findall(text))


def literals(text: str) -> list[tuple[int, int, str]]:
    """Start, end and digits of each figure."""
    return [(match.start(), match.end(), digits(match[0])) for match in FIGURE.finditer(text)]


def digits(literal: str) -> str:
    """The digits of a figure, in any script, as ours: `1,000` and `১,০০০` give `1000`."""
    found = re.sub(r"\D", "", literal)
    return found if found.isascii() else "".join(str(int(digit)) for digit in found)
