from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from briefsmith.model import (
    Brief,
    BriefSentence,
    Check,
    CleanDocument,
    Document,
    Dropped,
    Failure,
    Result,
    Sentence,
    Step,
    from_json,
    to_json,
)

texts = st.text(st.characters(exclude_categories=["Cs"]))
documents = st.builds(Document.create, texts, texts, metadata=st.dictionaries(texts, texts), language=st.none() | texts)
sentences = st.builds(Sentence, texts, st.integers(0), st.integers(0), st.integers(0))
briefs = st.builds(
    Brief,
    texts,
    texts,
    texts,
    texts,
    st.lists(st.builds(BriefSentence, texts, st.lists(st.integers(0)).map(tuple))).map(tuple),
    st.lists(st.builds(Check, texts, st.sampled_from(["passed", "flagged"]), texts)).map(tuple),
    st.lists(st.builds(Step, texts, texts, texts)).map(tuple),
)
results = st.builds(
    Result,
    texts,
    st.none()
    | st.builds(
        CleanDocument,
        documents,
        st.lists(sentences).map(tuple),
        st.lists(st.builds(Dropped, st.integers(0), st.integers(0), texts)).map(tuple),
    ),
    st.lists(briefs, max_size=2).map(tuple),
    st.lists(st.builds(Failure, texts, texts, texts, texts), max_size=2).map(tuple),
)


@given(results)
def test_json_round_trip_is_lossless(value: Result) -> None:
    assert from_json(Result, json.loads(json.dumps(to_json(value)))) == value


def test_from_json_refuses_what_does_not_fit() -> None:
    with pytest.raises(ValidationError, match="start"):
        from_json(Sentence, {"text": "a", "start": "x", "end": 1, "paragraph": 0})


def test_the_hash_is_that_of_the_text() -> None:
    one, other = Document.create("a", "text"), Document.create("b", "text")
    assert one.sha256 == other.sha256
    assert one.sha256 != Document.create("a", "text!").sha256


def test_paragraphs_group_sentences_by_their_number() -> None:
    document = Document.create("a", "A. B. C.", language="en")
    a, b, c = Sentence("A.", 0, 2, 0), Sentence("B.", 3, 5, 0), Sentence("C.", 6, 8, 2)
    assert CleanDocument(document, (a, b, c)).paragraphs() == [[a, b], [c]]


def test_only_long_briefs_keep_paragraphs_apart() -> None:
    def brief(text: str) -> Brief:
        numbered = [(text, 0), ("B.", 0), ("C.", 3)]
        return Brief("a", "en", "short", "H", tuple(BriefSentence(t, (0,), paragraph=p) for t, p in numbered))

    assert brief("A.").text() == "A. B. C."
    assert brief("A.").text("") == "A.B.C."
    assert brief("A" * 800).text() == f"{'A' * 800} B.\n\nC."
