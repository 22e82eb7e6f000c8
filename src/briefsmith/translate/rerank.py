"""Choosing among the n-best hypotheses: fluent is not enough, the figures must have come through."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from briefsmith.engines.base import Hypothesis

_NUMBER = re.compile(r"\d+(?:[.,:\u00a0\u202f'’]\d+)*")
# Costs in units of length-normalised log-probability; the spread within a beam of 4 is about 0.1 to 0.3.
_LOST_NUMBER = 1.0
_COPY = 2.0
_LOOP = 2.0
_STUTTER = 0.5


def numbers(text: str) -> Counter[str]:
    """The figures in a text without their separators: `1,000` and `1.000` are the same number, `244.8` and `244,8` too."""
    return Counter(re.sub(r"\D", "", match) for match in _NUMBER.findall(text))


def loops(text: str) -> bool:
    """Whether some run of one to four words stands four or more times in a row."""
    words = text.lower().split()
    return any(
        all(words[i : i + n] == words[i + n * k : i + n * (k + 1)] for k in range(1, 4))
        for n in range(1, 5)
        for i in range(len(words) - 4 * n + 1)
    )


def stutters(text: str) -> int:
    """How many words stand twice in a row. Words of up to three letters may: German "die die" is sound."""
    words = text.lower().split()
    return sum(a == b and len(a) > 3 for a, b in pairwise(words))


def penalty(source: str, target: str) -> float:
    """What a hypothesis loses for figures lost or invented, for looping, and for being a copy of a longer source."""
    wanted, found = numbers(source), numbers(target)
    cost = _LOST_NUMBER * ((wanted - found).total() + (found - wanted).total())
    if len(source.split()) > 3 and source.strip().lower() == target.strip().lower():
        cost += _COPY
    if loops(target) and not loops(source):
        cost += _LOOP
    return cost + _STUTTER * max(0, stutters(target) - stutters(source))


def choose(source: str, hypotheses: Sequence[Hypothesis]) -> str:
    """The text of the best hypothesis by score less penalty; an empty one only if all are."""
    full = [h for h in hypotheses if h.text.strip()] or list(hypotheses)
    return max(full, key=lambda h: h.score - penalty(source, h.text)).text
