"""From the lines of PDF pages to paragraphs: what is furniture, in which order columns are read, where words are cut.

A page says where each line is, and nothing else; all that follows is judged by place, size and repetition, in any
language.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from briefsmith.sources.passages import Passage
from briefsmith.sources.pdf_columns import reading_order
from briefsmith.sources.pdf_lines import Line, Page

_EDGE = 0.13  # of a page's height: where its head and foot are
_EDGE_LINES = 3  # at each edge
_SAME_PLACE = 6.0  # points
_HEAD_LENGTH = 100  # characters
_SMALL = 0.92  # a footnote's size, of that of the text
_OTHER_SIZE = 0.12  # a larger difference of sizes is another kind of text
_WIDE_STEP = 1.3  # of the usual distance of lines: a new paragraph
_TITLE_SIZE = 1.25  # of the text's
_TITLE_LENGTH = 250  # characters
_INDENT = 0.8  # sizes of the font
_NUMBER = re.compile(r"\d+|\b[ivxlc]{1,7}\b")
_LEADERS = re.compile(r"(?:\.\s?){5,}\s*[\divxlc]{0,6}$|(?:…\s?){2,}\s*[\divxlc]{0,6}$")
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡§¹²³⁴-⁹]{1,3})[.)]?\s*[^\W\d_]")
_NOTE_LENGTH = 30  # characters of a line on average: code and tables in small print have shorter ones
_BULLET = re.compile(r"(?:[•·▪■►▶‣◦–*-]|\(?(?:\d{1,2}|[a-z])[.)])(?:\s|$)")
_STOP = re.compile(r"[.!?:…。！？։।][\"'”’»)\]]*$")
_CUT_WORD = re.compile(r"([^\W\d_]+)[-‐]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})  # fmt: skip


def flow(pages: Sequence[Page]) -> Iterator[Passage]:
    """The paragraphs of the text, then what is left out of it, in the order of the pages."""
    furniture = find_furniture(pages)
    size = _usual_size(pages)
    lines: list[Line] = []
    aside: list[Passage] = []
    for number, page in enumerate(pages):
        reasons = {**_contents(page), **furniture.get(number, {}), **_turned(page)}
        kept = [line for index, line in enumerate(page.lines) if index not in reasons]
        notes = _footnotes(kept, page, size)
        aside += _together((page.lines[index].text, reason) for index, reason in sorted(reasons.items()))
        aside += [Passage(line.text, "footnote") for line in notes]
        skip = set(map(id, notes))
        lines += reading_order([line for line in kept if id(line) not in skip])
    yield from map(Passage, _paragraphs(lines))
    yield from aside


def title_of(pages: Sequence[Page]) -> str | None:
    """The lines of the first page in the largest print, if that is clearly larger than the text and stands in the upper half."""
    lines = [line for line in pages[0].lines if not line.turned] if pages else []
    largest = max((line.size for line in lines), default=0.0)
    if largest < _TITLE_SIZE * _usual_size(pages):
        return None
    found = [line for line in lines if line.size > 0.97 * largest]
    text = " ".join(line.text for line in found)
    upper = found[-1].bottom < 0.5 * pages[0].height
    return text if upper and len(text) <= _TITLE_LENGTH and any(map(str.isalpha, text)) else None


def find_furniture(pages: Sequence[Page]) -> dict[int, dict[int, str]]:
    """For each page the indices of its lines that are a running head, a running foot or a page number.

    A line at the edge of a page is one if the edge of another page has it at the same height, numbers aside. Where most
    pages have one at some height, so has each page with a short line there.
    """
    places: dict[str, list[tuple[int, int, float]]] = defaultdict(list)
    edges = {number: _edge_lines(page) for number, page in enumerate(pages)}
    for number, indices in edges.items():
        for index in indices:
            line = pages[number].lines[index]
            places[_key(line.text)].append((number, index, line.top))
    found: dict[int, dict[int, str]] = defaultdict(dict)
    heights: Counter[int] = Counter()
    for key, uses in places.items():
        for number, index, top in uses:
            others = {n for n, _, height in uses if n != number and abs(height - top) <= _SAME_PLACE}
            lone = len(pages) == 1 and _is_number(key) and top > 0.5 * pages[number].height
            if others or lone:
                found[number][index] = _reason(key)
                heights[round(top / _SAME_PLACE)] += 1
    usual = {height for height, count in heights.items() if count >= max(3, 0.4 * len(pages))}
    for number, indices in edges.items():
        for index in indices:
            line = pages[number].lines[index]
            if round(line.top / _SAME_PLACE) in usual and len(line.text) < _HEAD_LENGTH:
                found[number].setdefault(index, _reason(_key(line.text)))
    return found


def _edge_lines(page: Page) -> list[int]:
    order = sorted(range(len(page.lines)), key=lambda index: page.lines[index].top)
    upper = [i for i in order[:_EDGE_LINES] if page.lines[i].bottom < _EDGE * page.height]
    lower = [i for i in order[-_EDGE_LINES:] if page.lines[i].top > (1 - _EDGE) * page.height]
    return list(dict.fromkeys([*upper, *lower]))


def _key(text: str) -> str:
    return _NUMBER.sub("#", " ".join(text.lower().split()))


def _is_number(key: str) -> bool:
    return "#" in key and not any(character.isalpha() for character in key)


def _reason(key: str) -> str:
    return "page_number" if _is_number(key) or ("#" in key and len(key) <= 14) else "running_head"


def _contents(page: Page) -> dict[int, str]:
    """Lines of a table of contents or an index, with dots that lead to a number."""
    return {index: "contents" for index, line in enumerate(page.lines) if _LEADERS.search(line.text)}


def _turned(page: Page) -> dict[int, str]:
    """Lines that run up or down, where most of the page does not."""
    turned = [index for index, line in enumerate(page.lines) if line.turned]
    length = sum(len(page.lines[index].text) for index in turned)
    mostly = length > 0.5 * sum(len(line.text) for line in page.lines)
    return {} if mostly else dict.fromkeys(turned, "margin_text")


def _together(passages: Iterator[tuple[str, str]]) -> list[Passage]:
    """The passages; the single characters of a turned line as one."""
    found: list[Passage] = []
    for text, reason in passages:
        if found and reason == "margin_text" == found[-1].reason:
            found[-1] = Passage(found[-1].text + text, reason)
        else:
            found.append(Passage(text, reason))
    return found


def _usual_size(pages: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _footnotes(lines: Sequence[Line], page: Page, size: float) -> list[Line]:
    """The lines in small print at the foot of a page, if the first of them begins with a mark."""
    below = sorted(lines, key=lambda line: -line.top)
    count = next((n for n, line in enumerate(below) if line.size > _SMALL * size), len(below))
    notes = below[:count]
    while notes and not _NOTE.match(notes[-1].text):
        notes.pop()
    prose = sum(len(line.text) for line in notes) >= _NOTE_LENGTH * len(notes)
    return notes[::-1] if prose and 0 < len(notes) < 0.5 * len(below) and notes[-1].top > 0.4 * page.height else []


def _paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    """The lines put together to paragraphs, words that a line's end cuts in two to words."""
    steps = _steps(lines)
    words = Counter(word.lower() for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text)[:-1])
    text = ""
    for before, line in zip((None, *lines), lines, strict=False):
        this = line.text.translate(_LIGATURES)
        if before is None or _begins_paragraph(before, line, steps):
            if text:
                yield text
            text = this
        else:
            text = _joined(text, this, words)
    if text:
        yield text


def _steps(lines: Sequence[Line]) -> dict[int, float]:
    """The usual distance of two lines for each size of the font, rounded."""
    found: dict[int, list[float]] = defaultdict(list)
    for before, line in pairwise(lines):
        step = line.top - before.top
        if before.block == line.block and abs(before.size - line.size) < 0.5 and 0.5 * line.size < step < 3 * line.size:
            found[round(line.size)].append(step)
    return {size: median(steps) for size, steps in found.items()}


def _begins_paragraph(before: Line, line: Line, steps: dict[int, float]) -> bool:
    if before.row or line.row or abs(before.size - line.size) > _OTHER_SIZE * max(before.size, line.size):
        return True
    if _BULLET.match(line.text) and not (_CUT_WORD.search(before.text)):
        return True
    stop = _STOP.search(before.text) is not None
    if before.block != line.block:  # the next column or page
        return stop or not _full(before, line)
    if line.top - before.top > _WIDE_STEP * steps.get(round(line.size), 2 * line.size):
        return True
    moved = line.left - before.left
    if moved > _INDENT * line.size and stop:
        return True
    return not _full(before, line) and (stop or line.text[:1].isupper())


def _full(before: Line, line: Line) -> bool:
    """Whether the next line's first word would not have fitted on this one: then the line was broken for its width."""
    width = (line.right - line.left) / max(1, len(line.text))
    word = len(line.text.split(" ", 1)[0]) + 1
    return before.right + width * word > before.block_right - 0.5 * width


def _joined(text: str, line: str, words: Counter[str]) -> str:
    cut = _CUT_WORD.search(text)
    if cut is None or not line[:1].islower():
        return text + line if cut and text.endswith(("-", "‐")) else f"{text} {line}"
    first = _FIRST_WORD.match(line)
    rest = first.group().lower() if first else ""
    whole, compound = cut.group(1).lower() + rest, f"{cut.group(1).lower()}-{rest}"
    return text + line if words[compound] > words[whole] else text[:-1] + line
