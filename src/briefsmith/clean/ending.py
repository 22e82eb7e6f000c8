"""Labels what ends a text without being the article: "About ..." in a press release, contacts, who the author is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from briefsmith.clean.lines import Block
from briefsmith.clean.matching import normalise
from briefsmith.clean.region import Region
from briefsmith.languages.knowledge import gathered
from briefsmith.languages.page import page_words
from briefsmith.text.quotations import quoted_spans

ABOUT = "about_section"

_LONGEST_HEADING = 8  # words
# A section is an ending only if the article before it is so many times as long, in characters.
_BEFORE = 1.5
# Where the text under "About X" names X, in characters.
_NAMED_WITHIN = 160
_LAST = 3  # paragraphs among which the author's biography is looked for
_SHORTEST_BIOGRAPHY, _LONGEST_BIOGRAPHY = 5, 70  # words
_LEAST = 3  # paragraphs that an article has besides a biography
_NAME = re.compile(r"[^\W\d_]{3,}")
_FIGURE = re.compile(r"\d")
# Where a sentence says what X is: it or a clause begins with X, an article and "company" at most before that.
_SUBJECT = r"(?:^|[.,;:] )(?:\S{1,3} )?(?:\S{4,} )?"


def label_ending(blocks: Sequence[Block], region: Region, labels: list[str | None], author: str) -> None:
    """Label the body's last sections and paragraphs that are not the article; `author` as the byline has it, or empty."""
    start = _closing(blocks, region, labels)
    for index in range(start, region.last + 1):
        labels[index] = ABOUT if labels[index] in {None, "heading"} else labels[index]
    kept = [index for index in range(region.first, start) if labels[index] is None]
    for index in kept[-_LAST:] if len(kept) > _LEAST else ():
        if _is_biography(blocks[index], author):
            labels[index] = "other_text"


def _closing(blocks: Sequence[Block], region: Region, labels: Sequence[str | None]) -> int:
    """Index of the heading of the first closing section; that after the body's end if there is none."""
    end = region.last + 1
    sizes = [blocks[index].size if labels[index] is None else 0 for index in range(region.first, end)]
    before, after = 0, sum(sizes)
    going_on = _last_heading(blocks, region, labels)
    for index in range(region.first, end - 1):
        if index > going_on and before >= _BEFORE * after and _is_closing(blocks[index], blocks[index + 1]):
            return index
        before += sizes[index - region.first]
        after -= sizes[index - region.first]
    return end


def _last_heading(blocks: Sequence[Block], region: Region, labels: Sequence[str | None]) -> int:
    """Index of the last heading with which the article goes on; -1 if there is none."""
    for index in range(region.last - 1, region.first - 1, -1):
        if labels[index] == "heading" and not _is_closing(blocks[index], blocks[index + 1]):
            return index
    return -1


def _is_closing(block: Block, below: Block) -> bool:
    if block.stop or not 1 <= block.words <= _LONGEST_HEADING:
        return False
    about, closings = _headings()
    if block.key in closings:
        return True
    prefix = next((phrase for phrase in about if block.key.startswith(phrase + " ")), None)
    if prefix is None or _FIGURE.search(block.text):
        return False
    # "About Halden Instruments" is followed by what Halden Instruments is; "Above the Clouds" is not about clouds, and under
    # "Über Nacht" nobody says what a night is.
    named = _NAME.findall(block.text[len(prefix) :])
    opening = below.text[:_NAMED_WITHIN]
    return any(name[0].isupper() and re.search(_SUBJECT + name, opening) for name in named)


@cache
def _headings() -> tuple[tuple[str, ...], frozenset[str]]:
    about = (normalise(phrase.removesuffix(" *")) for phrase in page_words("about"))
    return tuple(about), frozenset(map(normalise, page_words("closings")))


def _is_biography(block: Block, author: str) -> bool:
    """Whether a paragraph begins with the author's name, as "Ana Silva is a reporter in Lisbon." does."""
    names = block.text.split()[:2]
    if len(names) < 2 or not author or not _SHORTEST_BIOGRAPHY <= block.words <= _LONGEST_BIOGRAPHY:
        return False
    # A person that the article quotes may have sent it, as press officers do.
    if quoted_spans(block.text):
        return False
    begin = " ".join(names).casefold().rstrip(",")
    return any(part.startswith(begin) for part in _authors().split(author.casefold()))


@cache
def _authors() -> re.Pattern[str]:
    """What stands between two authors; a comma may be followed by a place, and "in" is."""
    joining = "|".join(gathered(lambda known: known.phrases.coordinating))
    return re.compile(rf"\s*[;&|/]\s*|\s+(?:{joining})\s+")
