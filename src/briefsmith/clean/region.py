"""Finds where the article's body begins and ends among the blocks: the run of blocks that weighs most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from briefsmith.clean.lines import Block

# Weights, in characters of prose. Changing one by a third to a double changes the F1 of 48 development pages (0.974)
# by 0.003 at most, except for _ALONE (0.950 at 0.8) and _NEAR_DEPTH (0.969 at 1).
_HEAVIEST = 400.0  # the maximum for one paragraph: a legal notice must not outweigh an article of short paragraphs
_SHORT = -12.0  # a short line without a stop: heading, menu entry, caption
_RUNNING = -4.0  # a short line in the lower case of running text: verse, an item of a list, a headline at worst
_EMPTY = -4.0  # a line without words
_BULLET = -16.0
_CLUTTER = -30.0  # a line that matches a phrase
_SECTION = -250.0  # a related-stories heading: the body may continue after it, if there is much of it
_OFF_DEPTH = 0.2  # prose that is deeper or less deep than most of it: teasers, comments, quotes
_NEAR_DEPTH = 0.9  # prose a step deeper or less deep: a quotation, the first paragraph in a separate box
_DOUBTFUL = 0.4  # prose in a list, or without a stop at its end
_NEIGHBOURHOOD = 3  # blocks
_ALONE = 0.4  # prose with headlines on both sides: the teasers of a front page

# Size of a line without a stop that is prose all the same; a headline in a script without capitals looks like one.
_UNENDED, _UNCASED = 90, 200
_REACH = 6  # blocks
_LIST_INDENT = 6  # columns by which a list is deeper than the body
# The weight of the body that must be before a comments heading for it to end the article. At 200 a legal notice
# above a link to the comments loses one of the 95 development pages.
_ENOUGH = 300
_LITTLE = 60  # the same where a short text asks for a comment
_SHORT_TEXT = 30  # blocks

# The longest heading of a list, in words; a longer line is one entry with its label ('Tags: transport, harbour').
_LONGEST_HEAD = {"related_stories": 5, "tag_list": 2}


@dataclass(frozen=True, slots=True)
class Region:
    """The blocks `first` to `last` (inclusive) are the body; `depth` is the indentation of most of its prose."""

    first: int
    last: int
    depth: int


def is_prose(block: Block) -> bool:
    """Whether the block reads as sentences rather than as a headline, a menu or a list of names."""
    if block.reason is not None or block.words < 4:
        return False
    if block.stop:
        return block.size >= 60 and block.lower >= 0.35
    return block.size >= (_UNENDED if block.cased else _UNCASED) and block.lower >= 0.55


def is_sentence(block: Block) -> bool:
    """Whether a short block may be a sentence of the body: direct speech, a short paragraph, a line of an interview."""
    if block.reason is not None or not (block.stop or block.joint):
        return False
    return 1 <= block.words <= 4 or block.lower >= 0.3


def is_running(block: Block) -> bool:
    """Whether a line without a stop is in the lower case of running text: a line of verse, an item of a list."""
    return block.reason is None and block.words >= 3 and block.lower >= 0.5


def find_region(blocks: Sequence[Block]) -> Region | None:
    """The heaviest run of blocks (Kadane's maximal subarray), None where no block reads as prose.

    Each indentation with much prose is tried as the body's; the one whose run weighs most is taken.
    """
    best: tuple[float, Region] | None = None
    end = _comments_start(blocks)
    for depth in _depths(blocks[:end]):
        weight, first, last = _heaviest([_weight(blocks, index, depth) for index in range(end)])
        if weight > (best[0] if best else 0.0):
            best = weight, Region(first, last, depth)
    return _extend(blocks, best[1]) if best else None


def _heaviest(weights: Sequence[float]) -> tuple[float, int, int]:
    best, best_first, best_last = 0.0, 0, -1
    running, first = 0.0, 0
    for index, weight in enumerate(weights):
        if running <= 0:
            running, first = 0.0, index
        running += weight
        if running > best:
            best, best_first, best_last = running, first, index
    return best, best_first, best_last


def _depths(blocks: Sequence[Block]) -> list[int]:
    """The indentations with most prose, at most four."""
    prose: Counter[int] = Counter()
    for block in blocks:
        if is_prose(block):
            prose[block.depth] += min(block.size, int(_HEAVIEST))
    if not prose:
        prose.update(block.depth for block in blocks if is_sentence(block))
    return [depth for depth, _ in prose.most_common(4)]


def _comments_start(blocks: Sequence[Block]) -> int:
    """Index of the first comments heading with enough body before it, else the number of blocks."""
    running = 0.0
    best = 0.0
    for index, block in enumerate(blocks):
        if block.reason == "comments" and best >= (_LITTLE if _asks_for_comment(block, index) else _ENOUGH):
            return index
        running = max(0.0, running + _weight(blocks, index, block.depth))
        best = max(best, running)
    return len(blocks)


def _asks_for_comment(block: Block, index: int) -> bool:
    """Whether this is a 'Leave a reply' in a short text, rather than a link to the comments at the head of a page."""
    return index <= _SHORT_TEXT and block.words >= 3 and "#" not in block.key


def _extend(blocks: Sequence[Block], region: Region) -> Region:
    """Add the body's first and last paragraphs where a list or a banner cut them off, and the list at its end."""
    first, last = region.first, region.last
    reach = _REACH if region.depth else 2 * _REACH
    for index in range(first - 1, max(-1, first - 1 - reach), -1):
        if _cuts(blocks[index], region.depth):
            break
        if _belongs(blocks[index], region.depth):
            first = index
    for index in range(last + 1, min(len(blocks), last + 1 + reach)):
        if _cuts(blocks[index], region.depth):
            break
        if _belongs(blocks[index], region.depth):
            last = index
    while last + 1 < len(blocks) and _goes_on(blocks[last + 1], region.depth):
        last += 1
    while first > 0 and not blocks[first].gap and is_running(blocks[first - 1]) and not is_prose(blocks[first]):
        first -= 1  # the first lines of a stanza
    return Region(first, last, region.depth)


def _cuts(block: Block, depth: int) -> bool:
    """Whether the body ends at this block: without indentation as a sign, any furniture is such a border."""
    return block.reason == "comments" or (depth == 0 and block.reason is not None)


def _belongs(block: Block, depth: int) -> bool:
    """Whether a block near the body is a paragraph of it: prose of the same depth."""
    if block.depth != depth or not block.stop:
        return False
    return is_prose(block) or (depth == 0 and is_sentence(block) and block.words >= 3)


def _goes_on(block: Block, depth: int) -> bool:
    """Whether a block after the last prose is as deep as the body, or an item of a list in it (in a recipe)."""
    if block.reason is not None or (block.words and not (block.cased or block.stop or block.size >= _UNENDED)):
        return False  # in a script without capitals a menu reads as running text does
    if block.depth == depth and (depth or is_sentence(block)):
        return True
    return 0 <= block.depth - depth <= _LIST_INDENT and is_running(block)


def is_section_head(block: Block) -> bool:
    """Whether the block heads a list of other articles or tags ('Related'), rather than being one link of it."""
    return block.reason is not None and 0 < block.words <= _LONGEST_HEAD.get(block.reason, 0)


def _weight(blocks: Sequence[Block], index: int, depth: int) -> float:
    block = blocks[index]
    if block.reason is not None:
        return _SECTION if is_section_head(block) else _CLUTTER
    if not block.words:
        return _EMPTY
    distance = abs(block.depth - depth)
    off = 1.0 if distance == 0 else _NEAR_DEPTH if distance <= 2 else _OFF_DEPTH
    if not is_prose(block):
        if is_sentence(block):
            return 0.4 * block.size * off
        if is_running(block):
            return _RUNNING
        return _BULLET if block.bullet else _SHORT
    weight = min(block.size, _HEAVIEST) * off
    if block.bullet or not block.stop:
        weight *= _DOUBTFUL
    together = any(_neighbour(blocks, index, step) for step in (-1, 1))
    return weight if together else weight * _ALONE


def _neighbour(blocks: Sequence[Block], index: int, step: int) -> bool:
    """Whether the next block in this direction that is not furniture ends as a sentence and is as deep."""
    for distance in range(1, _NEIGHBOURHOOD + 1):
        near = index + step * distance
        if not 0 <= near < len(blocks):
            return False
        if blocks[near].reason is None:
            return blocks[near].stop and blocks[near].depth == blocks[index].depth
    return False
