"""Which articles report the same story.

Our own TF-IDF, in a page of code: scikit-learn is installed only for training, and MinHash (datasketch) finds copies, not two
reports in different words. What makes two reports one story are its names and figures, so these count double; the weight of
a common word is known from the language, because a collection of ten articles says nothing about it. Articles in different
languages, or of days far apart, are never one story.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from briefsmith.facts.extract import extract
from briefsmith.languages.knowledge import knowledge
from briefsmith.languages.vocabulary import ranks
from briefsmith.model import CleanDocument, Result
from briefsmith.newsletter.story import article_date
from briefsmith.text.tokens import WORD, stems

# The cosine from which two reports are of one story; chosen on seeds 0 and 1 of `benchmarks/stories.py`.
SAME = 0.48
# How far the beginning of an article is read, in sentences: news begins with the point.
READ = 12
# Reports of one story appear within so many days.
DAYS = timedelta(days=4)
# More articles than this are not compared: each with each would take minutes.
MOST = 3000
_ANCHOR = 2.0
_TITLE = 2

Vector = Mapping[str, float]


def clusters(results: Sequence[Result]) -> list[list[int]]:
    """The indices of the results, together where they report one story; in the order of the first of each."""
    places = [i for i, result in enumerate(results) if result.clean is not None and result.clean.sentences]
    if len(places) > MOST:
        return [[i] for i in range(len(results))]
    alone = [[i] for i in sorted({*range(len(results))} - {*places})]
    terms = {i: _terms(clean) for i in places if (clean := results[i].clean) is not None}
    vectors = _weighted(terms)
    dates = {i: article_date(results[i]) for i in places}
    close = {pair: value for pair, value in _similar(vectors).items() if _near(dates[pair[0]], dates[pair[1]])}
    return sorted([*alone, *_joined(places, close)])


def _terms(clean: CleanDocument) -> Counter[str]:
    """How often each word, name and figure is said, under a key that has the language."""
    language = clean.language
    title = clean.document.metadata.get("title", "")
    counts: Counter[str] = Counter()
    for text, weight in [(title, _TITLE), *((s.text, 1) for s in clean.sentences[:READ])]:
        for word in stems(text, language):
            counts[f"{language} {word}"] += weight
        for fact in extract(text, language):
            if fact.kind == "name":
                for part in WORD.findall(fact.value):
                    counts[f"{language} name {part}"] += weight
            elif fact.kind in {"number", "money", "percent"} and len(fact.value) > 1:
                counts[f"{language} {fact.kind} {fact.value}"] += weight
    return counts


def _weighted(terms: Mapping[int, Counter[str]]) -> dict[int, Vector]:
    """The terms by their weights, each vector of length one."""
    documents = Counter(term for counts in terms.values() for term in counts)
    vectors: dict[int, Vector] = {}
    for i, counts in terms.items():
        vector = {
            term: (1 + math.log(count)) * _telling(term) * math.log(1 + len(terms) / documents[term])
            for term, count in counts.items()
        }
        norm = math.sqrt(sum(value * value for value in vector.values())) or 1.0
        vectors[i] = {term: value / norm for term, value in vector.items() if value}
    return vectors


def _telling(term: str) -> float:
    """How much a term says about what a story is: 0 for the commonest words of its language, more for names."""
    language, _, word = term.partition(" ")
    if " " in word:
        return _ANCHOR
    known = ranks(language)
    if not known:
        return 0.0 if word in knowledge(language).phrases.function.split() else 1.0
    rank = known.get(word)
    return 1.0 if rank is None else (math.log1p(rank) / math.log1p(len(known))) ** 2


def _similar(vectors: Mapping[int, Vector]) -> dict[tuple[int, int], float]:
    """The cosine of every pair that shares a term."""
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    found: dict[tuple[int, int], float] = defaultdict(float)
    for i in sorted(vectors):
        for term, value in vectors[i].items():
            for other, weight in postings[term]:
                found[other, i] += value * weight
            postings[term].append((i, value))
    return found


def _near(one: datetime | None, other: datetime | None) -> bool:
    return one is None or other is None or abs(one - other) <= DAYS


def _joined(places: Sequence[int], close: Mapping[tuple[int, int], float]) -> list[list[int]]:
    """Average linkage: two clusters join if their articles are alike on average, so that no chain joins strangers."""
    cluster_of = {i: [i] for i in places}
    refused: set[tuple[int, int, int, int]] = set()  # clusters and their sizes: large ones are not weighed twice
    for (one, other), value in sorted(close.items(), key=lambda item: (-item[1], item[0])):
        left, right = cluster_of[one], cluster_of[other]
        if value < SAME:
            break
        pair = (id(left), len(left), id(right), len(right))
        if left is right or pair in refused:
            continue
        total = sum(close.get((min(a, b), max(a, b)), 0.0) for a in left for b in right)
        if total >= SAME * len(left) * len(right):
            left += right
            cluster_of.update(dict.fromkeys(right, left))
        else:
            refused.add(pair)
    return [sorted(members) for members in {id(m): m for m in cluster_of.values()}.values()]
