import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import toys
from briefsmith.engines.base import GenerationParams, Hypothesis, TextEngine
from briefsmith.engines.options import EngineOptions
from briefsmith.engines.registry import open_engine
from briefsmith.errors import EngineError
from briefsmith.model import Brief, CleanDocument
from briefsmith.summarize.chunks import Chunker, Piece
from briefsmith.summarize.seq2seq import PARAMS, Seq2SeqSummarizer
from briefsmith.testing import FakeEngine
from briefsmith.text.length import Length

from .long_texts import Planted, planted
from .test_extractive import lengths, sentences
from .texts import ALL, ENGLISH, document, of_sentences


def keep_facts(text: str) -> str:
    """The output of a perfect summarizer of the planted texts: their facts, or the first sentence."""
    found = [sentence for sentence in text.split(". ") if "barrels" in sentence]
    return " ".join(f"{sentence.rstrip('.')}." for sentence in found or [text.split(". ")[0]])


def brief(clean: CleanDocument, length: str, engine: FakeEngine) -> Brief:
    return Seq2SeqSummarizer(engine, [Length.parse(length)])([clean])[0].briefs[0]


class Recorder(FakeEngine):
    """A fake that keeps the parameters of every call, and answers with a list of texts."""

    def __init__(self, answers: list[tuple[str, float]], max_input_tokens: int = 1024) -> None:
        super().__init__(max_input_tokens=max_input_tokens)
        self.answers = answers
        self.params: list[GenerationParams] = []

    def generate(self, texts: list[str], params: GenerationParams) -> list[list[Hypothesis]]:  # type: ignore[override]
        self.calls.append(list(texts))
        self.params.append(params)
        return [[Hypothesis(text, score) for text, score in self.answers] for _ in texts]


@pytest.mark.parametrize("length", ["long", "short"])
def test_a_brief_never_says_a_sentence_twice(length: str) -> None:
    clean = of_sentences(["The council met on Monday.", "Work begins in May."] * 20)
    said = [sentence.text for sentence in brief(clean, length, FakeEngine(lambda text: text)).sentences]
    assert sorted(said) == ["The council met on Monday.", "Work begins in May."]


@pytest.mark.parametrize("window", [1024, 4096])
@pytest.mark.parametrize("words", [5_000, 10_000, 20_000])
def test_facts_anywhere_in_a_long_text_reach_the_model_and_the_brief(words: int, window: int) -> None:
    text: Planted = planted(words)
    engine = FakeEngine(keep_facts, max_input_tokens=window)
    made = brief(text.clean, "medium", engine)
    read = [chunk for call in engine.calls for chunk in call]
    assert all(any(fact in chunk for chunk in read) for fact in text.facts)
    assert all(any(sentence.text in chunk for chunk in read) for sentence in text.clean.sentences)
    assert all(len(chunk.split()) <= window for chunk in read)
    assert made.coverage == 1.0
    assert all(fact in made.text() for fact in text.facts)
    by_text = {sentence.text: sentence.sources for sentence in made.sentences}
    for fact in text.facts:
        assert [text.clean.sentences[i].text for i in by_text[fact]] == [fact]


def test_a_truncating_reader_sees_the_first_fact_at_most() -> None:
    text = planted(5_000)
    head = " ".join(text.clean.document.text.split()[:1024])
    assert [fact in head for fact in text.facts] == [True, False, False]


def test_all_chunks_of_all_documents_go_to_the_engine_in_one_call_a_round() -> None:
    engine = FakeEngine(keep_facts, max_input_tokens=256)
    texts = [planted(1_000, seed).clean for seed in range(3)]
    Seq2SeqSummarizer(engine, [Length.parse("short")])(texts)
    assert len(engine.calls[0]) > 3 * 3
    assert len(engine.calls) == 2


@settings(max_examples=80)
@given(
    st.lists(sentences, max_size=12),
    lengths,
    st.sampled_from(["en", "de", "zh"]),
    st.sampled_from([str, str.upper, keep_facts, lambda text: "", lambda text: "no end " * 40, lambda text: "x"]),
)
def test_the_contract_of_lengths_holds_whatever_the_model_writes(
    texts: list[str], length: str, language: str, rule: object
) -> None:
    clean = of_sentences(texts, language)
    asked = Length.parse(length)
    made = brief(clean, length, FakeEngine(rule, max_input_tokens=48))  # type: ignore[arg-type]
    assert sum(asked.cost(s.text, language) for s in made.sentences) <= asked.budget(language) or asked.is_headline
    assert all(0 <= i < len(texts) for s in made.sentences for i in s.sources)
    assert all(s.sources for s in made.sentences)
    assert made.coverage == 1.0
    assert bool(made.headline) == bool(texts)


def test_a_text_that_fits_passes_through_unread() -> None:
    engine = FakeEngine()
    made = brief(document(ENGLISH), "9999w", engine)
    assert [s.text for s in made.sentences] == [s.text for s in document(ENGLISH).sentences]
    assert {s.support for s in made.sentences} == {"exact"}
    assert engine.calls == []


def test_budgets_become_token_limits() -> None:
    engine = Recorder([("The council closes the terminal.", 0.0)])
    brief(document(ENGLISH), "short", engine)
    (params,) = engine.params
    assert params.max_new_tokens == 48
    assert params.min_new_tokens == 16
    assert (params.source_language, params.target_language) == ("en", "en")


def test_whole_sentences_are_cut_to_fit_and_unfinished_ones_left_out() -> None:
    engine = Recorder([("The terminal closes. Boats sail on. The new one stands two kilometres to", 0.0)])
    made = brief(document(ENGLISH), "60w", engine)
    assert [s.text for s in made.sentences] == ["The terminal closes.", "Boats sail on."]
    assert [s.text for s in brief(document(ENGLISH), "4w", engine).sentences] == ["The terminal closes."]
    assert {s.support for s in made.sentences} == {"chunk"}


def test_the_best_hypothesis_adds_no_fact_and_fills_the_budget() -> None:
    right = (
        "The harbour council voted to close the old ferry terminal, and some 1,900 commuters use the boats each day."
    )
    wrong = right.replace("1,900", "2,700")
    made = brief(document(ENGLISH), "20w", Recorder([(wrong, -0.2), ("It closes.", -0.1), (right, -0.4)]))
    assert made.text() == right
    assert made.sentences[0].sources[:2] == (0, 2)


def test_a_sentence_longer_than_the_model_is_split_at_clauses() -> None:
    clauses = [f"the boat number {k} left the harbour in the morning" for k in range(20)]
    engine = FakeEngine(keep_facts, max_input_tokens=48)
    made = brief(of_sentences([", ".join(clauses).capitalize() + ".", "It rained."]), "10w", engine)
    read = " ".join(engine.calls[0]).lower()
    assert all(clause in read for clause in clauses)
    assert made.coverage == 1.0
    assert all(len(text.split()) <= 48 for call in engine.calls for text in call)


@settings(max_examples=100)
@given(st.lists(sentences, min_size=1, max_size=30), st.integers(0, 3), st.integers(16, 80))
def test_chunks_hold_every_sentence_in_order_and_fit(texts: list[str], overlap: int, window: int) -> None:
    chunker = Chunker(FakeEngine(max_input_tokens=window), overlap)
    chunks = chunker.chunks([Piece(text, (i,)) for i, text in enumerate(texts)], " ")
    assert all(sum(len(piece.text.split()) for piece in chunk) <= window for chunk in chunks)
    read = " ".join(piece.text for piece in chain.from_iterable(chunks))
    assert all(word in read for text in texts for word in text.split())
    first = [min(i for piece in chunk for i in piece.sources) for chunk in chunks]
    assert first == sorted(first)
    if overlap == 0:
        assert " ".join(piece.text for chunk in chunks for piece in chunk) == " ".join(texts)


def test_chunks_repeat_the_sentence_before() -> None:
    texts = [f"Boat {k} left in the morning." for k in range(20)]
    chunks = Chunker(FakeEngine(max_input_tokens=60), 1).chunks([Piece(t, (i,)) for i, t in enumerate(texts)], " ")
    assert len(chunks) > 1
    assert all(after[0] == before[-1] for before, after in pairwise(chunks))


def test_provenance_names_the_engine_and_the_chunks() -> None:
    made = brief(planted(2_000).clean, "short", FakeEngine(keep_facts, max_input_tokens=256))
    assert [(step.stage, step.engine, step.route) for step in made.provenance] == [
        ("headline", "embedded", "en"),
        ("chunk", "fake", "chunks 10, rounds 1"),
        ("summarize", "fake", "en"),
    ]


def test_an_engine_without_room_is_refused() -> None:
    with pytest.raises(EngineError, match="reads only 5 tokens"):
        brief(document(ENGLISH), "short", FakeEngine(max_input_tokens=5))


@pytest.mark.parametrize("language", ALL)
def test_every_language_goes_through(language: str) -> None:
    made = brief(document(ALL[language], language), "2s", FakeEngine(str, max_input_tokens=1024))
    assert len(made.sentences) == 2
    assert [s.sources for s in made.sentences] == [(0,), (1,)]


class Watched:
    """A real engine whose inputs are kept."""

    def __init__(self, engine: TextEngine) -> None:
        self.engine = engine
        self.info, self.max_input_tokens = engine.info, engine.max_input_tokens
        self.inputs: list[str] = []

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self.engine.count_tokens(texts)

    def generate(self, texts: Sequence[str], params: GenerationParams) -> list[list[Hypothesis]]:
        self.inputs += texts
        return self.engine.generate(texts, params)

    def close(self) -> None:
        self.engine.close()


@pytest.mark.parametrize("architecture", ["bart", "t5", "led"])
def test_a_real_model_reads_facts_at_every_place_of_5000_words(architecture: str, toy: Callable[[str], Path]) -> None:
    options = EngineOptions(engine="transformers", device="cpu", precision="float32", threads=1)
    engine = Watched(open_engine(toy(architecture), name=architecture, revision="0", options=options))
    facts, common = toys.SENTENCES[:3], toys.SENTENCES[3:]
    texts = random.Random(0).choices(common, k=834)
    for place, fact in zip((0.9, 0.5, 0.1), facts, strict=True):
        texts.insert(int(place * len(texts)), fact)
    params = replace(PARAMS, beam_size=1, num_hypotheses=1)
    made = Seq2SeqSummarizer(engine, [Length.parse("2s")], params)([of_sentences(texts)])[0].briefs[0]
    assert all(any(fact in text for text in engine.inputs) for fact in facts)
    assert all(any(text in read for read in engine.inputs) for text in texts)
    assert max(engine.count_tokens(engine.inputs)) <= engine.max_input_tokens
    assert made.coverage == 1.0
    assert made.sentences
    assert {step.model for step in made.provenance if step.stage == "summarize"} == {architecture}
