"""`briefsmith eval translation`: BLEU and chrF by sacrebleu, with their signatures."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from briefsmith.errors import UsageError
from briefsmith.evaluate.data import read
from briefsmith.evaluate.report import Report, Score, SystemScores, sample
from briefsmith.evaluate.rouge import EXTRA
from briefsmith.languages import primary

Translate = Callable[[Sequence[str]], Sequence[str]]
_TOKENIZERS = {"zh": "zh", "ja": "char", "th": "char", "ko": "char"}


def evaluate_translation(source: str, translate: Translate, target: str, limit: int | None = None) -> Report:
    """Score `translate` on records with `source` and `target` texts; the untranslated text is the baseline.

    Intervals are sacrebleu's bootstrap over sentences. Raises UsageError without sacrebleu.
    """
    records = read(source, ("source", "target"))
    chosen = [records[index] for index in sample(len(records), limit)]
    texts, references = [r["source"] for r in chosen], [r["target"] for r in chosen]
    start = time.perf_counter()
    outputs = list(translate(texts))
    seconds = time.perf_counter() - start
    signatures: dict[str, str] = {}
    rows = (
        SystemScores(
            "briefsmith",
            _scores(outputs, references, target, signatures),
            {"words": _mean(outputs), "seconds": seconds},
        ),
        SystemScores(
            "untranslated", _scores(texts, references, target, signatures), {"words": _mean(texts), "seconds": 0.0}
        ),
    )
    return Report("translation", source, len(texts), rows, (), signatures)


def _scores(
    outputs: Sequence[str], references: Sequence[str], target: str, signatures: dict[str, str]
) -> dict[str, Score]:
    try:
        from sacrebleu.metrics import BLEU, CHRF
    except ImportError:
        raise UsageError(f"BLEU and chrF need the package sacrebleu. {EXTRA}") from None
    references_ = [list(references)]
    metrics = {
        "BLEU": BLEU(tokenize=_TOKENIZERS.get(primary(target), "13a"), references=references_),
        "chrF": CHRF(references=references_),
    }
    found = {}
    for name, metric in metrics.items():
        score = metric.corpus_score(list(outputs), None, n_bootstrap=1000)
        spread = score._ci if len(outputs) > 1 else 0.0
        mean = score._mean if len(outputs) > 1 else score.score
        found[name] = Score(float(score.score), float(mean - spread), float(mean + spread))
        signatures[name] = str(metric.get_signature())
    return found


def _mean(texts: Sequence[str]) -> float:
    return sum(len(text.split()) for text in texts) / max(len(texts), 1)
