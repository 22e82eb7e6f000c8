"""Runs of words that a translation says twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from briefsmith.translate.guards.base import Finding, Guard, Sides
from briefsmith.translate.guards.known import words_of_all

_WORD = re.compile(r"[^\W\d_]+")
_STEM = 6
# Words of the longest run that is looked for: a longer one costs time and is seen by the shorter runs in it.
_LONGEST = 50


def repeated(text: str, source: str = "") -> list[str]:
    """The longest run of words that directly repeats or, from three longer words up, occurs again later.

    Words are compared without their endings (`Globale Sicherheitsinitiative, Globalen Sicherheitsinitiativen`).
    A run that the source repeats as often may be repeated.
    """
    found = _repetitions(text)
    if not found:
        return []
    times, allowed = Counter(map(len, found)), Counter(map(len, _repetitions(source)))
    return max((run for run in found if times[len(run)] > allowed[len(run)]), key=len, default=[])


def said_twice(sides: Sides) -> list[str]:
    """The longest run that the target says twice and the source does not."""
    return repeated(sides.target, sides.source)


class RepetitionsGuard(Guard):
    """A run of words said twice: the longer, the worse."""

    name = "repetitions"

    def findings(self, sides: Sides) -> list[Finding]:
        again = sides.once(said_twice)
        return [Finding("loop", f"says twice: {' '.join(again)}", 1 + 0.1 * len(again), "split")] if again else []


def _repetitions(text: str) -> list[list[str]]:
    matches = list(_WORD.finditer(text))
    words = [match[0] for match in matches]
    stems = [word.lower()[: max(_STEM, len(word) - 2)] for word in words]
    if len(set(stems)) == len(stems):
        return []
    found = []
    for size in _sizes(stems):
        same = 0  # how many stems up to this one are the same `size` stems later
        for i in range(len(stems) - size):
            same = same + 1 if stems[i] == stems[i + size] else 0
            start = i + 1 - size
            if same >= size:
                gap = text[matches[i].end() : matches[i + 1].start()]
                if size > 1 or _stutter(words[start : start + 3], gap):
                    found.append(words[start : start + size])
    seen: set[tuple[str, ...]] = set()
    for i in range(len(stems) - 2):
        run = tuple(stems[i : i + 3])
        if run in seen and min(map(len, run)) > 3 and sum(word[0].isupper() for word in words[i : i + 3]) > 1:
            found.append(words[i : i + 3])
        seen.add(run)
    return found


def _sizes(stems: Sequence[str]) -> list[int]:
    """The sizes that a run which directly repeats can have: as many stems must be the same that many places later."""
    longest = min(_LONGEST, len(stems) // 2)
    seen: dict[str, list[int]] = {}
    times = [0] * (longest + 1)
    for place, stem in enumerate(stems):
        before = seen.setdefault(stem, [])
        for earlier in before[-_LONGEST:]:
            if place - earlier <= longest:
                times[place - earlier] += 1
        before.append(place)
    return [size for size in range(1, longest + 1) if times[size] >= size]


def _stutter(words: Sequence[str], gap: str) -> bool:
    """One word twice with only a space between, or three times; German `die die` is correct."""
    twice = words[0].lower() == words[1].lower() and len(words[0]) > 3 and gap == " "
    twice = twice and words[0].lower() not in _doubled()
    return twice or (len(words) > 2 and words[0].lower() == words[1].lower() == words[2].lower())


@cache
def _doubled() -> frozenset[str]:
    return words_of_all(lambda r: r.doubled)
