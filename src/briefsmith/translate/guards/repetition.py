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


def repeated(text: str, source: str = "") -> list[str]:
    """The longest run of words that directly repeats or, from three longer words up, occurs again later.

    Words are compared without their endings (`Globale Sicherheitsinitiative, Globalen Sicherheitsinitiativen`).
    A run that the source repeats as often may be repeated.
    """
    found, allowed = _repetitions(text), Counter(len(run) for run in _repetitions(source))
    excess = [run for run in found if sum(len(r) == len(run) for r in found) > allowed[len(run)]]
    return max(excess, key=len, default=[])


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
    found = []
    for start, size in ((i, n) for n in range(1, len(stems) // 2 + 1) for i in range(len(stems) - 2 * n + 1)):
        if (
            stems[start] == stems[start + size]
            and stems[start : start + size] == stems[start + size : start + 2 * size]
        ):
            gap = text[matches[start].end() : matches[start + size].start()]
            if size > 1 or _stutter(words[start:], gap):
                found.append(words[start : start + size])
    seen: set[tuple[str, ...]] = set()
    for i in range(len(stems) - 2):
        run = tuple(stems[i : i + 3])
        if run in seen and min(map(len, run)) > 3 and sum(word[0].isupper() for word in words[i : i + 3]) > 1:
            found.append(words[i : i + 3])
        seen.add(run)
    return found


def _stutter(words: Sequence[str], gap: str) -> bool:
    """One word twice with only a space between, or three times; German `die die` is correct."""
    twice = words[0].lower() == words[1].lower() and len(words[0]) > 3 and gap == " "
    twice = twice and words[0].lower() not in _doubled()
    return twice or (len(words) > 2 and words[0].lower() == words[1].lower() == words[2].lower())


@cache
def _doubled() -> frozenset[str]:
    return words_of_all(lambda r: r.doubled)
