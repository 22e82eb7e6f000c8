"""`briefsmith eval cleaning`: how much of the article cleaning keeps, and how much clutter.

Pages are scored by their multisets of 4-gram shingles of lower-cased words (`\\w+`); F1 comes from the two averages.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from briefsmith.evaluate.data import read
from briefsmith.evaluate.report import RESAMPLES, Report, Score, SystemScores, bootstrap, sample
from briefsmith.summarize.sparse import Floats

SHINGLE = 4


def evaluate_cleaning(source: str, clean: Callable[[str], str], limit: int | None = None) -> Report:
    """Score `clean` on records with `page_text` and `article`; the whole page is the baseline."""
    records = read(source, ("page_text", "article"))
    chosen = [records[index] for index in sample(len(records), limit)]
    articles, pages = [r["article"] for r in chosen], [r["page_text"] for r in chosen]
    start = time.perf_counter()
    cleaned = [clean(page) for page in pages]
    seconds = time.perf_counter() - start
    rows = (
        SystemScores("briefsmith", _scores(cleaned, articles), {"seconds": seconds}),
        SystemScores("whole page", _scores(pages, articles), {"seconds": 0.0}),
    )
    return Report(
        "cleaning", source, len(chosen), rows, (f"Multisets of {SHINGLE}-gram shingles of lower-cased words.",)
    )


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The 4-grams of the words with their counts; a shorter text is one shingle."""
    words = re.findall(r"\w+", text.lower())
    if 0 < len(words) < SHINGLE:
        return Counter([tuple(words)])
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))


def precision_recall(output: str, article: str) -> tuple[float, float]:
    """Shares of the output's and of the article's shingles that both have; 0 if one side is empty, 1 if both are."""
    ours, truth = shingles(output), shingles(article)
    common = (ours & truth).total()
    if not ours or not truth:
        return (1.0, 1.0) if not ours and not truth else (0.0, 0.0)
    return common / ours.total(), common / truth.total()


def _scores(outputs: Sequence[str], articles: Sequence[str]) -> dict[str, Score]:
    pairs = np.array([precision_recall(o, a) for o, a in zip(outputs, articles, strict=True)]) * 100
    draws = np.random.default_rng(0).integers(0, len(pairs), size=(RESAMPLES, len(pairs)))
    f1 = _f1(*pairs[draws].mean(axis=1).T)
    low, high = np.quantile(f1, (0.025, 0.975))
    scores = {"precision": bootstrap(pairs[:, 0].tolist()), "recall": bootstrap(pairs[:, 1].tolist())}
    return {"F1": Score(float(_f1(*pairs.mean(axis=0))), float(low), float(high)), **scores}


def _f1(precision: Floats, recall: Floats) -> Floats:
    return np.asarray(2 * precision * recall / np.maximum(precision + recall, 1e-9))
