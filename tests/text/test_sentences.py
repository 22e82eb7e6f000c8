"""Sentence segmentation: a table of hard cases, offsets under random text, and speed."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsmith.text.sentences import _QUOTES, normalize, split_sentences

CASES = [json.loads(line) for line in Path(__file__).with_name("sentences.jsonl").read_text("utf-8").splitlines()]
# Cases that neither sentencex nor our rules split right yet; docs/measured/detection-and-sentences.md names them.
KNOWN_WRONG = {("en", "parenthesis"), ("en", "list numbers"), ("en", "dash quote")}
LANGUAGES = sorted({case["language"] for case in CASES})


def texts(text: str, language: str = "en") -> list[str]:
    return [sentence.text for sentence in split_sentences(text, 0, len(text), language, 0)]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, marks=[pytest.mark.xfail] if (case["language"], case["what"]) in KNOWN_WRONG else [])
        for case in CASES
    ],
    ids=lambda case: f"{case['language']}-{case['what']}",
)
def test_hard_cases(case: dict[str, str | list[str]]) -> None:
    sentences = [str(sentence) for sentence in case["sentences"]]
    text = ("" if case["language"] in {"zh", "ja"} else " ").join(sentences)
    found = split_sentences(text, 0, len(text), str(case["language"]), 3)
    assert [sentence.text for sentence in found] == [normalize(sentence) for sentence in sentences]
    assert [text[sentence.start : sentence.end] for sentence in found] == sentences
    assert {sentence.paragraph for sentence in found} == {3}


@pytest.mark.parametrize(
    "sentences",
    [
        ["The call begins at 8:30 a.m. EST on Monday.", "It is open to all."],
        ["It ends at 5 p.m. GMT.", "Then the doors close."],
        ["It starts at 9 p.m. Eastern time.", "Tickets cost 5 dollars."],
        ["It starts at 9 p.m. Pacific.", "Tickets cost 5 dollars."],
        ["Monday, 8:30 a.m. | EST, said the office.", "It is open."],
        ["He came at 9 a.m. and left at 10 a.m.", "Eastern winds blew all day."],
        ["He came at 9 a.m.", "The door was open."],
    ],
)
def test_a_time_of_day_keeps_its_zone(sentences: list[str]) -> None:
    assert texts(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "address", ["http://ex.org/?a=1&b=" + "/?y=&x" * 50, "www.ex.org/a.B!c?D", "https://ex.org/x?Q=1"]
)
def test_an_address_is_not_cut(address: str) -> None:
    assert texts(f"See {address}. It rained.") == [f"See {address}.", "It rained."]
    assert texts(f"Is it {address}? It is.") == [f"Is it {address}?", "It is."]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["The bridge opens in May.", "Work begins on Monday."]),
        ("en", ["“Nobody told me.”", "Police came later."]),
        ("en", ["Two sailors fell ill.", "Brannock sent a doctor."]),
        ("en", ["See Art. 5 and No. 3 of Miss. Holt's list."]),
        ("de", ["Es ist die erste Brücke dieser Art.", "Marlow zahlt dafür."]),
        ("de", ["Das steht in Art. 5 des Vertrags."]),
        ("de", ["Nach Art. II des Vertrags gilt das."]),
        ("fr", ["On le lit au vol. II du traité."]),
        ("fr", ["Un oiseau en plein vol.", "Marlow le voit."]),
        ("es", ["Todo salió muy bien.", "María cerró la puerta."]),
    ],
)
def test_a_word_that_is_an_abbreviation_elsewhere_ends_its_sentence(language: str, sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [sentence.text for sentence in split_sentences(text, 0, len(text), language, 0)] == sentences


def test_table_has_more_than_twenty_languages() -> None:
    assert len(LANGUAGES) > 20


@given(
    text=st.text(
        st.sampled_from("aB.!?„“\"'”»(5) \n\t\u00a0\u200b\u00ad\x00é中。」と😀\ud800-") | st.characters(), max_size=200
    ),
    cut=st.tuples(st.integers(0, 200), st.integers(0, 200)),
    language=st.sampled_from([*LANGUAGES, "", "zh-Hans"]),
)
def test_offsets_are_ordered_and_cover_everything_visible(text: str, cut: tuple[int, int], language: str) -> None:
    start, end = sorted(min(position, len(text)) for position in cut)
    found = split_sentences(text, start, end, language, 0)
    position = start
    for sentence in found:
        assert not normalize(text[position : sentence.start])
        assert position <= sentence.start < sentence.end <= end
        raw = text[sentence.start : sentence.end]
        assert raw == raw.strip()
        assert sentence.text == normalize(raw) != ""
        position = sentence.end
    assert not normalize(text[position:end])


@given(st.text(max_size=80))
def test_normalized_text_is_stable_on_one_line_and_valid(raw: str) -> None:
    normal = normalize(raw)
    assert normal == normalize(normal)
    assert len(normal.splitlines()) <= 1
    assert normal.encode("utf-8").decode("utf-8") == normal


def test_offsets_point_into_the_whole_text() -> None:
    text = "MENU\nThe river rose. 😀 Nobody left.\nFOOTER"
    found = split_sentences(text, 5, 35, "en", 1)
    assert [text[s.start : s.end] for s in found] == ["The river rose.", "😀 Nobody left."]


def test_normalisation_changes_the_text_and_not_the_offsets() -> None:
    text = "Cafe\u0301s\u00a0are\n  open\u200b,\x00 s\u00adhe said."
    (sentence,) = split_sentences(text, 0, len(text), "en", 0)
    assert sentence.text == "Cafés are open, she said."
    assert text[sentence.start : sentence.end] == text


def test_joiners_stay_for_they_change_the_letters() -> None:
    assert texts("می‌روم.", "fa") == ["می‌روم."]
    assert texts("👩‍🚀 flew.") == ["👩‍🚀 flew."]


def test_a_blank_line_ends_a_sentence_and_a_newline_does_not() -> None:
    assert texts("The river\nrose\n \nand fell") == ["The river rose", "and fell"]


def test_text_all_in_lower_case_is_still_split() -> None:
    assert texts("it rained all day. we stayed in.") == ["it rained all day.", "we stayed in."]


def test_a_pair_of_quotes_left_alone_joins_its_sentence() -> None:
    assert texts('„Das ist mir egal.""', "de") == ['„Das ist mir egal.""']


def test_unknown_language_is_split_by_general_rules() -> None:
    assert texts("Ona tiri kavo. Suna pate.", "qqx") == ["Ona tiri kavo.", "Suna pate."]


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b\u200b", "\x00"])
def test_nothing_visible_gives_no_sentence(text: str) -> None:
    assert texts(text) == []


@pytest.mark.parametrize(
    "unit",
    [
        "word ",
        "a",
        '"open ',
        "(open ",
        ". ",
        "„x ",
        "“x ",
        "«x ",
        "»x ",
        "「x",
        "‹x ",
        "\n ",
        "3. Mai ",
        "A.",
        ". a",
        "' ",
        "x\n\n",
        '„A." ',
    ],
)
def test_a_line_of_400_000_characters_takes_linear_time(unit: str) -> None:
    text = unit * (400_000 // len(unit))
    start = time.process_time()
    found = split_sentences(text, 0, len(text), "de", 0)
    assert time.process_time() - start < 4  # 0.05 to 0.9 s on one slow core; a quadratic step takes minutes
    assert sum(len(normalize(text[s.start : s.end])) for s in found) <= len(text)


def test_long_lines_are_split_as_short_ones() -> None:
    text = "Dr. Holt said: “We go on. Nobody stays.” The crowd of 3.5 million cheered. " * 800
    found = texts(text)
    assert len(found) == 1600
    assert set(found) == {"Dr. Holt said: “We go on. Nobody stays.”", "The crowd of 3.5 million cheered."}


def test_a_long_sentence_is_not_cut() -> None:
    text = "word " * 20_000
    assert len(texts(text)) == 1


@pytest.mark.parametrize("mark", "'\"`„“”‘’«»‹›()[]")
def test_marks_that_sentencex_pairs_are_hidden_from_it_in_a_block_without_end(mark: str) -> None:
    # 120,000 pairs of backticks took it 6 seconds, and four times as long for twice as many.
    assert mark.translate(_QUOTES) == "·"
