from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsmith.clean.blocks import Body, find_body

from .samples import PAGES

FURNITURE = [
    "Home", "Leave a Reply", "Read more: Ferry ends", "* Sport", "© 2025 Echo", "By Ana Silva", "12", "\u200b", "Share",
    "# Title", "The tram is late again, as it was yesterday and the day before, said the driver.", "Oslo, May 2 — The",
    "Tags: a, b", "Photo: Meer", "\ufeff", "\x00", "\ud800", "Related", "- item of a list", "    indented line here",
]  # fmt: skip


def kept(text: str) -> list[str]:
    return [text[start:end] for start, end in find_body(text).paragraphs]


def assert_accounted(text: str, body: Body) -> None:
    spans = sorted([*body.paragraphs, *((span.start, span.end) for span in body.dropped)])
    covered = 0
    for start, end in spans:
        assert start < end
        assert start >= covered
        assert not text[covered:start].strip()
        covered = end
    assert not text[covered:].strip()


@given(
    st.lists(st.one_of(st.sampled_from(FURNITURE), st.text(max_size=80)), max_size=25), st.sampled_from(["\n", "\n\n"])
)
def test_every_character_is_kept_or_dropped_once(lines: list[str], separator: str) -> None:
    text = separator.join(lines)
    assert_accounted(text, find_body(text))


@pytest.mark.parametrize("language", PAGES)
def test_a_pasted_page_comes_out_as_its_paragraphs(language: str) -> None:
    page = PAGES[language]
    body = find_body(page.text)
    assert [page.text[start:end] for start, end in body.paragraphs] == page.body
    assert body.metadata == page.metadata
    assert {span.reason for span in body.dropped} == page.reasons
    assert_accounted(page.text, body)


@pytest.mark.parametrize("language", PAGES)
def test_the_same_page_with_indentation_and_bullets_keeps_its_paragraphs(language: str) -> None:
    page = PAGES[language]
    lines = [f"      {line}" if len(line) > 60 else f"        * {line}" for line in page.text.splitlines()]
    text = "\n\n".join(lines)
    joined = " ".join(kept(text))
    assert all(paragraph in joined for paragraph in page.body if len(paragraph) > 60)
    assert "Facebook" not in joined


def test_the_words_inside_a_dropped_span_are_those_that_its_reason_names() -> None:
    page = PAGES["en"]
    found = {span.reason: page.text[span.start : span.end] for span in find_body(page.text).dropped}
    assert found["site_name"] == "brenmouth-echo.example"
    assert found["copyright"] == "© 2025 Brenmouth Echo. All rights reserved."
    assert found["comments"].startswith("Leave a Reply")
    assert found["comments"].endswith("Reply")


VERSE = """The ferry leaves at dawn
and takes the mist along,
the gulls are out of work,
the river hums a song.

By the river I sat
and nobody waved from the pier"""

SPEECH = """"You came," he said.
"I said I would."
"People say things."
She put the bag on the table and looked at the window. It had not been cleaned since the summer.
"Coffee?"
"No. Yes. If you have some."
He had some."""

INTERVIEW = """Marta Ruiz has kept the lock at Aranda for thirty years. We met her on a wet morning in November.
Q: How did it begin?
A: With a flood.
Q: Were you afraid?
A: No.
Q: Not at all?
A: I was twenty. At twenty nobody is afraid of water, and I had a boat that my father had built himself.
Q: And now?
A: Now I am."""

VERSE_IN_PROSE = """The poet read from her new book on Thursday, and the hall was full, with people in the corridor.

Under the bridge I waited
with a lamp and a loaf of bread
Share the bread, said the water
Save the lamp, said the stone

After the reading she signed books for an hour. "I did not expect anyone," she said.

"Nobody?"

"Nobody."

More on that later. The next reading is in May."""


@pytest.mark.parametrize("text", [VERSE, SPEECH, INTERVIEW, VERSE_IN_PROSE, "Hello world", "The tram is late."])
def test_an_article_without_clutter_stays_whole(text: str) -> None:
    assert find_body(text).dropped == ()
    assert " ".join(" ".join(kept(text)).split()) == " ".join(text.split())


def test_headlines_and_list_markers_go_and_the_list_stays() -> None:
    text = (
        "Soup for a cold week\n\nThis soup takes half an hour and feeds four people who were outside all day.\n\n"
        "What you need\n- 2 onions\n- 1 kg potatoes\n- a little salt\n\nHow it goes\n\n"
        "Peel the potatoes, cut the onions and boil both in two litres of water for twenty minutes.\n\n"
        "Serve it hot."
    )
    body = find_body(text)
    assert body.metadata["title"] == "Soup for a cold week"
    assert {"2 onions", "1 kg potatoes", "a little salt", "Serve it hot."} <= set(kept(text))
    assert {span.reason for span in body.dropped} == {"title", "list_marker", "heading"}


def test_hard_wrapped_lines_make_one_paragraph() -> None:
    first = (
        "The council of Brenmouth voted on Monday to build a tram line from the\nstation to the harbour. The line is to"
        " cost 48 million euros, a third of\nwhich comes from the state. Work begins in spring."
    )
    second = "Opponents have until May to object. A similar plan was stopped by a court\nin 2009, because of the noise."
    assert kept(f"{first}\n\n{second}") == [first, second]


def test_one_line_paragraphs_and_headlines_are_not_put_together() -> None:
    lines = [
        "The council of Brenmouth on Monday approved a tram line to the old harbour.",
        "It opens in 2029, if the court does not stop it as it did in the year 2009.",
        "The mayor, Ilse Brandt, said that the town had waited for this since 1968.",
        "The opposition called the plan a monument, and left the hall before the vote.",
    ]
    assert kept("\n".join(lines)) == lines


def test_a_standfirst_between_headline_and_byline_is_no_paragraph() -> None:
    body = PAGES["en"].body
    text = (
        "Council approves tram line\nAfter forty years without trams the town will have one again, to the harbour.\n"
        "By Ana Silva\n" + "\n".join(body)
    )
    assert kept(text) == body
    assert find_body(text).metadata["description"].startswith("After forty years")


@pytest.mark.parametrize(
    "text", ["", " \n\t\n", "Home\nNews\nSport\nLog in\nContact us", "Accept all", "Leave a Reply\nShare"]
)
def test_only_clutter_leaves_no_paragraph(text: str) -> None:
    body = find_body(text)
    assert body.paragraphs == ()
    assert_accounted(text, body)


def test_a_comments_link_above_a_short_article_does_not_end_it() -> None:
    text = "Council approves tram line\n12 Comments\n" + "\n".join(PAGES["en"].body)
    assert kept(text) == PAGES["en"].body


def test_comments_under_a_very_short_article_go() -> None:
    first = "The council of Brenmouth on Monday approved a tram line from the station to the old harbour."
    comment = "Finally! I have been waiting for this line for half of my life, and I will be on the first tram."
    text = f"{first}\nIt opens in 2029.\nLeave a Reply\nTom\n{comment}\nEva\n{comment}"
    assert kept(text) == [first, "It opens in 2029."]


@pytest.mark.parametrize(
    "text",
    [
        "the cat sat on the mat and " * 40_000,
        "(" * 1_000_000,
        " " * 1_000_000 + "word",
        "MADRID, " * 120_000,
        "The council voted on Monday to build a tram line from the station to the harbour.\n\n" * 12_000,
        "© " * 500_000,
    ],
    ids=["no punctuation", "brackets", "blanks", "capitals", "paragraphs", "signs"],
)
def test_a_million_characters_take_a_second_and_not_a_minute(text: str) -> None:
    start = time.process_time()
    find_body(text)
    assert time.process_time() - start < 5  # 0.4 s at most when it was written
