"""ROUGE by rouge-score, stemmed for English, with a tokenizer that keeps the letters of other alphabets.

Texts are normalised first: lower case, typographic quotes and dashes made plain, the spaces before punctuation in
tokenised references removed, one sentence per line for ROUGE-Lsum.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any

from briefsmith.errors import UsageError
from briefsmith.languages import is_unspaced, primary
from briefsmith.text.tokens import ALPHANUMERIC

METRICS = {"ROUGE-1": "rouge1", "ROUGE-2": "rouge2", "ROUGE-L": "rougeL", "ROUGE-Lsum": "rougeLsum"}
EXTRA = "Install what evaluation needs with: pip install 'briefsmith[eval]'"
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
_LOOSE_STOP = re.compile(r" +([.,;:!?])")


def normalise(text: str) -> str:
    """The text as it is scored; line ends stay."""
    plain = unicodedata.normalize("NFC", text).translate(_PLAIN).lower()
    return "\n".join(_LOOSE_STOP.sub(r"\1", " ".join(line.split())) for line in plain.splitlines())


def rouge(prediction: str, reference: str, language: str) -> dict[str, float]:
    """F1 in percent by metric; both texts have one sentence per line. Raises UsageError without rouge-score."""
    scores = _scorer(primary(language)).score(normalise(reference), normalise(prediction))
    return {name: 100 * float(scores[key].fmeasure) for name, key in METRICS.items()}


@cache
def _scorer(language: str) -> Any:
    try:
        from rouge_score.rouge_scorer import RougeScorer
    except ImportError:
        raise UsageError(f"ROUGE needs the package rouge-score. {EXTRA}") from None
    names = list(METRICS.values())
    if language == "en":
        return RougeScorer(names, use_stemmer=True)
    return RougeScorer(names, tokenizer=_Tokenizer(language))


class _Tokenizer:
    """Words of any alphabet, whole; single characters for scripts without spaces."""

    def __init__(self, language: str) -> None:
        self.unspaced = is_unspaced(language)

    def tokenize(self, text: str) -> Sequence[str]:
        words = ALPHANUMERIC.findall(text)
        return [character for word in words for character in word] if self.unspaced else words
