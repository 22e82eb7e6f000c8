"""Labels the blocks above the body (title, standfirst, byline, date, site name) and reads the facts in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from briefsmith.clean import bylines as facts
from briefsmith.clean.lines import Block, is_dense
from briefsmith.clean.matching import normalise
from briefsmith.clean.region import Region, is_prose

_NEAR = 40  # blocks above the body among which the title is looked for
# What makes a line the title, weighed on 48 pages as text (docs/measured/cleaning.md): the body says its words again, which it
# does not of a menu, an author's name or another story's headline; a byline is under it; it is near the body and not short.
_SHARE, _HIT, _MOST_HITS = 1.0, 0.15, 5
_UNDER, _UNDER_BLOCKS = 0.5, 4
_TWICE, _DISTANCE, _WORD, _MOST_WORDS = 0.3, 0.05, 0.05, 10
_BULLET, _STOP, _DEK = 1.5, 3.0, 0.5
_BODY = 6000  # characters of the body that are compared
_LONG_WORD, _STEM = 4, 6  # letters: shorter words are in every text; endings differ
_SMALL_HEAD = 12  # a text with fewer blocks above the body was pasted: its first line may be the site's name
_LISTED = re.compile(r"[•●▪|]\s.*[•●▪|]\s|\S\s{2,}\S.*\S\s{2,}\S")  # several entries on one line
_TITLE_WITHIN = 8  # blocks of the body among which the stated title is looked for
_ABOVE = 0.2  # share of the body that may be above it
_SAME = 0.6  # share of the title that a line repeats: a page's title may go on with the site's name
_MARKS = " :|·-–—,."


def label_stated_title(
    blocks: Sequence[Block], region: Region, labels: list[str | None], title: str, *, above_too: bool
) -> None:
    """Label the title that the input states where the body repeats it, only where little is above.

    With `above_too` also what is above it, as in a mail: "Dear editors, please find below".
    """
    key = normalise(title)
    above = 0
    total = sum(blocks[i].size for i in range(region.first, region.last + 1))
    for index in range(region.first, min(region.first + _TITLE_WITHIN, region.last)):
        if key and blocks[index].key == key[: len(blocks[index].key)] and len(blocks[index].key) > _SAME * len(key):
            labels[index] = "title"
            for before in range(region.first, index) if above_too else ():
                labels[before] = labels[before] or "other_text"
            return
        above += blocks[index].size
        if above > _ABOVE * total:
            return


def read_head(blocks: Sequence[Block], region: Region, labels: list[str | None]) -> dict[str, str]:
    """Label the blocks above the body, and a standfirst at its beginning; return the facts found."""
    metadata: dict[str, str] = {}
    first = _skip_standfirst(blocks, region, labels)
    title = _title(blocks, first, region.last)
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


def _title(blocks: Sequence[Block], first: int, last: int) -> int | None:
    """Index of the block most like the headline of the body `first` to `last`; None if none can be one."""
    keys = Counter(block.key for block in blocks)
    said = _stems(" ".join(block.key for block in blocks[first : last + 1])[:_BODY])
    near = blocks[max(0, first - _NEAR) : first]
    dated = [block.reason in {"byline", "dateline"} or facts.is_date_line(block) for block in near]
    best: tuple[float, int] | None = None
    for place, block in enumerate(near):
        if not _may_be_title(block):
            continue
        own = _stems(block.key)
        hits = len(own & said)
        score = _SHARE * hits / max(1, len(own)) + _HIT * min(hits, _MOST_HITS)
        score += _WORD * min(block.words, _MOST_WORDS) - _DISTANCE * (len(near) - place)
        score += _UNDER * any(dated[place + 1 : place + 1 + _UNDER_BLOCKS]) + _TWICE * (keys[block.key] > 1)
        score += _DEK * (place + 1 < len(near) and _is_dek(near[place + 1], block))
        score -= _BULLET * block.bullet + _STOP * (block.text[-1:] in ".…")
        if best is None or score > best[0]:
            best = score, first - len(near) + place
    return best[1] if best else None


def _may_be_title(block: Block) -> bool:
    if block.reason or not 2 <= block.words <= 30 or not 8 <= block.size <= 220 or _LISTED.search(block.text):
        return False
    return not (facts.is_date_line(block) or facts.is_caption(block) or facts.is_domain(block.text))


def _is_dek(block: Block, above: Block) -> bool:
    """Whether the block tells more of what the line above it says, as a standfirst does of its title."""
    return (
        _may_be_title(block)
        and above.words >= 4
        and block.words > above.words
        and not block.bullet
        and not above.bullet
    )


def _stems(key: str) -> set[str]:
    """The beginnings of the longer words; pairs of characters where words are not separated."""
    words = key.split()
    found = {word[:_STEM] for word in words if len(word) >= _LONG_WORD and not is_dense(word)}
    return found | {word[i : i + 2] for word in words if is_dense(word) for i in range(len(word) - 1)}


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
        if label == "byline" or facts.names_author(text):
            author = facts.author_in(text)
            if author:
                metadata.setdefault("author", author)
    elif label == "source_line":
        source = text.partition(" ")[2].strip(_MARKS)
        if source:
            metadata.setdefault("source", source)
