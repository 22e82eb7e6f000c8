"""The translate stage: every brief into every language asked for, in one pass over the batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefsmith.errors import EngineError, ModelUnavailableError
from briefsmith.model import Brief, BriefSentence, BriefSet, Check, Failure, Step
from briefsmith.pipeline import failure_of
from briefsmith.summarize.length import Length
from briefsmith.translate.casing import sentence_case
from briefsmith.translate.registry import Translators
from briefsmith.translate.rerank import numbers


class Translate:
    """Replaces the briefs of each set by their versions in `languages`, in that order; the source language stays as it is.

    Figures that a translation lost or added are flagged. A language that no model reaches is a Failure of that
    document; its other languages go on.
    """

    name = "translate"

    def __init__(self, languages: Sequence[str], translators: Translators) -> None:
        self.languages = tuple(languages)
        self.translators = translators

    def __call__(self, batch: Sequence[BriefSet]) -> list[BriefSet]:
        failures: list[list[Failure]] = [list(item.failures) for item in batch]
        briefs: list[list[Brief]] = [[] for _ in batch]
        for language in self.languages:
            for source in sorted({item.clean.language for item in batch}):
                chosen = [i for i, item in enumerate(batch) if item.clean.language == source]
                if source == language:
                    for i in chosen:
                        briefs[i] += batch[i].briefs
                    continue
                try:
                    translated = self._translate([batch[i] for i in chosen], source, language)
                except ModelUnavailableError as error:
                    for i in chosen:
                        failures[i].append(failure_of(batch[i].clean.document.id, self.name, error))
                    continue
                for i, versions in zip(chosen, translated, strict=True):
                    briefs[i] += versions
        return [
            replace(item, briefs=tuple(made), failures=tuple(failed))
            for item, made, failed in zip(batch, briefs, failures, strict=True)
        ]

    def _translate(self, items: Sequence[BriefSet], source: str, target: str) -> list[list[Brief]]:
        """All sentences of all lengths of all documents in one call."""
        translator = self.translators.get(source, target)
        sources = [text for item in items for text in _texts(item)]
        targets = translator.translate(sources)
        if len(targets) != len(sources):
            raise EngineError(f"{len(targets)} translations for {len(sources)} sentences")
        step = self.translators.step(source, target)
        rest = iter(targets)
        return [[_with_texts(brief, target, rest, step) for brief in item.briefs] for item in items]


def _texts(item: BriefSet) -> list[str]:
    """What is to be translated: of each brief the headline, then its sentences."""
    # The sentences only: the page's title is in Title Case too and would vouch for its own capitals.
    article = " ".join(sentence.text for sentence in item.clean.sentences)
    headlines = {brief.headline: sentence_case(brief.headline, article) for brief in item.briefs}
    return [text for brief in item.briefs for text in (headlines[brief.headline], *(s.text for s in brief.sentences))]


def _with_texts(brief: Brief, language: str, texts: Iterator[str], step: Step) -> Brief:
    headline = next(texts)
    sentences = [replace(sentence, text=next(texts)) for sentence in brief.sentences]
    kept = within_budget(sentences, brief.length, language)
    sources = [sentence.text for sentence in brief.sentences]
    found = [figures_kept(i, sources[i], sentence.text) for i, sentence in enumerate(kept)]
    found += budget_kept(kept, len(sentences), brief.length, language)
    return replace(
        brief,
        language=language,
        headline=headline,
        sentences=tuple(kept),
        checks=(*brief.checks, *found),
        provenance=(*brief.provenance, step),
    )


def within_budget(sentences: Sequence[BriefSentence], length: str, language: str) -> list[BriefSentence]:
    """The sentences without as many of the last as the length demands: German runs longer than English.

    One sentence always stays, since a brief of nothing helps nobody.
    """
    budget, kept = Length.parse(length).budget(language), list(sentences)
    while len(kept) > 1 and _cost(kept, length, language) > budget:
        kept.pop()
    return kept


def budget_kept(kept: Sequence[BriefSentence], made: int, length: str, language: str) -> list[Check]:
    """What is to be said of the length: sentences left out for it, and a single one that is over it all the same."""
    checks = []
    if len(kept) < made:
        message = f"{made - len(kept)} of {made} sentences left out: the translation was too long"
        checks.append(Check("length", "passed", message))
    if _cost(kept, length, language) > Length.parse(length).budget(language):
        checks.append(Check("length", "flagged", f"the translation is longer than {length}"))
    return checks


def _cost(sentences: Sequence[BriefSentence], length: str, language: str) -> int:
    return sum(Length.parse(length).cost(sentence.text, language) for sentence in sentences)


def figures_kept(index: int, source: str, target: str) -> Check:
    """Whether sentence `index` has the figures of its source, no fewer and no others; separators may differ."""
    wanted, there = numbers(source), numbers(target)
    lost, new = sorted((wanted - there).elements()), sorted((there - wanted).elements())
    if not lost and not new:
        return Check("figures", "passed", sentence=index)
    parts = [
        f"{what} {', '.join(figures)}" for what, figures in (("lost", lost), ("not in the source:", new)) if figures
    ]
    return Check("figures", "flagged", f"figures of sentence {index + 1} {'; '.join(parts)}", index)
