"""The embedded summarizer: the best set of whole source sentences within the requested length."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import partial

from briefsmith.model import Brief, BriefSet, CleanDocument, Step
from briefsmith.summarize.acronyms import introductions, with_names
from briefsmith.summarize.bullets import bullets
from briefsmith.summarize.candidates import as_sentence, offers, steps_of
from briefsmith.summarize.choose import Chosen, Scored, choose, weigh
from briefsmith.summarize.features import analyse
from briefsmith.summarize.headline import headline
from briefsmith.summarize.key_points import choose_points
from briefsmith.summarize.ranker import Ranker, packaged
from briefsmith.text.length import Length


class ExtractiveSummarizer:
    """A pipeline stage: one `Brief` in the source language for each length, each a choice of source sentences.

    A brief consists of whole sentences and is never over its budget or longer than its source; a text that fits is
    passed through unchanged. With `compress` sentences are shortened by rules that change no fact, and an opening
    pronoun becomes a name if the sentence with the name is left out; each use of a rule is a step of the provenance.
    When no sentence fits, the best one that can be cut is cut after its main clause (whatever `compress` says); when
    none can be, the brief has its headline and no sentences. The length `headline` has no sentences either: the
    headline is the brief. With `bullets` there is a further brief, of at most that many
    sentences, which do not repeat the first brief. With `hand_on` the set says what its briefs were chosen from.
    """

    name = "summarize"

    def __init__(
        self,
        lengths: Sequence[Length],
        *,
        compress: bool = True,
        ranker: Ranker | None = None,
        bullets: int = 0,
        hand_on: bool = False,
    ) -> None:
        self.lengths = tuple(lengths)
        self.compress = compress
        self.ranker = ranker
        self.bullets = bullets
        self.hand_on = hand_on
        self._parameters = hashlib.sha256(f"compress={compress}".encode()).hexdigest()[:12]

    def __call__(self, batch: Sequence[CleanDocument]) -> list[BriefSet]:
        """One `BriefSet` for each document, in order."""
        return [self._set(clean) for clean in batch]

    def _set(self, clean: CleanDocument) -> BriefSet:
        if not clean.sentences:
            return BriefSet(clean, tuple(self._brief(clean, length, "", ()) for length in self.lengths))
        scored = weigh(analyse(clean), self._ranker(clean.language), shorten=self.compress)
        title = headline(scored, clean.document.metadata)
        known = introductions(scored.analysis.texts, clean.language) if self.compress else {}
        chosen = [with_names(scored, partial(_chosen, scored), known, length) for length in self.lengths]
        made = zip(self.lengths, chosen, strict=True)
        briefs = tuple(self._brief(clean, length, title, items) for length, items in made)
        more = bullets(clean, scored, briefs[0], self.bullets) if self.bullets else ()
        offered = offers(clean, scored, self.lengths, chosen) if self.hand_on else ()
        return BriefSet(clean, (*briefs, *more), offers=offered)

    def _ranker(self, language: str) -> Ranker:
        return self.ranker or packaged(language)

    def _brief(self, clean: CleanDocument, length: Length, title: str, chosen: Sequence[Chosen]) -> Brief:
        sentences = tuple(as_sentence(item, clean) for item in chosen)
        revision = self._ranker(clean.language).revision
        steps = [Step(self.name, "embedded", "extractive", revision, self._parameters, clean.language)]
        steps += [step for item in chosen for step in steps_of(item)]
        return Brief(clean.document.id, clean.language, length.name, title, sentences, (), tuple(steps))


def _chosen(scored: Scored, length: Length) -> tuple[Chosen, ...]:
    return choose_points(scored, length.limit) if length.unit == "points" else choose(scored, length)
