"""Finds the sentences of the source that a generated sentence is based on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log

from briefsmith.model import CleanDocument
from briefsmith.text.tokens import stems

MAX_SOURCES = 3
# A further source must add at least this share of what the sentence shares with its candidates.
MIN_SHARE = 0.2


class SourceFinder:
    """Finds, in one document, the sentences that share the most words with a text, rare words counting more."""

    def __init__(self, clean: CleanDocument) -> None:
        self.language = clean.language
        self.words = [frozenset(stems(sentence.text, clean.language)) for sentence in clean.sentences]
        counts = Counter(word for words in self.words for word in words)
        self.weight = {word: log(1 + len(self.words) / count) for word, count in counts.items()}

    def narrow(self, text: str, candidates: Sequence[int]) -> tuple[int, ...]:
        """At most three of the candidates, ascending; all of them when the text shares no word with any.

        Greedy: first the one with the largest weight of shared words, then those that add a fifth of the total or more.
        """
        open_words = frozenset(stems(text, self.language)) & frozenset().union(*(self.words[i] for i in candidates))
        shared = self._worth(open_words)
        chosen: list[int] = []
        while open_words and len(chosen) < MAX_SOURCES:
            # Of two sentences with the same words the shorter says less that is not in the text.
            index = max(candidates, key=lambda i: (self._worth(open_words & self.words[i]), -len(self.words[i]), -i))
            if chosen and self._worth(open_words & self.words[index]) < MIN_SHARE * shared:
                break
            chosen.append(index)
            open_words -= self.words[index]
        return tuple(sorted(chosen)) or tuple(candidates)

    def _worth(self, words: frozenset[str]) -> float:
        # Sorted, so that rounding, and therefore every tie, is the same in every run.
        return sum(self.weight[word] for word in sorted(words))
