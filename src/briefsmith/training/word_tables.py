"""Word tables, with which the check of translations finds that a part of a sentence was left out.

Word pairs are those of IBM model 1 (Brown et al. 1993) over stems; how telling a word is comes from other pairs, aligned
and shifted by one; the decision is a logistic regression on human translations with parts cut away. Takes about two
minutes and 3 GB for 200,000 pairs.
"""

from __future__ import annotations

import gzip
import json
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from briefsmith.errors import InputError, UsageError
from briefsmith.files import OUT_HINT, AtomicFile, output_errors
from briefsmith.languages import canonical
from briefsmith.training.files import read_lines
from briefsmith.training.report import require_extra
from briefsmith.translate.guards.coverage import STEM, Table, WordEntry, covered, features, log_ratio, stems_in, words

SentencePair = tuple[str, str]
# Words of a source sentence: shorter ones tell little about a part left out, longer ones are often misaligned.
SHORTEST, LONGEST = 5, 30
# Below this not even the decision can be fitted.
FEWEST = 200
# A spread of lengths that no natural language falls below; the decision divides by it.
_NARROWEST = 0.01
# Pairs for the decision, and for how telling words are.
_DECISION, _TELLING = 5_000, 50_000
# Stems in more than this share of the sentences are function words: they translate everything and tell nothing.
_FREQUENT = 0.08
_SEEN_SOURCE, _SEEN_TARGET = 4, 3
_ITERATIONS = 5
_MIN_PROBABILITY, _MIN_COUNT = 0.04, 1.5
_TRANSLATIONS = 6
# Word counts are smoothed as if the average word had been seen this often.
_PRIOR = 4
# Share of sound human translations on the calibration half that the decision may report.
_FALSE_ALARMS = 0.002
# In standard deviations: the bounds only catch what is absurd, finding a part left out is the decision's job.
_BOUND = 4.0


@dataclass(frozen=True, slots=True)
class TableCorpus:
    """Disjoint parts: for the word table, for how telling words are, and human translations for the decision."""

    table: list[SentencePair]
    telling: list[SentencePair]
    decision: list[SentencePair]


def parse_pair(text: str) -> tuple[str, str]:
    """Source and target of `en-de`. Raises UsageError."""
    source, dash, target = text.partition("-")
    if not dash:
        raise UsageError(f"--pair {text}: expected source and target, such as en-de")
    return canonical(source), canonical(target)


def parse_origins(text: str | None) -> re.Pattern[str]:
    """The pattern of the origins that are human translations; all without one. Raises UsageError."""
    try:
        return re.compile(text or "")
    except re.error as error:
        raise UsageError(f"--human {text}: not a regular expression: {error}") from None


def read(paths: Sequence[Path], human: re.Pattern[str], limit: int) -> TableCorpus:
    """Shuffled pairs of 5 to 30 source words; those whose origin is `human` serve the decision first.

    At most `limit` pairs are for the word table, fewer if the other parts would otherwise be empty. Raises UsageError
    for too few pairs.
    """
    pairs: list[SentencePair] = []
    kept: list[SentencePair] = []
    for origin, pair in _pairs(paths):
        if SHORTEST <= len(pair[0].split()) <= LONGEST:
            (kept if human.search(origin) else pairs).append(pair)
    found = len(pairs) + len(kept)
    if found < FEWEST or len(kept) < FEWEST // 4:
        raise UsageError(
            f"a word table needs at least {FEWEST} pairs of {SHORTEST} to {LONGEST} source words, {FEWEST // 4} of them "
            f"from an origin that matches --human: there are {found:,}, {len(kept):,} of them from such an origin"
        )
    shuffle = random.Random(0)  # noqa: S311 - a fixed sample, no secret
    shuffle.shuffle(kept)
    share = min(_DECISION, max(found // 4, 1))
    decision, rest = kept[:share], kept[share:]
    pairs += rest
    shuffle.shuffle(pairs)
    table = min(limit, 4 * len(pairs) // 5)
    return TableCorpus(pairs[:table], pairs[table : table + _TELLING], decision)


def _pairs(paths: Sequence[Path]) -> Iterator[tuple[str, SentencePair]]:
    """Origin, source and target of each line; the file's name is the origin where a line has two columns."""
    for path in paths:
        for number, line in enumerate(chain.from_iterable(read_lines(path)), 1):
            columns = line.split("\t")
            if len(columns) not in {2, 3}:
                raise InputError(f"{path}, line {number}: expected 2 or 3 columns, found {len(columns)}.", "columns")
            source, target = columns[-2:]
            yield (columns[0] if len(columns) == 3 else path.name.split(".")[0]), (source, target)


def align(pairs: Sequence[SentencePair]) -> dict[str, list[str]]:
    """For each source stem the likeliest target stems, the best first, by IBM model 1."""
    source_sets, target_sets = ([sorted({w[:STEM] for w in words(p[k])}) for p in pairs] for k in (0, 1))
    sources = _vocabulary(source_sets, _SEEN_SOURCE)
    targets = _vocabulary(target_sets, _SEEN_TARGET)
    null = len(sources)
    columns: tuple[list[np.ndarray], ...] = ([], [], [])
    tokens = 0
    for source, target in zip(source_sets, target_sets, strict=True):
        s = np.array([*(sources[w] for w in source if w in sources), null], dtype=np.int32)
        t = np.array([targets[w] for w in target if w in targets], dtype=np.int32)
        columns[0].append(np.repeat(s, len(t)))
        columns[1].append(np.tile(t, len(s)))
        columns[2].append(np.tile(np.arange(tokens, tokens + len(t), dtype=np.int32), len(s)))
        tokens += len(t)
    s, t, token = (np.concatenate(column) for column in columns)
    links, which = np.unique(s.astype(np.int64) * len(targets) + t, return_inverse=True)
    link_source = (links // len(targets)).astype(np.int32)
    probability: Any = np.ones(len(links))
    count: Any = probability
    for _ in range(_ITERATIONS):
        weight = probability[which]
        weight /= np.bincount(token, weight, minlength=tokens)[token]
        count = np.bincount(which, weight, minlength=len(links))
        probability = count / np.bincount(link_source, count, minlength=null + 1)[link_source]
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    names, target_names = list(sources), list(targets)
    for k in np.nonzero((probability > _MIN_PROBABILITY) & (count > _MIN_COUNT) & (link_source < null))[0]:
        found[names[link_source[k]]].append((float(probability[k]), target_names[links[k] % len(targets)]))
    return {stem: [t for _, t in sorted(ts, reverse=True)[:_TRANSLATIONS]] for stem, ts in found.items()}


def _vocabulary(sets: Sequence[Sequence[str]], least: int) -> dict[str, int]:
    counts = Counter(stem for stems in sets for stem in stems)
    kept = [stem for stem, n in counts.items() if least <= n <= _FREQUENT * len(sets)]
    return {stem: i for i, stem in enumerate(kept)}


def weigh(translations: dict[str, list[str]], pairs: Sequence[SentencePair]) -> tuple[dict[str, WordEntry], WordEntry]:
    """The entries with their log-likelihood ratios, and the entry of words that are in no table."""
    plain = {stem: WordEntry(tuple(found), 0.0, 0.0) for stem, found in translations.items()}
    nothing = WordEntry((), 0.0, 0.0)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for k, (source, target) in enumerate(pairs):
        shown = [(t.lower(), stems_in(t.lower(), words(t))) for t in (target, pairs[k - 1][1])]
        for word in set(words(source)):
            entry = plain.get(word[:STEM], nothing)
            seen = counts[word[:STEM] if entry is not nothing else ""]
            seen[0] += 1
            for column, (lowered, stems) in enumerate(shown, 1):
                seen[column] += covered(word, entry, lowered, stems)
    known = [seen for stem, seen in counts.items() if stem]
    if not known:
        raise UsageError("no word is frequent enough in these pairs to learn its translation: give more of them")
    total = np.array(known).sum(axis=0)
    average = total[1:] / total[0]
    weighed = {stem: _weighed(entry.translations, counts[stem], average) for stem, entry in plain.items()}
    return weighed, _weighed((), counts[""], average)


def _weighed(translations: tuple[str, ...], counts: Sequence[int], average: np.ndarray) -> WordEntry:
    sound, chance = ((c + _PRIOR * a) / (counts[0] + _PRIOR) for c, a in zip(counts[1:], average, strict=True))
    sound = min(0.98, max(0.05, sound))
    chance = min(chance, sound)
    return WordEntry(translations, round(math.log(chance / sound), 2), round(math.log((1 - chance) / (1 - sound)), 2))


def without_half(target: str, rng: random.Random) -> str | None:
    """The first or the second half of the words; None below six words."""
    parts = target.split()
    half = len(parts) // 2
    if len(parts) < 6:
        return None
    return " ".join(parts[half:]) if rng.random() < 0.5 else " ".join(parts[:half]) + "."


def without_clause(target: str, rng: random.Random) -> str | None:
    """The text less one clause between marks that holds 30 to 80 % of it; None where there is none."""
    parts = re.split(r"(?<=[,;:–]) ", target)
    sizes = [k for k, part in enumerate(parts) if 0.3 * len(target) <= len(part) <= 0.8 * len(target)]
    if len(parts) < 2 or not sizes:
        return None
    cut = rng.choice(sizes)
    return " ".join(parts[:cut] + parts[cut + 1 :])


CUTS: tuple[Callable[[str, random.Random], str | None], ...] = (without_half, without_clause)


def decide(table: Table, pairs: Sequence[SentencePair]) -> dict[str, Any]:
    """Weights, bias and threshold: fitted on the first half of the pairs, the threshold on the other."""
    require_extra("sklearn")
    from sklearn.linear_model import LogisticRegression

    rng = random.Random(1)  # noqa: S311 - a fixed sample, no secret
    middle = len(pairs) // 2
    rows, labels = [], []
    for source, target in pairs[:middle]:
        cut = [text for text in (make(target, rng) for make in CUTS) if text]
        rows += [features(source, text, table) for text in (target, *cut)]
        labels += [0, *(1 for _ in cut)]
    if not any(labels):
        raise UsageError("no target sentence is long enough (six words) to leave a part out: give other pairs")
    model = LogisticRegression(max_iter=3000, C=10).fit(np.array(rows), np.array(labels))
    sound = model.predict_proba([features(source, target, table) for source, target in pairs[middle:]])[:, 1]
    return {
        "weights": [round(float(w), 4) for w in model.coef_[0]],
        "bias": round(float(model.intercept_[0]), 4),
        "threshold": round(float(np.quantile(sound, 1 - _FALSE_ALARMS)), 4),
    }


def learn(corpus: TableCorpus, pair: tuple[str, str]) -> dict[str, Any]:
    """The table of a pair as JSON, with how it was measured. Raises UsageError where they tell nothing."""
    entries, unknown = weigh(align(corpus.table), corpus.telling)
    ratios = np.array([log_ratio(source, target) for source, target in corpus.decision])
    length = round(float(ratios.mean()), 3), max(round(float(ratios.std()), 3), _NARROWEST)
    bounds = round(length[0] - _BOUND * length[1], 3), round(length[0] + _BOUND * length[1], 3)
    table = Table(entries, unknown, length, bounds)
    return {
        "pair": "-".join(pair),
        "measured": {
            "word table": f"{len(corpus.table)} pairs",
            "telling": f"{len(corpus.telling)} pairs",
            "decision": f"{len(corpus.decision)} human translations, threshold at {_FALSE_ALARMS:.1%} of the sound ones",
            "bounds": f"{_BOUND} standard deviations of the human translations' log ratio of lengths",
        },
        "length": length,
        "bounds": bounds,
        **decide(table, corpus.decision),
        "unknown": _as_list(unknown),
        "words": {stem: _as_list(entry) for stem, entry in sorted(entries.items())},
    }


def write(data: dict[str, Any], path: Path) -> None:
    """Write a table as compressed JSON, the same bytes for the same table. Raises OutputError."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    file = AtomicFile(path, OUT_HINT)
    try:
        with output_errors(path, OUT_HINT):
            file.file.write(gzip.compress(text.encode(), mtime=0))
        file.commit()
    finally:
        file.discard()


def _as_list(entry: WordEntry) -> list[str | float]:
    return [" ".join(entry.translations), entry.there, entry.missing]
