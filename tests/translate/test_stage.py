from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from briefsmith.engines.base import GenerationParams, Hypothesis
from briefsmith.engines.folder import ModelFolder
from briefsmith.engines.options import EngineOptions
from briefsmith.errors import ModelUnavailableError
from briefsmith.model import Brief, BriefSentence, BriefSet, Check, CleanDocument, Document, Sentence, Step, Treatment
from briefsmith.testing import FakeEngine
from briefsmith.translate.candidates import FolderCandidate
from briefsmith.translate.checked import TranslationOptions
from briefsmith.translate.registry import Translators
from briefsmith.translate.seq2seq import Seq2SeqTranslator
from briefsmith.translate.stage import Translate, within_budget

NONE = Translators((), GenerationParams(), EngineOptions(), "0")


class FakeTranslators(Translators):
    """English into German, or another language, by upper case, and nothing else."""

    def __init__(self, target: str = "de") -> None:
        folder = ModelFolder(Path("nowhere"), f"en-{target}", "en", target, "1", 64, {}, "none")
        super().__init__([FolderCandidate(folder)], GenerationParams(), EngineOptions(), "0")
        self.engine = FakeEngine()
        self.made = {("en", target): Seq2SeqTranslator(self.engine, GenerationParams())}

    def get(self, source: str, target: str) -> Seq2SeqTranslator:
        return self.made.get((source, target)) or super().get(source, target)


def brief_set(id_: str, language: str, *texts: str) -> BriefSet:
    document = Document.create(id_, " ".join(texts), language=language)
    sentences = tuple(BriefSentence(text, (i,)) for i, text in enumerate(texts))
    step = Step("summarize", "embedded")
    return BriefSet(
        CleanDocument(document, (Sentence(texts[0], 0, len(texts[0]), 0),)),
        tuple(Brief(id_, language, length, "title", sentences[:n], (), (step,)) for n, length in enumerate(["headline", "short", "long"])),
    )  # fmt: skip


def test_all_lengths_of_all_documents_in_one_call() -> None:
    translators = FakeTranslators()
    batch = [brief_set("a", "en", "one", "two"), brief_set("b", "en", "two", "three")]
    a, b = Translate(["de", "en"], translators)(batch)
    assert [(x.language, x.length, x.headline, [s.text for s in x.sentences]) for x in b.briefs] == [
        ("de", "headline", "TITLE", []),
        ("de", "short", "TITLE", ["TWO"]),
        ("de", "long", "TITLE", ["TWO", "THREE"]),
        *[("en", x.length, x.headline, [s.text for s in x.sentences]) for x in batch[1].briefs],
    ]
    assert translators.engine.calls == [["title", "one", "two", "three"]]
    assert a.failures == b.failures == ()


def test_a_headline_is_read_as_a_sentence() -> None:
    translators = FakeTranslators()
    item = brief_set("a", "en", "One town grows.")
    (brief,) = (replace(b, headline="Town to Build Two Mills by 2031") for b in item.briefs[:1])
    Translate(["de"], translators)([replace(item, briefs=(brief,))])
    assert translators.engine.calls == [["Town will build two mills by 2031"]]


def test_capitals_are_read_as_the_article_writes_the_words() -> None:
    translators = FakeTranslators()
    Translate(["de"], translators)([brief_set("a", "en", "Go to the Old Mill of Marlow.", "GO TO MARLOW NOW!")])
    assert translators.engine.calls == [["title", "Go to the Old Mill of Marlow.", "Go to Marlow now!"]]


def test_evidence_and_provenance_come_along() -> None:
    (done,) = Translate(["de"], FakeTranslators())([brief_set("a", "en", "one", "two")])
    brief = done.briefs[2]
    assert [s.sources for s in brief.sentences] == [(0,), (1,)]
    summarize, translate = brief.provenance
    assert summarize == Step("summarize", "embedded")
    assert (translate.stage, translate.engine, translate.model, translate.route) == (
        "translate",
        "fake",
        "rule",
        "en>de",
    )
    assert translate.parameters == FakeTranslators().steps("en", "de")[0].parameters


def test_a_language_out_of_reach_fails_alone() -> None:
    german, french = Translate(["de", "fr"], FakeTranslators())(
        [brief_set("a", "en", "one"), brief_set("b", "fr", "un")]
    )
    assert {b.language for b in german.briefs} == {"de"}
    assert {b.language for b in french.briefs} == {"fr"}
    (english_to_french,), (french_to_german,) = german.failures, french.failures
    assert "English into French; the pairs here are: en>de" in english_to_french.message
    assert "French into German" in french_to_german.message
    assert french_to_german.kind == "model_unavailable"


def test_a_pair_that_is_not_there_names_those_that_are() -> None:
    translators = FakeTranslators()
    assert [model.name for model in translators.require("en", "de")] == ["en-de"]
    with pytest.raises(ModelUnavailableError, match="English into Japanese; the pairs here are: en>de"):
        translators.get("en", "ja")


@pytest.mark.parametrize(
    ("pair", "command"),
    [
        (("en", "es"), "'briefsmith models pull firefox-en-es' fetches one (25 MB)"),
        (
            ("sv", "tr"),
            "'briefsmith models pull firefox-sv-en firefox-en-tr' fetches two, one into English and one out of it",
        ),
        (("en", "sw"), "'briefsmith models pull m2m100_418M --allow-pickle' fetches one"),
    ],
)
def test_a_pair_that_is_not_there_names_what_would_translate_it(pair: tuple[str, str], command: str) -> None:
    with pytest.raises(ModelUnavailableError, match=re.escape(command)):
        NONE.require(*pair)


def test_a_pair_that_no_catalog_serves_names_training_alone() -> None:
    with pytest.raises(ModelUnavailableError) as caught:
        NONE.require("en", "tlh")
    assert "models pull" not in str(caught.value)
    assert "briefsmith train translator" in str(caught.value)


def test_sentences_are_checked_where_that_is_asked_for() -> None:
    translators = FakeTranslators()
    translators.engine.rule = lambda text: text.replace("94", "49").upper()
    (done,) = Translate(["de"], translators, TranslationOptions())(
        [brief_set("a", "en", "it is 94 percent", "in 2024")]
    )
    flagged, passed = done.briefs[2].checks
    assert (flagged.status, flagged.sentence) == ("flagged", 0)
    assert flagged.message.startswith("translation of sentence 1: lost 94; not in the source: 49")
    assert (passed.status, passed.message, passed.sentence) == ("passed", "", 1)
    assert [step.stage for step in done.briefs[2].provenance][:3] == ["summarize", "translate", "translate: beam"]
    (plain,) = Translate(["de"], translators)([brief_set("a", "en", "it is 94 percent")])
    assert plain.briefs[2].checks == ()


def test_a_brief_says_what_cannot_be_checked_in_its_language() -> None:
    batch = [brief_set("a", "en", "it is 94 percent")]
    (done,) = Translate(["pl"], FakeTranslators("pl"), TranslationOptions())(batch)
    told = Check(
        "translation",
        "passed",
        "not checked in Polish: numbers in words, currencies, names, countries, figures and names that changed places, "
        "left-out parts, untranslated words, made-up words, opposites, negations",
    )
    assert [brief.checks.count(told) for brief in done.briefs] == [1, 1, 1]
    (unchecked,) = Translate(["pl"], FakeTranslators("pl"))(batch)
    assert unchecked.briefs[2].checks == ()
    (german,) = Translate(["de"], FakeTranslators(), TranslationOptions())(batch)
    assert [check.sentence for check in german.briefs[2].checks] == [0]


def test_a_translation_keeps_the_budget_of_its_length() -> None:
    translators = FakeTranslators()
    translators.engine.rule = lambda text: f"{text} {'und ' * 18}so"
    (done,) = Translate(["de"], translators)([brief_set("a", "en", "one", "two", "three")])
    short = done.briefs[1]
    assert short.length == "short"
    assert len(short.sentences) == 1
    long = within_budget([BriefSentence("w " * 30, (i,)) for i in range(3)], "60w", "de")
    assert [sentence.sources for sentence in long] == [(0,), (1,)]
    assert len(within_budget([BriefSentence("w " * 99, (0,))], "short", "de")) == 1
    (left_out,) = (c for c in Translate(["de"], translators)([long_set()])[0].briefs[0].checks if c.name == "length")
    assert left_out.status == "passed"
    assert left_out.message == "1 of 3 sentences left out: the translation was too long"


def long_set() -> BriefSet:
    item = brief_set("a", "en", "one", "two", "three")
    return replace(item, briefs=(replace(item.briefs[2], length="45w", sentences=sentences_of("one", "two", "three")),))


def sentences_of(*texts: str) -> tuple[BriefSentence, ...]:
    return tuple(BriefSentence(text, (i,)) for i, text in enumerate(texts))


def test_a_single_sentence_over_the_budget_is_flagged() -> None:
    translators = FakeTranslators()
    translators.engine.rule = lambda text: f"{text} {'und ' * 50}so"
    (done,) = Translate(["de"], translators)([brief_set("a", "en", "one", "two")])
    short = done.briefs[1]
    assert [(c.status, c.message) for c in short.checks if c.name == "length"] == [
        ("flagged", "the translation is longer than short")
    ]


class Unsure(FakeEngine):
    """Upper case; improbable for a text with "rare"."""

    def generate(self, texts: Sequence[str], params: GenerationParams) -> list[list[Hypothesis]]:
        return [[Hypothesis(text.upper(), -3.0 if "rare" in text else -0.05)] for text in texts]


def unsure(treatment: Treatment, *texts: str) -> Brief:
    """The long brief of these sentences in Polish, whose doubtful sentences get this treatment."""
    translators = FakeTranslators("pl")
    translators.made["en", "pl"] = Seq2SeqTranslator(Unsure(), GenerationParams())
    item = brief_set("a", "en", *texts)
    checked = tuple(Check("facts", "passed", f"of {i}", i) for i in range(len(texts)))
    item = replace(item, briefs=tuple(replace(brief, checks=checked) for brief in item.briefs[2:]))
    (done,) = Translate(["pl"], translators, TranslationOptions(doubtful=treatment))([item])
    return done.briefs[0]


def test_every_sentence_and_the_headline_have_a_level() -> None:
    brief = unsure("mark", "one", "rare")
    assert [s.level for s in brief.sentences] == ["sure", "doubtful"]
    assert [s.text for s in brief.sentences] == ["ONE", "RARE"]
    assert brief.headline_level == "sure"
    assert all(s.doubt is not None and 0 <= s.doubt <= 1 for s in brief.sentences)


def test_doubtful_sentences_can_be_left_out() -> None:
    brief = unsure("drop", "rare", "two")
    assert [(s.text, s.sources) for s in brief.sentences] == [("TWO", (1,))]
    assert [(c.message, c.sentence) for c in brief.checks if c.name == "facts"] == [("of 1", 0)]
    assert "1 of 2 sentences left out: their translations were doubtful" in [c.message for c in brief.checks]


def test_one_sentence_always_stays() -> None:
    brief = unsure("drop", "rare", "rarer")
    assert [(s.text, s.level) for s in brief.sentences] == [("RARE", "doubtful")]


def test_a_source_sentence_in_its_place_has_no_level() -> None:
    brief = unsure("source", "one", "rare")
    assert [(s.text, s.level, s.doubt is None) for s in brief.sentences][1] == ("[en] rare", None, True)
    (told,) = [c for c in brief.checks if c.sentence == 1 and c.name == "translation"]
    assert (told.status, told.message) == ("passed", "translation of sentence 2: doubtful; left untranslated")
