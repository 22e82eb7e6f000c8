"""The order in which the lines of a page are read: column by column, below and above what spans them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefsmith.sources.pdf_lines import Line

# A wider gap, in sizes of the font, separates columns or cells of a table; justified lines have up to one.
GUTTER = 1.8
_SPACE = 0.15  # a narrower gap is none
_MOST_COLUMNS = 8
_MIN_LINES = 3  # on each side of a gutter
_MIN_CHARACTERS = 14  # a line on average: cells of a table are shorter than lines of a column
_MAX_SPANNING = 0.5  # share of lines that may span the gutter
_ROUND = 3.0  # points: left edges that differ by less are one
_SAME_ROW = 0.5  # share of the height that two parts of one row have in common


def reading_order(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines in reading order, each with its column; parts of one row in a column are put together."""
    if not lines:
        return
    for number, column in enumerate(_columns(list(lines), _MOST_COLUMNS)):
        rows = _rows(column)
        ends = sorted(line.right for line in rows if not line.row) or [rows[0].right]
        right = ends[int(0.9 * (len(ends) - 1))]
        yield from (replace(line, block=(line.page, number), block_right=right) for line in rows)


def _columns(lines: list[Line], most: int) -> Iterator[list[Line]]:
    gutter = _gutter(lines) if most > 1 else None
    if gutter is None:
        yield lines
        return
    left = [line for line in lines if line.right <= gutter]
    right = [line for line in lines if line.left >= gutter]
    spanning = sorted((line for line in lines if line.left < gutter < line.right), key=lambda line: line.top)
    top = float("-inf")
    group: list[Line] = []
    for line in [*spanning, None]:
        bottom = float("inf") if line is None else line.top
        parts = [[part for part in side if top <= part.top < bottom] for side in (left, right)]
        if any(parts):
            if group:
                yield group
                group = []
            for part in filter(None, parts):
                yield from _columns(part, most // 2)
        if line is not None:
            group.append(line)
            top = line.top
    if group:
        yield group


def _gutter(lines: Sequence[Line]) -> float | None:
    """The left edge of the second column, where many lines begin and few lines pass."""
    first, last = min(line.left for line in lines), max(line.right for line in lines)
    best, weight = None, 0
    for edge in sorted({round(line.left / _ROUND) for line in lines}):
        place = edge * _ROUND - _ROUND
        if not first + 0.2 * (last - first) < place < first + 0.85 * (last - first):
            continue
        left = [line for line in lines if line.right <= place]
        right = [line for line in lines if line.left >= place]
        if min(len(left), len(right)) > weight and _are_columns(left, right, len(lines)):
            best, weight = place, min(len(left), len(right))
    return best


def _are_columns(left: Sequence[Line], right: Sequence[Line], count: int) -> bool:
    if min(len(left), len(right)) < _MIN_LINES or count - len(left) - len(right) > _MAX_SPANNING * count:
        return False
    if any(sum(len(line.text) for line in side) < _MIN_CHARACTERS * len(side) for side in (left, right)):
        return False
    above = max(min(line.top for line in side) for side in (left, right))
    below = min(max(line.bottom for line in side) for side in (left, right))
    return below > above


def _rows(lines: Sequence[Line]) -> list[Line]:
    """The lines from top to bottom; parts at one height become one line with `|` between them."""
    rows: list[Line] = []
    for line in sorted(lines, key=lambda line: (line.bottom, line.left)):
        last = rows[-1] if rows else None
        common = min(last.bottom, line.bottom) - max(last.top, line.top) if last else 0.0
        if last and common > _SAME_ROW * min(line.size, last.size) and line.left >= last.right - 1:
            rows[-1] = _beside(last, line)
        else:
            rows.append(line)
    return rows


def _beside(first: Line, second: Line) -> Line:
    """Two parts of one row as one line: cells of a table where the gap is wide, else an index or a part of a formula."""
    gap, size = second.left - first.right, max(first.size, second.size)
    cells = gap > GUTTER * size
    between = " | " if cells else " " if gap > _SPACE * size else ""
    return replace(
        first,
        text=f"{first.text}{between}{second.text}",
        right=second.right,
        bottom=max(first.bottom, second.bottom),
        size=size,
        row=first.row or cells,
    )
