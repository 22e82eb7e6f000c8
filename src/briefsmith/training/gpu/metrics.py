"""BLEU and chrF2 as sacrebleu computes them, which is missing on a bare machine; a test compares the two."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

# mteval-v13a: symbols stand alone, full stops and commas unless between digits, hyphens after digits.
_SYMBOLS = (
    (re.compile(r"([\{-\~\[-\` -\&\(-\+\:-\@\/])"), r" \1 "),
    (re.compile(r"([^0-9])([\.,])"), r"\1 \2 "),
    (re.compile(r"([\.,])([^0-9])"), r" \1 \2"),
    (re.compile(r"([0-9])(-)"), r"\1 \2 "),
)
_ENTITIES = (("&quot;", '"'), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"))
BLEU_ORDER, CHRF_ORDER, BETA = 4, 6, 2.0


def bleu(outputs: Sequence[str], references: Sequence[str]) -> float:
    """Corpus BLEU of 0 to 100: 13a tokens, mixed case, exponential smoothing."""
    matches, totals = [0] * BLEU_ORDER, [0] * BLEU_ORDER
    length = wanted = 0
    for output, reference in zip(outputs, references, strict=True):
        found, there = _tokens(output), _tokens(reference)
        length, wanted = length + len(found), wanted + len(there)
        for order in range(1, BLEU_ORDER + 1):
            ours, theirs = _grams(found, order), _grams(there, order)
            matches[order - 1] += (ours & theirs).total()
            totals[order - 1] += ours.total()
    if not matches[0] or not totals[-1]:
        return 0.0
    logs, smoothing = [], 1.0
    for match, total in zip(matches, totals, strict=True):
        if not match:
            smoothing *= 2
        logs.append(math.log((match or 1 / smoothing) / total))
    brevity = 1.0 if length >= wanted else math.exp(1 - wanted / length)
    return 100.0 * brevity * math.exp(sum(logs) / BLEU_ORDER)


def chrf(outputs: Sequence[str], references: Sequence[str]) -> float:
    """Corpus chrF2 of 0 to 100: n-grams of 1 to 6 characters without spaces."""
    ours, theirs, both = ([0] * CHRF_ORDER for _ in range(3))
    for output, reference in zip(outputs, references, strict=True):
        found, there = "".join(output.split()), "".join(reference.split())
        for order in range(1, CHRF_ORDER + 1):
            a, b = _grams(found, order), _grams(there, order)
            ours[order - 1] += a.total() if b else 0  # not where the reference is too short
            theirs[order - 1] += b.total()
            both[order - 1] += (a & b).total()
    known = [(m / a, m / b) for m, a, b in zip(both, ours, theirs, strict=True) if a and b]
    if not known or not any(both):
        return 0.0
    precision, recall = (sum(column) / len(known) for column in zip(*known, strict=True))
    return float(100 * (1 + BETA**2) * precision * recall / (BETA**2 * precision + recall))


def _tokens(line: str) -> list[str]:
    for entity, symbol in _ENTITIES:
        line = line.replace(entity, symbol)
    line = f" {line} "
    for pattern, spaced in _SYMBOLS:
        line = pattern.sub(spaced, line)
    return line.split()


def _grams(items: Sequence[str], order: int) -> Counter[Sequence[str]]:
    wrap = str if isinstance(items, str) else tuple
    return Counter(wrap(items[i : i + order]) for i in range(len(items) - order + 1))
