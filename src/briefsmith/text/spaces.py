"""Sentences in scripts that end them with a space, as Thai and Lao do.

A space there separates sentences, but also clauses, the parts of a name, figures and words in other scripts. So only long
pieces are cut, at a space that can be between two sentences by what stands around it: each part is long enough for a
sentence, no part of a quotation, and neither a figure nor a foreign word is beside the space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from briefsmith.languages.sections import Spaces

# Characters. What is shorter than the first is left alone; a sentence has at least the second, the word after the space
# the third, or it is a name.
_LONG = 120
_SHORTEST = 40
_WORD = 14
# How much on either side of a space the patterns look at.
_CONTEXT = 24

_SPACE = re.compile(r"[ \n]+")
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|‘[^‘’]*’|\([^()]*\)|\[[^\[\]]*\]")
_BESIDE = re.compile(r"[\dA-Za-z.,:;%&/+(\[–—-]")


def cut_at_spaces(text: str, pieces: Iterable[tuple[int, int]], spaces: Spaces) -> Iterator[tuple[int, int]]:
    """The pieces of the text, given by where they begin and end, with the long ones cut between their sentences."""
    for start, end in pieces:
        if end - start <= _LONG:
            yield start, end
            continue
        for cut in _cuts(text, start, end, spaces):
            yield start, cut
            start = cut
        yield start, end


def _cuts(text: str, start: int, end: int, spaces: Spaces) -> Iterator[int]:
    """Where the sentences begin after the first."""
    quoted = [match.span() for match in _QUOTED.finditer(text, start, end)][::-1]
    for gap in _SPACE.finditer(text, start, end):
        while quoted and quoted[-1][1] <= gap.start():
            quoted.pop()
        inside = bool(quoted) and quoted[-1][0] < gap.start()
        long_enough = gap.start() - start >= _SHORTEST and end - gap.end() >= _SHORTEST
        if not inside and long_enough and _ends_sentence(text, gap, end, spaces):
            yield gap.end()
            start = gap.end()


def _ends_sentence(text: str, gap: re.Match[str], end: int, spaces: Spaces) -> bool:
    closing, going_on, opening = _patterns(spaces)
    if closing.search(text[gap.start() - _CONTEXT : gap.start()]):
        return False
    after = text[gap.end() : min(end, gap.end() + _CONTEXT)]
    if opening.match(after):
        return True
    if _BESIDE.match(text, gap.start() - 1) or _BESIDE.match(after) or going_on.match(after):
        return False
    following = _SPACE.search(text, gap.end(), end)
    return (following.start() if following else end) - gap.end() >= _WORD


@cache
def _patterns(spaces: Spaces) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return re.compile(rf"(?:{spaces.closing})$"), re.compile(spaces.going_on), re.compile(spaces.opening)
