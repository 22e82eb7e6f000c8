"""The ranker's features of each sentence: numbers with the same meaning in every language and document length."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from briefsmith.model import CleanDocument
from briefsmith.summarize.sparse import Floats, SparseRows, gram_rows, word_rows
from briefsmith.summarize.standalone import opening_anaphor, unfit, unnamed_speaker
from briefsmith.text.tokens import stems

_DIGITS = re.compile(r"\d[\d.,:]*")
_QUOTES = re.compile('["“”„«»「」]')
_CAPITALISED = re.compile(r"(?<=[\w,;:)’'\"”»] )[A-ZÀ-ÖØ-ÞА-ЯΑ-Ω]\w+")
_LEAD = 3
_KEYWORDS = 10


@dataclass(frozen=True)
class Analysis:
    """A document as the summarizer reads it: sentences, their words, and both sparse matrices of them.

    What several steps need is computed once, on first use.
    """

    texts: tuple[str, ...]
    language: str
    stems: tuple[tuple[str, ...], ...]
    words: SparseRows
    grams: SparseRows
    paragraphs: tuple[int, ...]
    title: tuple[str, ...]

    @cached_property
    def unfit(self) -> list[bool]:
        """Whether each sentence should be left out of briefs."""
        return unfit(self.texts, self.language)

    @cached_property
    def first_mentions(self) -> dict[str, int]:
        """For each stem the first sentence that has it."""
        found: dict[str, int] = {}
        for index, words in enumerate(self.stems):
            for word in words:
                found.setdefault(word, index)
        return found

    @cached_property
    def recurring(self) -> dict[str, int]:
        """The number of sentences that have a stem, for each stem that is in several, but not in most."""
        counts = Counter(word for words in self.stems for word in set(words))
        limit = max(0.4 * len(self.stems), 2)
        return {w: c for w, c in counts.items() if 1 < c <= limit and len(w) > 1}

    @cached_property
    def keywords(self) -> frozenset[str]:
        """The stems that are most prominent in the document, at most ten."""
        first, counts = self.first_mentions, self.recurring
        # Ties are broken by the word itself: the order of a set of strings differs from run to run.
        return frozenset(sorted(counts, key=lambda w: (-counts[w] * min(len(w), 6), first[w], w))[:_KEYWORDS])


def analyse(clean: CleanDocument) -> Analysis:
    """Tokenise and weigh a document of at least one sentence."""
    texts = tuple(sentence.text for sentence in clean.sentences)
    words = tuple(tuple(stems(text, clean.language)) for text in texts)
    title = tuple(stems(clean.document.metadata.get("title", ""), clean.language))
    paragraphs = tuple(sentence.paragraph for sentence in clean.sentences)
    return Analysis(texts, clean.language, words, word_rows(words), gram_rows(texts), paragraphs, title)


def features(analysis: Analysis) -> tuple[tuple[str, ...], Floats]:
    """The names of the features and their values, shape (sentences, features)."""
    columns = {**_position(analysis), **_centrality(analysis), **_vocabulary(analysis), **_surface(analysis)}
    return tuple(columns), np.column_stack([np.asarray(column, dtype=np.float64) for column in columns.values()])


def _position(analysis: Analysis) -> Mapping[str, Floats]:
    count = len(analysis.texts)
    index = np.arange(count, dtype=np.float64)
    paragraphs = np.array(analysis.paragraphs)
    opens = np.append(True, paragraphs[1:] != paragraphs[:-1]) if count else np.zeros(0, bool)
    return {
        "index": np.log1p(index),
        "inverse_index": 1 / (1 + index),
        "relative": index / max(count - 1, 1),
        "first": (index == 0).astype(float),
        "opens_paragraph": opens.astype(float) if paragraphs[-1] > paragraphs[0] else np.zeros(count),
        "sentences": np.full(count, np.log1p(count)),
    }


def _centrality(analysis: Analysis) -> Mapping[str, Floats]:
    words, grams = analysis.words, analysis.grams
    lead = np.sum([words.row(i) for i in range(min(_LEAD, words.shape[0]))], axis=0)
    before = words.neighbours()
    gram_centrality = grams.cosine(grams.centroid())
    return {
        "centroid_words": _relative(words.cosine(words.centroid())),
        "centroid_grams": _relative(gram_centrality),
        "centroid_grams_raw": gram_centrality,
        "rank_words": words.rank(),
        "first_words": words.cosine(words.row(0)),
        "lead_words": words.cosine(lead),
        "before": before,
        "after": np.append(before[1:], 0.0),
    }


def _vocabulary(analysis: Analysis) -> Mapping[str, Floats]:
    """How much of the document's recurring vocabulary a sentence has, and how much it introduces."""
    recurring, opened, keywords = analysis.recurring, analysis.first_mentions, analysis.keywords
    title = set(analysis.title)
    rows = []
    for index, words in enumerate(analysis.stems):
        here = set(words)
        size = max(len(here), 1)
        rows.append(
            (
                sum(recurring.get(w, 0) for w in here) / size,
                sum(1 for w in here if w in recurring) / size,
                len(here & keywords) / max(len(keywords), 1),
                sum(1 for w in here if opened[w] == index) / size,
                sum(recurring.get(w, 0) - 1 for w in here if w in recurring and opened[w] == index) / size,
                len(here & title) / max(len(title), 1),
            )
        )
    names = ("recurrence", "recurring", "keywords", "new", "introduces", "title")
    return dict(zip(names, np.array(rows, dtype=np.float64).reshape(-1, len(names)).T, strict=True))


def _surface(analysis: Analysis) -> Mapping[str, Floats]:
    rows = []
    for text, words in zip(analysis.texts, analysis.stems, strict=True):
        size = max(len(words), 1)
        quotes = len(_QUOTES.findall(text))
        rows.append(
            (
                np.log1p(len(words)),
                min(len(_DIGITS.findall(text)), 4),
                len(_CAPITALISED.findall(text)) / size,
                min(quotes, 4),
                float(text[:1] in '"“„«「'),
                float(text.rstrip('"”»」')[-1:] in "?？"),
                float(text.rstrip('"”»」')[-1:] not in ".。!！?？…"),
                float(opening_anaphor(text, analysis.language) is not None),
                float(unnamed_speaker(text, analysis.language)),
            )
        )
    names = ("length", "figures", "names", "quotes", "opens_quote", "question", "unfinished", "anaphor", "speaker")
    columns = dict(zip(names, np.array(rows, dtype=np.float64).reshape(-1, len(names)).T, strict=True))
    columns["unfit"] = np.array(analysis.unfit, dtype=np.float64)
    columns["relative_length"] = columns["length"] - float(columns["length"].mean())
    return columns


def _relative(values: Floats) -> Floats:
    """The values as multiples of their mean, so that long and short documents are comparable."""
    return values / max(float(values.mean()), 1e-9)
