"""Labels the blocks above the body (title, standfirst, byline, date, site name) and reads the facts in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from briefsmith.clean import bylines as facts
from briefsmith.clean.lines import Block
from briefsmith.clean.region import Region, is_prose

_NEAR = 25  # blocks above the body among which the title is looked for
_SMALL_HEAD = 12  # a text with fewer blocks above the body was pasted: its first line may be the site's name
_MARKS = " :|·-–—,."


def read_head(blocks: Sequence[Block], region: Region, labels: list[str | None]) -> dict[str, str]:
    """Label the blocks above the body, and a standfirst at its beginning; return the facts found."""
    metadata: dict[str, str] = {}
    first = _skip_standfirst(blocks, region, labels)
    title = _title(blocks, first)
    for index in range(first):
        block = blocks[index]
        if index == title:
            labels[index] = "title"
            metadata["title"] = block.text
        elif labels[index] is None:
            labels[index] = _label(blocks, index, first, title)
        _read(block, labels[index], metadata)
    for index in range(first, region.last + 1):
        if labels[index] is not None:
            _read(blocks[index], labels[index], metadata)
    return metadata


def _skip_standfirst(blocks: Sequence[Block], region: Region, labels: list[str | None]) -> int:
    """Index of the first block after a byline or date line that is among the body's first blocks."""
    for index in range(min(region.first + 3, region.last), region.first, -1):
        block = blocks[index]
        if labels[index] not in {"byline", "dateline"} or block.words > 20:
            continue
        above = sum(blocks[i].size for i in range(region.first, index))
        below = sum(blocks[i].size for i in range(index + 1, region.last + 1) if labels[i] is None)
        if above <= 500 and below >= 2 * above:
            return index + 1
    return region.first


def _title(blocks: Sequence[Block], first: int) -> int | None:
    """Index of the block most like a headline: near the body, without a full stop, best if the page has it twice."""
    keys = Counter(block.key for block in blocks)
    best: tuple[float, int] | None = None
    for index in range(max(0, first - _NEAR), first):
        block = blocks[index]
        if block.reason or not 2 <= block.words <= 30 or not 8 <= block.size <= 220 or facts.is_date_line(block):
            continue
        if facts.is_caption(block) or facts.is_domain(block.text):
            continue
        score = 0.12 * (index - first) + 0.05 * min(block.words, 10)
        score += (keys[block.key] > 1) - 1.5 * block.bullet - (block.text[-1:] in ".…")
        if best is None or score > best[0]:
            best = score, index
    return best[1] if best else None


def _label(blocks: Sequence[Block], index: int, first: int, title: int | None) -> str:
    block = blocks[index]
    if block.reason is not None:
        return block.reason
    if facts.is_caption(block):
        return "caption"
    if facts.is_date_line(block):
        return "dateline"
    named = index == 0 and first <= _SMALL_HEAD and title is not None and block.words <= 5
    if named or facts.is_domain(block.text):
        return "site_name"
    if title is not None and index > title and is_prose(block):
        return "standfirst"
    return "other_text" if is_prose(block) else "menu"


def _read(block: Block, label: str | None, metadata: dict[str, str]) -> None:
    text = block.text[:300]
    if label == "site_name":
        metadata.setdefault("sitename", text)
    elif label == "standfirst":
        metadata.setdefault("description", text)
    elif label in {"dateline", "byline"}:
        date = facts.date_in(text)
        if date:
            metadata.setdefault("date", date)
        if label == "byline":
            author = facts.author_in(text)
            if author:
                metadata.setdefault("author", author)
    elif label == "source_line":
        source = text.partition(" ")[2].strip(_MARKS)
        if source:
            metadata.setdefault("source", source)
