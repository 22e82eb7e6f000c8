"""What the reading of a PDF's pages works with: lines with their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, or a part of one between wide gaps; places in points from the page's upper left corner.

    `size` is the height of its font. `block` is the page and the number of the
    column on it in reading order, and `block_right` is the column's
    right edge; `row` says that the line is a row of a table, its cells separated by `|`.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    page: int
    turned: bool = False
    block: tuple[int, int] = (0, 0)
    block_right: float = 0.0
    row: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page in the order of its file, and its height in points."""

    lines: Sequence[Line]
    height: float
