"""How likely it is that a summary says what its source does not: seven weighted signs that do not depend on capitals.

The facts of `support` are certain and few. This finds what they cannot: made-up words in lower case, words of two
sentences joined in one. It orders candidates, and warns of briefs that a model wrote; it is never a flag.

The weights (`risk.json`) are a logistic regression on the human judgements of FRANK (Pagnoni et al. 2021), made by
`benchmarks/facts.py frank --fit`; one set for a single sentence, one for several.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from briefsmith.check.source import Source
from briefsmith.languages.knowledge import gathered
from briefsmith.languages.vocabulary import ranks
from briefsmith.text.tokens import WORD

FEATURES = ("strange", "figures", "mixed", "new_triples", "uncovered", "uncopied", "late")
_STEM = 5
# By frequency: words before the first place carry no content, words after the second are names and rare words.
_FUNCTION = 150
_RARE = 3000
_UNKNOWN = 12_000
_FIGURES = frozenset(gathered(lambda known: known.checking.figure_words.split()))


def words(text: str) -> list[str]:
    """Lower-cased words without possessive endings, also of tokenised text (`locke 's`)."""
    joined = text.lower().replace(" 's", "'s").replace(" n't", "n't")
    return [word.removesuffix("'s").removesuffix("’s") for word in WORD.findall(joined)]


@dataclass(frozen=True)
class SourceWords:
    """A source as the features read it: words with their first places (0 to 1), by sentence, in pairs and triples."""

    first: dict[str, float]
    beginnings: frozenset[str]
    sentences: tuple[frozenset[str], ...]
    pairs: frozenset[tuple[str, str]]
    triples: frozenset[tuple[str, str, str]]

    @classmethod
    def of(cls, source: Source) -> SourceWords:
        """Read the sentences; the title is left out."""
        texts = [words(text) for text in source.sentences]
        running = [word for text in texts for word in text]
        first: dict[str, float] = {}
        for place, word in enumerate(running):
            first.setdefault(word, place / len(running))
        return cls(
            first,
            frozenset(word[:_STEM] for word in first if len(word) >= _STEM),
            tuple(frozenset(text) for text in texts),
            frozenset(pair for text in texts for pair in pairwise(text)),
            frozenset(triple for text in texts for triple in zip(text, text[1:], text[2:], strict=False)),
        )

    def lacks(self, word: str) -> bool:
        """Whether the source has neither the word nor one that begins in the same way."""
        return word not in self.first and not (len(word) >= _STEM and word[:_STEM] in self.beginnings)


@lru_cache(maxsize=4)
def _reading(source: Source) -> SourceWords:
    """The words of a source, kept because its candidates come one after another."""
    return SourceWords.of(source)


def features(sentence: str, source: SourceWords, language: str) -> list[float]:
    """The seven signs of one sentence, in the order of `FEATURES`, each larger the more suspicious."""
    known = ranks(language)
    said = words(sentence)
    content = [w for w in said if known.get(w, _UNKNOWN) >= _FUNCTION or w.isdigit()] or said
    if not content:
        return [0.0] * len(FEATURES)
    weight = {w: math.log1p(known.get(w, _UNKNOWN)) for w in set(said)}
    strange = {w for w in said if source.lacks(w)}
    found = [w for w in content if w in source.first]
    pairs = list(pairwise(said))
    triples = list(zip(said, said[1:], said[2:], strict=False))
    rare = {w for w in said if known.get(w, _UNKNOWN) > _RARE}
    best = max((sum(w in text for w in content) for text in source.sentences), default=0)
    return [
        sum(weight[w] for w in content if w in strange) / max(sum(weight[w] for w in content), 1e-9),
        float(sum(w in _FIGURES or any(c.isdigit() for c in w) for w in said if w in strange)),
        # A made-up first name before the true family name, and the like.
        float(sum(a in rare and b in rare and (a in strange) != (b in strange) for a, b in pairs)),
        sum(triple not in source.triples for triple in triples) / max(1, len(triples)),
        1 - best / len(content),
        1 - _longest_run([pair in source.pairs for pair in pairs]) / max(1, len(pairs)),
        sum(source.first[w] for w in found) / len(found) if found else 0.5,
    ]


def strange_words(sentence: str, source: Source) -> list[str]:
    """The words with a meaning of their own that the source has in no form; none in a language without frequencies."""
    known, reading = ranks(source.language), _reading(source)
    telling = [w for w in dict.fromkeys(words(sentence)) if known.get(w, _UNKNOWN) >= _FUNCTION or w.isdigit()]
    return [word for word in telling if reading.lacks(word)] if known else []


def _longest_run(flags: Sequence[bool]) -> int:
    longest = run = 0
    for flag in flags:
        run = run + 1 if flag else 0
        longest = max(longest, run)
    return longest


def summary_features(sentences: Sequence[str], source: Source) -> list[float]:
    """The means over the sentences of a summary; zeros for none."""
    reading = _reading(source)
    rows = [features(sentence, reading, source.language) for sentence in sentences]
    return [sum(column) / len(rows) for column in zip(*rows, strict=True)] if rows else [0.0] * len(FEATURES)


def risk(sentences: Sequence[str], source: Source) -> float:
    """The probability, at even prior odds, that the summary has an entity, circumstance or out-of-article error."""
    model = weights()["sentence" if len(sentences) == 1 else "several"]
    values = summary_features(sentences, source)
    score = model["bias"] + sum(w * value for w, value in zip(model["weights"], values, strict=True))
    return 1 / (1 + math.exp(-score))


@cache
def weights() -> dict[str, Any]:
    """The content of `risk.json`: for `sentence` and `several` the bias, a weight for each feature, and the origin."""
    data: dict[str, Any] = json.loads((files("briefsmith.check") / "risk.json").read_text("utf-8"))
    return data
