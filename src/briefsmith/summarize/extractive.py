"""The embedded summarizer: whole sentences of the source, the best set of them under the length asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from briefsmith.model import Brief, BriefSentence, BriefSet, CleanDocument, Step
from briefsmith.summarize.choose import Chosen, Scored, choose
from briefsmith.summarize.compression import Compressed, compress
from briefsmith.summarize.features import Analysis, analyse
from briefsmith.summarize.headline import headline
from briefsmith.summarize.length import Length
from briefsmith.summarize.ranker import Ranker, packaged


class ExtractiveSummarizer:
    """A pipeline stage: one `Brief` in the source language for each length, each a choice of source sentences.

    A brief is never over its budget, made of whole sentences and never longer than its source; a text that fits is
    passed through as it stands. With `compress` the sentences are shortened by rules that change no fact; each use of
    a rule is a step of the provenance. When not one sentence fits, the best that can be is cut after its main clause
    (whatever `compress` says); when none can be, the brief has its headline and no sentences. The length `headline`
    has no sentences either: the headline is the brief.
    """

    name = "summarize"

    def __init__(self, lengths: Sequence[Length], *, compress: bool = True, ranker: Ranker | None = None) -> None:
        self.lengths = tuple(lengths)
        self.compress = compress
        self.ranker = ranker
        self._parameters = hashlib.sha256(f"compress={compress}".encode()).hexdigest()[:12]

    def __call__(self, batch: Sequence[CleanDocument]) -> list[BriefSet]:
        """One `BriefSet` for each document, in order."""
        return [BriefSet(clean, self._briefs(clean)) for clean in batch]

    def _briefs(self, clean: CleanDocument) -> tuple[Brief, ...]:
        if not clean.sentences:
            return tuple(self._brief(clean, length, "", ()) for length in self.lengths)
        scored = self.score(analyse(clean))
        title = headline(scored, clean.document.metadata.get("title", ""))
        return tuple(self._brief(clean, length, title, choose(scored, length)) for length in self.lengths)

    def _ranker(self, language: str) -> Ranker:
        return self.ranker or packaged(language)

    def score(self, analysis: Analysis) -> Scored:
        """What each sentence is worth, and how it would stand in a brief."""
        shortened = (
            compress(text, analysis.language) if self.compress else Compressed(text) for text in analysis.texts
        )
        return Scored(analysis, self._ranker(analysis.language).gains(analysis), tuple(shortened))

    def _brief(self, clean: CleanDocument, length: Length, title: str, chosen: Sequence[Chosen]) -> Brief:
        sentences = tuple(
            BriefSentence(item.text, (item.index,), "exact", clean.sentences[item.index].paragraph) for item in chosen
        )
        revision = self._ranker(clean.language).revision
        steps = [Step(self.name, "embedded", "extractive", revision, self._parameters, clean.language)]
        steps += [
            Step("compress", "embedded", rule, None, None, f"sentence {item.index}")
            for item in chosen
            for rule in item.rules
        ]
        return Brief(clean.document.id, clean.language, length.name, title, sentences, (), tuple(steps))
