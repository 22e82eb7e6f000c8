"""The choice among a brief's candidates by how surely they translate, from the summarizer to the translated brief."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import mean

from briefsmith.check.stage import CheckFacts
from briefsmith.engines.base import GenerationParams, Hypothesis
from briefsmith.model import (
    BriefCandidate,
    BriefSentence,
    BriefSet,
    Check,
    CleanDocument,
    Document,
    Offer,
    Sentence,
    Step,
)
from briefsmith.settings import CheckSettings, Settings, SummarizerSettings, TranslatorSettings
from briefsmith.summarize.extractive import ExtractiveSummarizer
from briefsmith.testing import FakeEngine
from briefsmith.text.length import Length
from briefsmith.translate.checked import TranslationOptions
from briefsmith.translate.seq2seq import Seq2SeqTranslator
from briefsmith.translate.stage import Translate
from briefsmith.wiring.pipeline import build_pipeline, build_summarizer
from summarize.texts import ENGLISH, document, of_sentences

from .test_stage import FakeTranslators

TEXTS = (
    "The council of Marlow Bay has now closed the pier.",
    "The rare timber came from a firm in Brannock.",
    "Mayor Helena Okafor called the vote a mistake.",
    "The people of the town agreed with her.",
)


def backwards(text: str) -> str:
    return re.sub(r"\w+", lambda word: word[0][0] + word[0][:0:-1], text)


class Fears(FakeEngine):
    """The same text with each word spelled backwards after its first letter; improbable with one of these words."""

    def __init__(self, *words: str) -> None:
        super().__init__()
        self.words = words

    def generate(self, texts: Sequence[str], params: GenerationParams) -> list[list[Hypothesis]]:
        self.calls.append(list(texts))
        scores = [-1.2 if any(word in text for word in self.words) else -0.05 for text in texts]
        return [[Hypothesis(backwards(text), score)] for text, score in zip(texts, scores, strict=True)]


def translated(item: BriefSet, engine: FakeEngine, language: str = "pl") -> BriefSet:
    translators = FakeTranslators(language)
    translators.made["en", language] = Seq2SeqTranslator(engine, GenerationParams())
    (done,) = Translate([language], translators, TranslationOptions())([item])
    return done


def handed_on(length: str) -> BriefSet:
    return ExtractiveSummarizer([Length.parse(length)], hand_on=True)([document(ENGLISH, "en")])[0]


def offered(*values: float, texts: Sequence[str] = TEXTS) -> BriefSet:
    """A brief of the first of the texts, chosen from as many as there are values; each was shortened by one rule."""
    text = " ".join(texts)
    clean = CleanDocument(
        Document.create("a", text, language="en"),
        tuple(Sentence(t, text.index(t), text.index(t) + len(t), 0) for t in texts),
    )
    candidates = tuple(
        BriefCandidate(
            BriefSentence(texts[i], (i,)), value, steps=(Step("compress", "embedded", "rule", route=f"sentence {i}"),)
        )
        for i, value in enumerate(values)
    )
    (brief,) = ExtractiveSummarizer([Length.parse("10w")])([clean])[0].briefs
    brief = replace(
        brief,
        sentences=(candidates[0].sentence,),
        provenance=(brief.provenance[0], *candidates[0].steps),
        checks=(Check("facts", "passed", "of the headline"),),
    )
    rows = tuple(tuple(0.0 for _ in values) for _ in values)
    return BriefSet(clean, (brief,), offers=(Offer(0, candidates, rows),))


def test_the_summarizer_hands_on_its_own_sentences_and_some_more() -> None:
    item = handed_on("60w")
    (offer,), (brief,) = item.offers, item.briefs
    texts = [candidate.sentence.text for candidate in offer.candidates]
    assert offer.brief == 0
    assert {sentence.text for sentence in brief.sentences} < set(texts)
    assert len(texts) <= 3 * max(2, len(brief.sentences)) + 2
    assert all(c.needs is None or c.needs < place for place, c in enumerate(offer.candidates))
    assert len(offer.redundancy) == len(texts)


def test_nothing_is_handed_on_where_nothing_was_chosen() -> None:
    assert handed_on("250w").offers == ()  # the text fits
    assert handed_on("headline").offers == ()
    assert handed_on("3p").offers == ()
    assert ExtractiveSummarizer([Length.parse("short")])([document(ENGLISH, "en")])[0].offers == ()


def test_of_two_almost_equal_sentences_the_surer_is_taken_with_its_steps() -> None:
    item = offered(1.0, 0.9)
    sure = translated(item, Fears()).briefs[0]
    unsure = translated(item, Fears("pier")).briefs[0]
    assert [(s.text, s.sources) for s in sure.sentences] == [(backwards(TEXTS[0]), (0,))]
    assert [(s.text, s.sources, s.level) for s in unsure.sentences] == [(backwards(TEXTS[1]), (1,), "sure")]
    routes = [step.route for step in unsure.provenance if step.stage == "compress"]
    assert routes == ["sentence 1"]
    assert [step.route for step in unsure.provenance if step.stage == "choose"] == ["en>pl"]
    assert not [step for step in sure.provenance if step.stage == "choose"]
    assert "of the headline" in [check.message for check in unsure.checks]


def test_a_much_better_sentence_stays_though_it_is_doubtful() -> None:
    brief = translated(offered(1.0, 0.01), Fears("pier")).briefs[0]
    assert [(s.sources, s.level) for s in brief.sentences] == [((0,), "doubtful")]


def test_the_brief_in_the_source_language_stays_and_all_is_translated_in_one_call() -> None:
    item, engine = handed_on("60w"), Fears("ferry", "piers")
    translators = FakeTranslators("pl")
    translators.made["en", "pl"] = Seq2SeqTranslator(engine, GenerationParams())
    (done,) = Translate(["en", "pl"], translators, TranslationOptions())([item])
    english, polish = done.briefs
    assert english == item.briefs[0]
    assert {s.sources for s in polish.sentences} != {s.sources for s in english.sentences}
    assert sum(len(sentence.text.split()) for sentence in polish.sentences) <= 60
    assert done.offers == ()
    assert {c.sentence.text for c in item.offers[0].candidates} <= set(engine.calls[0])


def test_an_acronym_that_is_spelled_out_in_the_brief_is_so_in_its_candidate() -> None:
    texts = [
        "The minister spoke of the Global Governance Initiative (GGI) at a meeting that took place in the old hall of the harbour "
        "town and that lasted much longer than planned.",
        "The GGI was then welcomed by 40 governments, which together promised 12 billion dollars for ports and railways.",
        *(f"It rained in town number {n} for most of the afternoon." for n in range(8)),
    ]
    (item,) = ExtractiveSummarizer([Length.parse("22w")], hand_on=True)([of_sentences(texts)])
    (sentence,) = item.briefs[0].sentences
    assert sentence.text.startswith("The Global Governance Initiative")
    assert sentence in [candidate.sentence for candidate in item.offers[0].candidates]


def test_the_budget_is_that_of_the_translations() -> None:
    engine = Fears("pier")
    longer = offered(1.0, 0.9)
    item = replace(longer, briefs=(replace(longer.briefs[0], length="9w"),))
    # Ten words for the first and nine for the second: the first does not fit, however good it is.
    assert [s.sources for s in translated(item, engine).briefs[0].sentences] == [(1,)]


def test_a_candidate_with_a_fact_that_its_source_lacks_is_none() -> None:
    item = offered(1.0, 0.9, 0.8, 0.7)
    (offer,) = item.offers
    false = replace(offer.candidates[1].sentence, text=TEXTS[1].replace("Brannock", "Ellery"))
    needing = replace(offer.candidates[2], needs=1)
    candidates = (offer.candidates[0], replace(offer.candidates[1], sentence=false), needing, offer.candidates[3])
    (done,) = CheckFacts()([replace(item, offers=(replace(offer, candidates=candidates),))])
    (left,) = done.offers
    assert [candidate.sentence.text for candidate in left.candidates] == [TEXTS[0], TEXTS[3]]
    assert len(left.redundancy) == 2
    brief = translated(done, Fears("pier")).briefs[0]
    assert [s.text for s in brief.sentences] == [backwards(TEXTS[3])]
    told = [(c.name, c.status, c.sentence) for c in brief.checks if c.name == "facts" and c.sentence is not None]
    assert told == [("facts", "passed", 0)]


def test_what_a_candidate_needs_comes_with_it() -> None:
    item = offered(1.0, 0.6, 0.9)
    (offer,) = item.offers
    candidates = (*offer.candidates[:2], replace(offer.candidates[2], needs=1))
    item = replace(
        item, briefs=(replace(item.briefs[0], length="20w"),), offers=(replace(offer, candidates=candidates),)
    )
    brief = translated(item, Fears("pier")).briefs[0]
    assert [s.sources for s in brief.sentences] == [(1,), (2,)]


def test_the_setting_changes_the_translated_brief_alone() -> None:
    article = Document.create("a", ENGLISH, language="en")
    plain, sure = (
        build_pipeline(
            Settings(lengths=("60w",), languages=("en", "de"), summarizer=SummarizerSettings(prefer_sure=prefer_sure))
        ).run([article])[0]
        for prefer_sure in (False, True)
    )
    assert sure.briefs[0] == plain.briefs[0]
    (before, after) = (mean(s.doubt or 0 for s in result.briefs[1].sentences) for result in (plain, sure))
    assert after < before
    assert len(sure.briefs[1].text().split()) <= 60


def test_nothing_more_is_translated_where_nothing_is_known_of_doubt() -> None:
    sure = SummarizerSettings(prefer_sure=True)

    def hands_on(**more: object) -> bool:
        summarizer = build_summarizer(Settings(languages=("de",), summarizer=sure, **more))  # type: ignore[arg-type]
        assert isinstance(summarizer, ExtractiveSummarizer)
        return summarizer.hand_on

    assert hands_on()
    assert not hands_on(check=CheckSettings(translation=False))
    assert not hands_on(translator=TranslatorSettings(engine="openai"))
