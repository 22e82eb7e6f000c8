"""Whether a translation leaves part of its sentence out: a small bilingual word table and the lengths say so.

For each source word the table holds the words that translate it, and how much it says that one of them is in the
target, or that none is. A part left out appears as a run of source words without counterpart in a target that is too
short by just that run; a free translation, as words on both sides without counterpart. `training/word_tables.py` makes
the tables from sentence pairs and writes into each how it was measured.
"""

from __future__ import annotations

import gzip
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

# Inflection is mostly in the ending, and the parts of German compounds are found inside words.
STEM = 5
_WORD = re.compile(r"[^\W\d_]+")
# Added to the length of both sides: in short texts one more character says less.
PADDING = 5
# Words with less evidence than this do not show what was left out.
_TELLING = 0.5
_LONGEST_WORDS = 400
# The indices in `features` of the share of source letters that nothing translates, and of target letters that translate
# nothing.
UNCOVERED, UNEXPLAINED = 1, 2
FEATURES = 13


@dataclass(frozen=True, slots=True)
class WordEntry:
    """A source stem: its translations (stems), and the log-likelihood ratios of "left out" with and without one of them."""

    translations: tuple[str, ...]
    there: float
    missing: float


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """What was learned about a pair. `length`: mean and standard deviation of the log ratio of lengths (target/source).

    `bounds` are the smallest and the largest log ratio of sound translations. The probability that something is missing
    is the logistic function of `weights` · `features` + `bias`; above `threshold` it is a finding.
    """

    words: Mapping[str, WordEntry]
    unknown: WordEntry
    length: tuple[float, float]
    bounds: tuple[float, float]
    weights: tuple[float, ...] = ()
    bias: float = 0.0
    threshold: float = 1.0

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Table:
        """Read what `training/word_tables.py` wrote; raises KeyError or TypeError for anything else."""
        words = _Entries(data["words"])
        length, bounds = tuple(data["length"]), tuple(data["bounds"])
        decision = tuple(data["weights"]), data["bias"], data["threshold"]
        return cls(words, _entry(data["unknown"]), length, bounds, *decision)

    def log_odds(self, features: list[float]) -> float:
        """The logarithm of the odds (-50 to 50) that a part of the source is missing in a target with these features."""
        return max(-50.0, min(50.0, float(np.dot(self.weights, features)) + self.bias))

    def probability(self, features: list[float]) -> float:
        """The probability (0 to 1) of the same."""
        return 1 / (1 + math.exp(-self.log_odds(features)))


class _Entries(Mapping[str, WordEntry]):
    """The words of a table as they are in its file; an entry is made at its first use, since a text needs few of them."""

    def __init__(self, words: dict[str, list[Any]]) -> None:
        self._words = words
        self._made: dict[str, WordEntry] = {}

    def __getitem__(self, stem: str) -> WordEntry:
        if stem not in self._made:
            self._made[stem] = _entry(self._words[stem])
        return self._made[stem]

    def get(self, stem: str, default: Any = None) -> Any:
        """As every mapping's, without an exception for a word that is not known."""
        return self[stem] if stem in self._words else default

    def __contains__(self, stem: object) -> bool:
        return stem in self._words

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)


def _entry(value: list[Any]) -> WordEntry:
    translations, there, missing = value
    return WordEntry(tuple(translations.split()), there, missing)


@cache
def table(source: str, target: str) -> Table | None:
    """The table of a pair of languages, loaded once (20 ms); None if none was learned."""
    path = files("briefsmith.translate.guards") / "data" / f"{source}-{target}.json.gz"
    return Table.from_json(json.loads(gzip.decompress(path.read_bytes()))) if path.is_file() else None


def log_ratio(source: str, target: str) -> float:
    """Logarithm of the target's length over the source's, both padded."""
    return math.log((len(target) + PADDING) / (len(source) + PADDING))


def words(text: str) -> list[str]:
    """The words in order, lower-cased."""
    return _WORD.findall(text.lower())


def stems_in(lowered: str, words: Iterable[str]) -> set[str]:
    """What a stem is looked for in: the first letters of these words of a text, and every stem's length of the text.

    A whole stem may be anywhere in a word, a shorter one only be a word.
    """
    return {word[:STEM] for word in words} | _stretches_of(lowered)


def _stretches_of(text: str) -> set[str]:
    return {text[i : i + STEM] for i in range(len(text) - STEM + 1)}


def covered(word: str, entry: WordEntry, target: str, stems: Set[str]) -> bool:
    """Whether a translation of the source word, or its own first letters, are in the lower-cased target.

    `stems` are those of the target (`stems_in`).
    """
    return (len(word) > 3 and word[:4] in target) or not stems.isdisjoint(entry.translations)


def features(source: str, target: str, table: Table) -> list[float]:
    """The signs of a part left out; zeros if the source has no word. Compares every run of source words (0.1 ms)."""
    looked_up, known = _looked_up(source, table)
    if not looked_up:
        return [0.0] * FEATURES
    lowered = target.lower()
    target_words = _WORD.findall(lowered)
    stems = stems_in(lowered, target_words)
    evidence = [entry.there if covered(word, entry, lowered, stems) else entry.missing for word, entry in looked_up]
    n, ratio = len(evidence), log_ratio(source, target)
    lost, kept = _letters(looked_up, evidence)
    new, explained = _unexplained(known, target_words)
    return [
        ratio,
        lost / (lost + kept + PADDING),
        new / (new + explained + PADDING),
        (lost - new) / (lost + kept + PADDING),
        1 / math.sqrt(n),
        math.log((len(target_words) + 1) / (n + 1)),
        sum(evidence) / math.sqrt(n),
        *_stretches(np.array(evidence), ratio, table.length),
    ]


# Words with their entries.
_LookedUp = tuple[tuple[str, WordEntry], ...]


@lru_cache(maxsize=64)
def _looked_up(source: str, table: Table) -> tuple[_LookedUp, frozenset[str]]:
    """The words of a source with their entries, and the stems that a target word may have because of them.

    Kept, because the hypotheses for a source come one after another.
    """
    found = words(source)[:_LONGEST_WORDS]
    looked_up = tuple((word, table.words.get(word[:STEM], table.unknown)) for word in found)
    known = {stem for _, entry in looked_up for stem in entry.translations} | {word[:STEM] for word in found}
    return looked_up, frozenset(known)


@lru_cache(maxsize=128)
def _runs(n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The first word of each run in `n` words, the one after its last, and the index of its length (0: one word)."""
    first, last = np.triu_indices(n + 1, 1)
    return first, last, last - first - 1


@lru_cache(maxsize=128)
def _without(n: int) -> np.ndarray:
    """The logarithm of what is left of `n` words without 1, 2, … of them, at least a twentieth."""
    return np.log1p(-np.minimum(np.arange(1, n + 1) / n, 0.95))


def _stretches(evidence: np.ndarray, ratio: float, length: tuple[float, float]) -> tuple[float, ...]:
    """The most suspicious run anywhere, by words alone, by words and length together, and the share of the latter;
    then the most suspicious at the start and the end, by words, and by words and length.
    """
    n = len(evidence)
    sums = np.concatenate(([0.0], np.cumsum(evidence)))
    first, last, size = _runs(n)
    totals = sums[last] - sums[first]
    edge = _by_length(n, ratio, length)
    both = totals + edge[size]
    worst = int(both.argmax())
    starts, ends = sums[1:], sums[n] - sums[n - 1 :: -1]
    at_edge = max((starts + edge).max(), (ends + edge).max())
    found = (totals.max(), both[worst], (size[worst] + 1) / n, starts.max(), ends.max(), at_edge)
    return tuple(float(value) for value in found)


def _by_length(n: int, ratio: float, length: tuple[float, float]) -> np.ndarray:
    """Log-likelihood ratios of the length with 1, 2, … of `n` words left out; bounded, since lengths have heavy tails."""
    mean, spread = length
    beyond = ratio - mean
    ratios: np.ndarray = np.clip((beyond**2 - (beyond - _without(n)) ** 2) / (2 * spread**2), -8, 8)
    return ratios


def _letters(looked_up: _LookedUp, evidence: list[float]) -> tuple[int, int]:
    """Letters of informative source words without and with a counterpart."""
    lost = kept = 0
    for (word, _), value in zip(looked_up, evidence, strict=True):
        if value > _TELLING:
            lost += len(word)
        elif value < -_TELLING:
            kept += len(word)
    return lost, kept


def _unexplained(known: frozenset[str], target_words: list[str]) -> tuple[int, int]:
    """Letters of longer target words that translate no source word, and of those that do."""
    new = explained = 0
    for word in target_words:
        if len(word) <= 3:
            continue
        if word[:STEM] in known or not known.isdisjoint(_stretches_of(word)):
            explained += len(word)
        else:
            new += len(word)
    return new, explained
