"""Splits a text into blocks (paragraphs or lines) with offsets and the few features that cleaning uses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefsmith.clean.matching import DENSE, LineShape, match_entries, match_phrase, normalise
from briefsmith.model import Dropped
from briefsmith.text.tokens import LETTERS, MARKS

# Longer blocks are judged by their beginning and end: cleaning is linear in the text for any line length.
_SAMPLE = 1000
_WRAP_LIMIT = 120  # mail and plain-text editors wrap at 66 to 100 columns

# Dashes longer than a hyphen open direct speech in many languages and are left alone.
_BULLET = re.compile(r"[*+•·▪■►▶‣◦\->»|#]{1,6}(?:[ \t\u00a0]+|$)")
# A phrase of one word counts only before names or a colon: 'By Ana Silva' is a byline, 'By the river I sat' is verse.
_NAMES = 0.34
_LABEL = re.compile(rf"{LETTERS.pattern}\s?[:：]")
_FEW = 4
_NUMBERED = re.compile(r"\d{1,2}[.)]\s")
_SYMBOLS = re.compile(rf"[^\w\s{MARKS}.!?…。！？।॥؟۔։።။។៕\"'”’)\]]+$")
_WORD = re.compile(rf"{LETTERS.pattern}(?:['’]{LETTERS.pattern})*")
_STOPS = frozenset(".!?…。！？।؟۔։။።॥។៕")
_JOINTS = frozenset(",;:、，；：—–")
_CLOSERS = "\"'”’»«›‹)]}」』）】*_“"
_INNER_STOP = re.compile(r"[.!?。！？।؟]['\"”’»)\]]*(?:\s|$)|[。！？।]")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a line: `start:end` has no blank edges and no list marker; `marker` is where the marker begins."""

    start: int
    end: int
    marker: int
    text: str
    key: str  # the beginning of the text without case, punctuation and runs of spaces
    depth: int  # columns of indentation: in a page turned into text, how deep it was
    bullet: bool
    gap: bool  # a blank line is before it
    size: int  # characters; those of scripts without spaces, or with syllable signs, count double
    words: int
    lower: float  # share of words that do not begin with a capital; headlines and menus have few
    cased: bool  # in a script with capitals; in others `lower` says nothing
    stop: bool  # ends as a sentence does
    joint: bool  # ends with a comma or the like: the sentence continues in the next block
    stops: int  # sentence ends in it
    reason: str | None  # the reason whose phrase matches


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    depth: int
    gap: bool


def is_dense(text: str) -> bool:
    """Whether the text is in a script that does not separate words, or writes syllables."""
    return DENSE.search(text) is not None


def split_blocks(text: str, aside: Sequence[Dropped] = ()) -> list[Block]:
    """The text's blocks in order, without the lines of `aside`; hard-wrapped lines of one paragraph are put together.

    Linear in the text.
    """
    blocks: list[Block] = []
    for first, last in _paragraphs(text, _without(aside, _lines(text))):
        listed = bool(blocks) and blocks[-1].bullet and not blocks[-1].text  # a marker on a separate line
        blocks.append(_block(text, first, last, listed=listed))
    return blocks


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    position, gap = 0, False
    for raw in text.splitlines(keepends=True):
        left = raw.lstrip()
        if not left:
            gap = True
        else:
            start = position + len(raw) - len(left)
            depth = len(raw[: len(raw) - len(left)].expandtabs(4))
            lines.append(_Line(start, start + len(left.rstrip()), depth, gap))
            gap = False
        position += len(raw)
    return lines


def _without(aside: Sequence[Dropped], lines: list[_Line]) -> list[_Line]:
    """The lines that begin in none of these spans; a span ends the paragraph above it, as a blank line does."""
    spans = sorted(aside, key=lambda span: span.start)
    kept: list[_Line] = []
    place, cut = 0, False
    for line in lines:
        while place < len(spans) and spans[place].end <= line.start:
            place += 1
        if place < len(spans) and spans[place].start <= line.start:
            cut = True
        else:
            kept.append(replace(line, gap=True) if cut else line)
            cut = False
    return kept


def _paragraphs(text: str, lines: list[_Line]) -> list[tuple[_Line, _Line]]:
    """Pairs of first and last line; only a hard-wrapped text has paragraphs of more than one."""
    width = _wrap_width(text, lines)
    paragraphs: list[tuple[_Line, _Line]] = []
    for line in lines:
        if width and paragraphs and _continues(text, paragraphs[-1][1], line, width):
            paragraphs[-1] = (paragraphs[-1][0], line)
        else:
            paragraphs.append((line, line))
    return paragraphs


def _wrap_width(text: str, lines: list[_Line]) -> int:
    """The column at which the text was wrapped by hand, 0 if it was not.

    A wrapped text has many full lines, and many of them continue in lower case on the next; a list of headlines or of
    paragraphs of one line does not. Scripts without case never count as wrapped.
    """
    lengths = sorted(line.end - line.start for line in lines)
    if len(lengths) < 3 or lengths[int(0.95 * len(lengths))] > _WRAP_LIMIT:
        return 0
    width = lengths[int(0.9 * len(lengths))]
    full = [index for index, line in enumerate(lines[:-1]) if line.end - line.start >= 0.8 * width]
    on = sum(not lines[index + 1].gap and text[lines[index + 1].start].islower() for index in full)
    return width if width >= 50 and len(full) >= 0.3 * len(lines) and on >= 0.3 * len(full) else 0


def _continues(text: str, last: _Line, line: _Line, width: int) -> bool:
    """Whether `line` continues the paragraph of `last`: no blank line, and `last` reaches the margin."""
    if line.gap or _BULLET.match(text, line.start, line.end):
        return False
    length = last.end - last.start
    if text[last.end - 1] in _STOPS:
        return length >= 0.8 * width
    return length >= 0.6 * width and (length >= 0.8 * width or text[line.start].islower())


def _block(text: str, first: _Line, last: _Line, *, listed: bool) -> Block:
    bullet = _BULLET.match(text, first.start, first.end)
    start, end = (min(bullet.end(), last.end) if bullet else first.start), last.end
    content = text[start:end]
    sample = content if end - start <= _SAMPLE else content[:_SAMPLE]
    heading = bullet is not None and text[first.start] == "#"  # Markdown's
    listed = listed or (bullet is not None and not heading) or _NUMBERED.match(content) is not None
    words = _WORD.findall(sample)
    lower = sum(not word[0].isupper() for word in words)
    dense = len(DENSE.findall(sample))
    stops = len(_INNER_STOP.findall(sample))
    tail = _SYMBOLS.sub("", content[-12:].rstrip()).rstrip(_CLOSERS + " ")
    teaser = content.endswith(("..", "…")) and len(content) < 120
    key = normalise(content[:400])
    joint = content[-1:] in _JOINTS
    stop = bool(tail) and tail[-1] in _STOPS and not teaser
    prose = stop and len(content) >= 60
    share = lower / len(words) if words else 0.0
    names = share <= _NAMES or _LABEL.match(content) is not None
    cased = content.lower() != content.upper()
    few = not cased and len(words) <= _FEW and not stop
    return Block(
        start=start, end=end, marker=first.start, text=content, key=key, depth=first.depth, bullet=listed,
        gap=first.gap, size=end - start + (dense * (end - start)) // max(1, len(sample)), words=len(words) + dense // 2,
        lower=share, cased=cased, stop=stop, joint=joint, stops=stops,
        reason=match_phrase(key, LineShape(len(content), names, few, tail.endswith("."), prose)) or match_entries(content),
    )  # fmt: skip
