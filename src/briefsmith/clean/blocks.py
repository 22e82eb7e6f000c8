"""Finds the article's body in a scraped or pasted text, and says why everything else was left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefsmith.clean import bylines as facts
from briefsmith.clean.ending import label_ending
from briefsmith.clean.head import label_stated_title, read_head
from briefsmith.clean.lines import Block, split_blocks
from briefsmith.clean.region import Region, find_region, is_prose, is_running, is_section_head, is_sentence
from briefsmith.model import Dropped

LIST_MARKER = "list_marker"

# Columns of indentation between a block and the body, in a page turned into text (two or four for each level).
_NEAR = 4
_FAR = 6
_LONGEST_HEADING = 12  # words


@dataclass(frozen=True, slots=True)
class Body:
    """The body as paragraphs, each a `(start, end)` into the text; what was left out; the facts read on the way.

    Every character of the text that is not white space is in exactly one paragraph or one dropped span. `metadata`
    may have `title`, `description`, `author`, `date`, `place`, `source` and `sitename`, as written in the text.
    """

    paragraphs: tuple[tuple[int, int], ...]
    dropped: tuple[Dropped, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)


def find_body(
    text: str, *, extracted: bool = False, aside: Sequence[Dropped] = (), stated: Mapping[str, str] | None = None
) -> Body:
    """The article's body in a plain text, any language; linear in the length of the text.

    `extracted` says that the reader has already found the body: then only the clutter that it left is dropped. The
    lines of `aside` are dropped for the reasons that it gives. `stated` is what the input itself says: its `title`
    and `author` are left out where the text has them too.
    """
    blocks = split_blocks(text, aside)
    region = Region(0, len(blocks) - 1, 0) if extracted and blocks else find_region(blocks)
    if region is None:
        labels: list[str | None] = _label_plain(blocks)
        metadata: dict[str, str] = {}
    else:
        labels = [None] * len(blocks)
        _label_inside(blocks, region, labels)
        _label_headings(blocks, region, labels)
        stated = stated or {}
        # What a reader left above a page's title is its lead.
        label_stated_title(blocks, region, labels, stated.get("title", ""), above_too=not extracted)
        metadata = read_head(blocks, region, labels)
        label_ending(blocks, region, labels, stated.get("author") or metadata.get("author", ""))
        _label_after(blocks, region, labels)
    body = _assemble(text, blocks, labels, metadata)
    return replace(body, dropped=tuple(_merge(text, [*body.dropped, *aside]))) if aside else body


def whole_text(text: str) -> Body:
    """The text as it is: every block is a paragraph, and only the marks of lists are dropped."""
    blocks = split_blocks(text)
    kept = tuple((block.start, block.end) for block in blocks)
    return Body(kept, tuple(_spans(blocks, [None] * len(blocks))))


def _label_plain(blocks: Sequence[Block]) -> list[str | None]:
    """Labels for a text without a single line of prose: verse and notes are kept, menus are not."""
    if len(blocks) <= 3:
        return [block.reason or (None if block.words else "no_words") for block in blocks]
    verse = sum(is_running(block) and not block.bullet for block in blocks) >= 0.5 * len(blocks)
    return [block.reason or (None if verse else "menu") for block in blocks]


def _label_inside(blocks: Sequence[Block], region: Region, labels: list[str | None]) -> None:
    """Label the blocks between the body's paragraphs that are not part of it."""
    listing: str | None = None  # the reason of the section that the blocks are in
    for index in range(region.first, region.last + 1):
        block = blocks[index]
        if is_section_head(block):
            listing = block.reason
            _label_teaser(blocks, index, region, labels)
        elif listing and _resumes(block, region):
            listing = None
        labels[index] = block.reason or listing or _odd(block, region)
    for index in range(region.first, region.last):
        if labels[index] is None and labels[index + 1] == "caption" and blocks[index].depth != region.depth:
            labels[index] = "caption"


def _label_headings(blocks: Sequence[Block], region: Region, labels: list[str | None]) -> None:
    """Label the headings between two paragraphs: part of the article, but not sentences that a brief could quote."""
    kept = [index for index in range(region.first, region.last + 1) if labels[index] is None]
    for above, index, below in zip(kept, kept[1:], kept[2:], strict=False):
        block = blocks[index]
        if block.stop or block.joint or block.bullet or block.words > _LONGEST_HEADING:
            continue
        # A line of verse is next to another, a heading is alone.
        ends_above = is_prose(blocks[above]) or is_sentence(blocks[above]) or blocks[above].bullet
        if labels[above] is None and ends_above and (is_prose(blocks[below]) or blocks[below].bullet):
            labels[index] = "heading"


def _resumes(block: Block, region: Region) -> bool:
    """Whether the body continues with this block after a list."""
    return not block.bullet and abs(block.depth - region.depth) <= _NEAR and (is_prose(block) or is_sentence(block))


def _label_teaser(blocks: Sequence[Block], head: int, region: Region, labels: list[str | None]) -> None:
    """Label the headline and teaser above a 'Read more' that are deeper in the page than the body."""
    for index in range(head - 1, max(region.first, head - 3) - 1, -1):
        if blocks[index].depth == region.depth:
            break
        labels[index] = labels[index] or blocks[head].reason


def _odd(block: Block, region: Region) -> str | None:
    """The reason to drop a block of the region that matches no phrase."""
    if not any(character.isalpha() for character in block.text[:200]):
        if " | " in block.text and any(character.isdigit() for character in block.text[:200]):
            return None  # a row of figures
        return "no_words" if block.text else LIST_MARKER
    if facts.is_url(block.text):
        return "link"
    if facts.is_caption(block):
        return "caption"
    if not block.stop and facts.is_date_line(block):
        return "dateline"
    distance = abs(block.depth - region.depth)
    if distance >= _FAR or (distance > _NEAR and not is_prose(block) and not is_sentence(block)):
        return "aside"
    return None


def _label_after(blocks: Sequence[Block], region: Region, labels: list[str | None]) -> None:
    section: str | None = None
    for index in range(region.last + 1, len(blocks)):
        block = blocks[index]
        if block.reason == "comments" or (is_section_head(block) and section != "comments"):
            section = block.reason
        if section == "comments" and block.reason != "copyright":
            labels[index] = section
        else:
            labels[index] = block.reason or section or outside(block)


def outside(block: Block) -> str:
    """The reason for a block outside the body that matches no phrase."""
    if facts.is_caption(block):
        return "caption"
    if facts.is_date_line(block):
        return "dateline"
    return "other_text" if is_prose(block) else "menu"


def _assemble(text: str, blocks: Sequence[Block], labels: Sequence[str | None], metadata: dict[str, str]) -> Body:
    kept = [(block.start, block.end) for block, label in zip(blocks, labels, strict=True) if label is None]
    dropped = list(_spans(blocks, labels))
    if kept:
        start, end = kept[0]
        found = facts.dateline(text[start : min(end, start + 200)])
        if found is not None and start + found[0] < end:
            dropped.append(Dropped(start, start + found[0], "dateline"))
            kept[0] = start + found[0], end
            for key, value in found[1].items():
                metadata.setdefault(key, value)  # a date line above the body says more than the dateline in it
    return Body(tuple(kept), tuple(_merge(text, dropped)), metadata)


def _spans(blocks: Sequence[Block], labels: Sequence[str | None]) -> Iterator[Dropped]:
    for block, label in zip(blocks, labels, strict=True):
        if label is not None:
            yield Dropped(block.marker, block.end, label)
        elif block.marker < block.start:
            yield Dropped(block.marker, block.start, LIST_MARKER)


def _merge(text: str, dropped: list[Dropped]) -> Iterator[Dropped]:
    """Dropped spans in order, without white space at their ends; neighbours with one reason become one."""
    current: Dropped | None = None
    for span in sorted(dropped, key=lambda span: span.start):
        end = span.start + len(text[span.start : span.end].rstrip())
        if current is not None and current.reason == span.reason and not text[current.end : span.start].strip():
            current = Dropped(current.start, end, current.reason)
            continue
        if current is not None:
            yield current
        current = Dropped(span.start, end, span.reason)
    if current is not None:
        yield current
