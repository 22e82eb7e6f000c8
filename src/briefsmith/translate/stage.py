"""The translate stage: every brief into every language asked for, in one pass over the batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefsmith.errors import EngineError, ModelUnavailableError
from briefsmith.languages.table import Pair
from briefsmith.model import Brief, BriefSentence, BriefSet, Check, Failure, Step
from briefsmith.stages import failure_of
from briefsmith.text.length import Length
from briefsmith.translate.casing import forms_of, quiet, sentence_case
from briefsmith.translate.checked import CheckedTranslator, Translation, TranslationOptions
from briefsmith.translate.guards import not_checked
from briefsmith.translate.headlines import as_sentence
from briefsmith.translate.registry import Translators


class Translate:
    """Replaces the briefs of each set by their versions in `languages`, in that order; the source language is unchanged.

    With `options` every sentence is checked and, if there are findings, tried again; what remains is flagged, and each
    brief says what cannot be checked in its language. A language that no model serves is a Failure of that document;
    its other languages continue.
    """

    name = "translate"

    def __init__(
        self, languages: Sequence[str], translators: Translators, options: TranslationOptions | None = None
    ) -> None:
        self.languages = tuple(languages)
        self.translators = translators
        self.options = options

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
        if self.options is None:
            targets = [Translation(text) for text in translator.translate(sources)]
        else:
            targets = CheckedTranslator(translator, (source, target), self.options).checked(sources)
        if len(targets) != len(sources):
            raise EngineError(f"{len(targets)} translations for {len(sources)} sentences")
        made = _Made((source, target), self.translators.steps(source, target), checked=self.options is not None)
        rest = iter(targets)
        return [[_with_texts(brief, made, rest) for brief in item.briefs] for item in items]


@dataclass(frozen=True, slots=True)
class _Made:
    """What all briefs of one call share: their pair, the steps of the provenance, and whether sentences were checked."""

    pair: Pair
    steps: Sequence[Step]
    checked: bool

    @property
    def language(self) -> str:
        """The language that they are written in."""
        return self.pair[1]

    def unchecked(self) -> list[Check]:
        """A check for all of them: what cannot be checked."""
        message = not_checked(self.pair)
        return [Check("translation", "passed", message)] if message else []


def _texts(item: BriefSet) -> list[str]:
    """The texts to translate: the headline of each brief, then its sentences."""
    # The sentences only: the page's title is in Title Case too and would confirm its own capitals.
    article = " ".join(sentence.text for sentence in item.clean.sentences if not sentence.text.isupper())
    forms, language = forms_of(article), item.clean.language
    headlines = {b.headline: as_sentence(sentence_case(b.headline, forms), language, forms) for b in item.briefs}
    return [
        text
        for brief in item.briefs
        for text in (headlines[brief.headline], *(quiet(s.text, language, forms) for s in brief.sentences))
    ]


def _with_texts(brief: Brief, made: _Made, rest: Iterator[Translation]) -> Brief:
    headline = next(rest)
    done = [next(rest) for _ in brief.sentences]
    sentences = [replace(s, text=t.text) for s, t in zip(brief.sentences, done, strict=True)]
    kept = within_budget(sentences, brief.length, made.language)
    found = budget_kept(kept, len(sentences), brief.length, made.language)
    shown = [headline, *done[: len(kept)]]
    if made.checked:
        told = (_sentence_check(i, t) for i, t in enumerate(done[: len(kept)]))
        found = [*_headline_check(headline), *told, *made.unchecked(), *found]
    rungs = dict.fromkeys(rung for translation in shown for rung in translation.rungs)
    again = [replace(step, stage=f"translate: {rung}") for rung in rungs for step in made.steps]
    return replace(
        brief,
        language=made.language,
        headline=headline.text,
        sentences=tuple(kept),
        checks=(*brief.checks, *found),
        provenance=(*brief.provenance, *made.steps, *again),
    )


def _headline_check(translation: Translation) -> list[Check]:
    return [replace(_sentence_check(0, translation, "headline"), sentence=None)] if translation.findings else []


def _sentence_check(index: int, translation: Translation, name: str = "") -> Check:
    """What is still wrong with a sentence, or which retries fixed it."""
    where = name or f"sentence {index + 1}"
    if translation.findings:
        said = "; ".join(finding.message for finding in translation.findings)
        kept = "; left untranslated" if translation.kept_source else ""
        return Check("translation", "flagged", f"translation of {where}: {said}{kept}", index)
    tried = f"right after another try ({', '.join(translation.rungs)})" if translation.rungs else ""
    return Check("translation", "passed", tried and f"translation of {where}: {tried}", index)


def within_budget(sentences: Sequence[BriefSentence], length: str, language: str) -> list[BriefSentence]:
    """The sentences without the last ones, as far as the length requires: German runs longer than English.

    One sentence always stays, since an empty brief helps nobody.
    """
    budget, kept = Length.parse(length).budget(language), list(sentences)
    while len(kept) > 1 and _cost(kept, length, language) > budget:
        kept.pop()
    return kept


def budget_kept(kept: Sequence[BriefSentence], made: int, length: str, language: str) -> list[Check]:
    """Checks of the length: sentences left out for it, and a single one that is still too long."""
    checks = []
    if len(kept) < made:
        message = f"{made - len(kept)} of {made} sentences left out: the translation was too long"
        checks.append(Check("length", "passed", message))
    if _cost(kept, length, language) > Length.parse(length).budget(language):
        checks.append(Check("length", "flagged", f"the translation is longer than {length}"))
    return checks


def _cost(sentences: Sequence[BriefSentence], length: str, language: str) -> int:
    return sum(Length.parse(length).cost(sentence.text, language) for sentence in sentences)
