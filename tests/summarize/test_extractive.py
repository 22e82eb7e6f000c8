from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefsmith.model import Brief
from briefsmith.summarize.extractive import ExtractiveSummarizer
from briefsmith.text.length import Length

from .texts import ALL, ENGLISH, document, of_sentences

WORDS = [
    "the",
    "harbour",
    "vote",
    "pier",
    "was",
    "closed",
    "on",
    "Thursday",
    "1,900",
    "he",
    "said",
    "“We",
    "would”",
    "(at",
    "cost)",
    "which",
    "However",
    ",",
    ";",
    "because",
]
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(
    lambda words: " ".join(words).capitalize() + "."
)
lengths = st.one_of(
    st.sampled_from(["headline", "short", "medium", "long"]),
    st.tuples(st.integers(1, 300), st.sampled_from("wcsp")).map(lambda pair: f"{pair[0]}{pair[1]}"),
)


def brief(text: str, length: str, language: str = "en", *, compress: bool = True) -> Brief:
    summarizer = ExtractiveSummarizer([Length.parse(length)], compress=compress)
    return summarizer([document(text, language)])[0].briefs[0]


@pytest.mark.parametrize("length", ["long", "medium", "short", "4s", "4p"])
def test_a_brief_never_says_a_sentence_twice(length: str) -> None:
    text = "The council met on Monday. It decided to build a bridge. Work begins in May. "
    for article in (text * 3, text * 60, text + "Rain fell on the town all day. " * 30 + text.upper()):
        said = [sentence.text.casefold() for sentence in brief(article, length).sentences]
        assert said
        assert len(set(said)) == len(said)


@settings(max_examples=120)
@given(
    st.lists(sentences, max_size=12),
    lengths,
    st.sampled_from(["en", "de", "fr", "es", "zh", "ja", "ar", "xx"]),
    st.booleans(),
)
def test_the_contract(texts: list[str], length: str, language: str, compress: bool) -> None:
    clean = of_sentences(texts, language)
    asked = Length.parse(length)
    made = ExtractiveSummarizer([asked], compress=compress)([clean])[0].briefs[0]
    sources = [sentence.sources[-1] for sentence in made.sentences]
    assert sources == sorted(set(sources))
    assert len(made.text()) <= max(len(clean.document.text), 0)
    if asked.counts_characters(language):
        assert len(made.text()) <= asked.budget(language) - 2 or not made.sentences
    elif asked.unit == "words":
        assert len(made.text().split()) <= asked.limit
    assert not asked.counts_sentences or len(made.sentences) <= asked.limit
    rules = {(step.route, step.model) for step in made.provenance if step.stage == "compress"}
    for sentence in made.sentences:
        whole = clean.sentences[sentence.sources[-1]].text
        applied = {rule for route, rule in rules if route == f"sentence {sentence.sources[-1]}"}
        assert sentence.text == whole or applied
        assert len(sentence.text) <= len(whole) or applied & {"name", "acronym"}
        assert (len(sentence.sources) == 2) == ("name" in applied)
    if not compress:
        assert {rule for _, rule in rules} <= {"clause"}
    if texts:
        assert 1 <= len(made.headline.split()) <= 24


@settings(max_examples=40)
@given(st.lists(sentences, min_size=1, max_size=6, unique_by=str.casefold))
def test_a_text_that_fits_passes_through(texts: list[str]) -> None:
    total = sum(len(text.split()) for text in texts)
    made = ExtractiveSummarizer([Length.parse(f"{total}w")])([of_sentences(texts)])[0].briefs[0]
    assert [sentence.text for sentence in made.sentences] == texts


@pytest.mark.parametrize("language", ALL)
@pytest.mark.parametrize("length", ["20w", "short", "1s", "2s", "120c"])
def test_every_language_gets_a_brief(language: str, length: str) -> None:
    made = brief(ALL[language], length, language)
    assert made.sentences
    assert made.headline
    assert made.language == language
    whole = [sentence.text for sentence in document(ALL[language], language).sentences]
    assert any(sentence.text in whole for sentence in made.sentences) or made.provenance[1:]


def test_the_lead_story_is_told() -> None:
    made = brief(ENGLISH, "short")
    assert made.sentences[0].text.startswith("The harbour council of Port Ellery voted on Thursday to close")
    assert made.headline == "The harbour council of Port Ellery voted to close the old ferry terminal"


def test_pronouns_come_with_their_antecedent() -> None:
    clean = document(ENGLISH)
    for count in range(1, 10):
        made = ExtractiveSummarizer([Length.parse(f"{count}s")])([clean])[0].briefs[0]
        chosen = {sentence.sources[-1]: sentence.text for sentence in made.sentences}
        she = next(i for i, sentence in enumerate(clean.sentences) if sentence.text.startswith("She added"))
        opening = "She added" if she - 1 in chosen else "Maria Lindqvist added"
        assert she not in chosen or chosen[she].startswith(opening)


def test_all_lengths_share_the_headline_and_order() -> None:
    summarizer = ExtractiveSummarizer([Length.parse(name) for name in ("headline", "short", "3s")])
    made = summarizer([document(ENGLISH), document(ALL["de"], "de")])
    assert [b.length for b in made[1].briefs] == ["headline", "short", "3s"]
    assert len({b.headline for b in made[0].briefs}) == 1
    assert made[0].briefs[0].sentences == ()


def test_a_sentence_over_the_budget_is_cut_after_its_main_clause() -> None:
    long = (
        "The harbour council of Port Ellery voted on Thursday to close the old ferry terminal by the end of March, after "
        "engineers found that two of the four piers could no longer carry the lorries that bring goods to the island, and "
        "that a repair would take longer and cost more than a new terminal beside the station would."
    )
    made = ExtractiveSummarizer([Length.parse("25w")], compress=False)([of_sentences([long, long])])[0].briefs[0]
    assert made.text() == (
        "The harbour council of Port Ellery voted on Thursday to close the old ferry terminal by the end of March."
    )
    assert [step.model for step in made.provenance] == ["extractive", "clause"]


def test_what_cannot_be_cut_leaves_the_headline() -> None:
    made = ExtractiveSummarizer([Length.parse("short")])([of_sentences(["word " * 500])])[0].briefs[0]
    assert made.sentences == ()
    assert made.headline


def test_a_document_without_sentences_gives_an_empty_brief() -> None:
    made = ExtractiveSummarizer([Length.parse("short")])([of_sentences([])])[0].briefs[0]
    assert (made.headline, made.sentences) == ("", ())


def test_a_long_document_is_quick() -> None:
    import time

    sentence = (
        "Councillor {0} of ward {1} said on day {2} that the pier number {3} needs repairs worth {4} pounds soon."
    )
    texts = [sentence.format(f"Name{i % 97}", i % 13, i, i % 31, i * 7 % 1009) for i in range(1100)]
    clean = of_sentences(texts)
    summarizer = ExtractiveSummarizer([Length.parse("long")])
    start = time.process_time()
    summarizer([clean])
    assert time.process_time() - start < 2


def test_an_interview_that_has_nothing_else_is_quoted_without_its_noise() -> None:
    turns = [
        "What did the council of the town say about the plan?",
        "We told them in May that our harbour needs a new bridge.",
        "Would you do it again after all that has happened since?",
        "I would do it again because my town needs this bridge now.",
        "And who pays the four million euros that the bridge costs?",
        "function load() { return window.data.map(x => x.id); } // our code",
        "function save() { return window.data.push(x => x.id); } // our code",
    ]
    clean = of_sentences(turns)
    apart = tuple(replace(sentence, paragraph=number) for number, sentence in enumerate(clean.sentences))
    summarizer = ExtractiveSummarizer([Length.parse("6s")], compress=False)
    made = summarizer([replace(clean, sentences=apart)])[0].briefs[0]
    assert made.sentences
    assert "function" not in made.text()
