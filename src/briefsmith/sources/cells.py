"""Rows of tables as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefsmith.sources.passages import Passage

_LONGEST_CELL = 200  # characters: a longer cell is running text, and the table only its frame


def row_passages(cells: Sequence[Sequence[Passage]]) -> Iterator[Passage]:
    """One row: its cells with `|` between them on one line, or the paragraphs of cells that hold running text."""
    plain = [" ".join(passage.text for passage in cell if passage.reason is None).strip() for cell in cells]
    if any(len(text) > _LONGEST_CELL for text in plain) or len([text for text in plain if text]) == 1:
        for cell in cells:
            yield from cell
    else:
        yield Passage(" | ".join(plain) if any(plain) else "")
        yield from (passage for cell in cells for passage in cell if passage.reason is not None)
