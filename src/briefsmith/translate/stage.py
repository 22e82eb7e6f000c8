"""The translate stage: every brief into every language asked for, in one pass over the batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefsmith.errors import EngineError, ModelUnavailableError
from briefsmith.languages.table import ALL, Pair
from briefsmith.model import Brief, BriefSentence, BriefSet, Check, Failure, Level, Offer, Step
from briefsmith.stages import failure_of
from briefsmith.text.length import Length
from briefsmith.translate.casing import forms_of, quiet, sentence_case
from briefsmith.translate.checked import CheckedTranslator, Translation, TranslationOptions
from briefsmith.translate.doubt import level
from briefsmith.translate.guards import not_checked
from briefsmith.translate.headlines import as_sentence
from briefsmith.translate.registry import Translators
from briefsmith.translate.surest import surest


class Translate:
    """Replaces the briefs of each set by their versions in `languages`, in that order; the source language is unchanged.

    `all` among them stands for the source language and all that the models here write.

    With `options` every sentence is checked and, if there are findings, tried again; what remains is flagged, and each
    brief says what cannot be checked in its language. A language that no model serves is a Failure of that document;
    its other languages continue. Where the set says what a brief was chosen from, those of the candidates that translate
    surely are taken.
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
        for source in sorted({item.clean.language for item in batch}):
            chosen = [i for i, item in enumerate(batch) if item.clean.language == source]
            for language in self._targets(source):
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
            replace(item, briefs=tuple(made), failures=tuple(failed), offers=())
            for item, made, failed in zip(batch, briefs, failures, strict=True)
        ]

    def _targets(self, source: str) -> list[str]:
        """The languages to write for texts in `source`; `all` stands for it and for those that a model here writes."""
        every = [source, *self.translators.targets(source)] if ALL in self.languages else []
        return list(dict.fromkeys([code for code in self.languages if code != ALL] + every))

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
        steps, options = self.translators.steps(source, target), self.options
        drop = options is not None and options.doubtful == "drop"
        made = _Made((source, target), steps, checked=options is not None, drop=drop)
        rest = iter(targets)
        return [
            [_with_texts(*_chosen(brief, _offer(item, i), rest, target), made) for i, brief in enumerate(item.briefs)]
            for item in items
        ]


@dataclass(frozen=True, slots=True)
class _Made:
    """What all briefs of one call share: their pair, the steps of the provenance, whether sentences were checked, and
    whether doubtful ones are left out.
    """

    pair: Pair
    steps: Sequence[Step]
    checked: bool
    drop: bool

    @property
    def language(self) -> str:
        """The language that they are written in."""
        return self.pair[1]

    def unchecked(self) -> list[Check]:
        """A check for all of them: what cannot be checked."""
        message = not_checked(self.pair)
        return [Check("translation", "passed", message)] if message else []


def _texts(item: BriefSet) -> list[str]:
    """The texts to translate: of each brief the headline, its sentences, and those that it could have."""
    # The sentences only: the page's title is in Title Case too and would confirm its own capitals.
    article = " ".join(sentence.text for sentence in item.clean.sentences if not sentence.text.isupper())
    forms, language = forms_of(article), item.clean.language
    headlines = {b.headline: as_sentence(sentence_case(b.headline, forms), language, forms) for b in item.briefs}
    texts = []
    for place, brief in enumerate(item.briefs):
        offer = _offer(item, place)
        sentences = [*brief.sentences, *(c.sentence for c in offer.candidates)] if offer else brief.sentences
        texts += [headlines[brief.headline], *(quiet(s.text, language, forms) for s in sentences)]
    return texts


def _offer(item: BriefSet, place: int) -> Offer | None:
    """What the brief at this place was chosen from, if that is known."""
    return next((offer for offer in item.offers if offer.brief == place), None)


def _chosen(
    brief: Brief, offer: Offer | None, rest: Iterator[Translation], language: str
) -> tuple[Brief, Translation, list[Translation]]:
    """The brief to show, still in its own language, with the translations of its headline and its sentences."""
    headline = next(rest)
    done = [next(rest) for _ in brief.sentences]
    if offer is None:
        return brief, headline, done
    other = surest(brief, offer, [next(rest) for _ in offer.candidates], language)
    return (brief, headline, done) if other is None else (other[0], headline, other[1])


def _with_texts(brief: Brief, headline: Translation, done: Sequence[Translation], made: _Made) -> Brief:
    trusted = _trusted(done) if made.drop else list(range(len(done)))
    done = [done[i] for i in trusted]
    sentences = [_sentence(brief.sentences[i], t) for i, t in zip(trusted, done, strict=True)]
    kept = within_budget(sentences, brief.length, made.language)
    found = budget_kept(kept, len(sentences), brief.length, made.language)
    shown = [headline, *done[: len(kept)]]
    if made.checked:
        told = (_sentence_check(i, t) for i, t in enumerate(done[: len(kept)]))
        dropped = _dropped_check(len(done), len(brief.sentences))
        alone = not brief.sentences
        found = [*_headline_check(headline, alone=alone), *told, *made.unchecked(), *dropped, *found]
    rungs = dict.fromkeys(rung for translation in shown for rung in translation.rungs)
    again = [replace(step, stage=f"translate: {rung}") for rung in rungs for step in made.steps]
    return replace(
        brief,
        language=made.language,
        headline=headline.text,
        headline_doubt=None if headline.kept_source else headline.doubt,
        headline_level=_level(headline),
        sentences=tuple(kept),
        checks=(*_renumbered(brief.checks, trusted), *found),
        provenance=(*brief.provenance, *made.steps, *again),
    )


def _sentence(source: BriefSentence, translation: Translation) -> BriefSentence:
    doubt = None if translation.kept_source else translation.doubt
    return replace(source, text=translation.text, doubt=doubt, level=_level(translation))


def _level(translation: Translation) -> Level | None:
    """None for what was not translated, or not checked."""
    return None if translation.kept_source or translation.doubt is None else level(translation.doubt)


def _trusted(done: Sequence[Translation]) -> list[int]:
    """The indices of the sentences that are not doubtful; if all are, of the one with the least doubt."""
    kept = [i for i, translation in enumerate(done) if _level(translation) != "doubtful"]
    return kept or [i for i, _ in sorted(enumerate(done), key=lambda item: item[1].doubt or 0.0)[:1]]


def _dropped_check(kept: int, made: int) -> list[Check]:
    message = f"{made - kept} of {made} sentences left out: their translations were doubtful"
    return [Check("doubt", "passed", message)] if kept < made else []


def _renumbered(checks: Sequence[Check], kept: Sequence[int]) -> list[Check]:
    """The checks of the sentences that are left, with their new places."""
    places = {old: new for new, old in enumerate(kept)}
    about = [check for check in checks if check.sentence is None or check.sentence in places]
    return [c if c.sentence is None else replace(c, sentence=places[c.sentence]) for c in about]


def _headline_check(translation: Translation, alone: bool) -> list[Check]:
    """What is wrong with the headline; of a brief that is nothing else, also that it was checked."""
    if not translation.findings and not (alone and translation.text):
        return []
    check = replace(_sentence_check(0, translation, "headline"), sentence=None)
    return [check if check.message else replace(check, message="translation of headline")]


def _sentence_check(index: int, translation: Translation, name: str = "") -> Check:
    """What is still wrong with a sentence, or which retries fixed it."""
    where = name or f"sentence {index + 1}"
    if translation.findings:
        said = "; ".join(finding.message for finding in translation.findings)
        kept = "; left untranslated" if translation.kept_source else ""
        return Check("translation", "flagged", f"translation of {where}: {said}{kept}", index)
    if translation.kept_source:
        return Check("translation", "passed", f"translation of {where}: doubtful; left untranslated", index)
    tried = f"nothing found after another try ({', '.join(translation.rungs)})" if translation.rungs else ""
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
