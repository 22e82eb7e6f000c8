"""Which line above the body is the title, on pages as people paste them."""

from __future__ import annotations

import pytest

from briefsmith.clean.blocks import find_body

BODY = """Ida Moen, the harbour master, resigned on Tuesday night after the ferry terminal had to be closed.

The quay has sunk by eleven centimetres, and the council learned of it from a newspaper, the council said.

"I should have measured it again in autumn," Ms Moen wrote to the council, which meets on Thursday evening."""
TITLE = "Harbour master resigns over sinking ferry terminal"


def title_of(*above: str) -> str | None:
    return find_body("\n".join([*above, "", BODY])).metadata.get("title")


@pytest.mark.parametrize(
    "between",
    [
        ["By Tom Ashdown", "Political correspondent"],
        ["By Tom Ashdown", "3 May 2026", "Facebook  X  WhatsApp  Copy link"],
        ["By Tom Ashdown", "Ida Moen at the ferry terminal on Tuesday night. Photograph: Rob Ellery/Courier"],
        ["Council learned of it from a newspaper; quay to be measured again before summer", "By Tom Ashdown"],
        ["The quay has sunk by eleven centimetres. The council meets on Thursday.", "By Tom Ashdown"],
        ["Terminal closed today • Council meets on Thursday • Quay has sunk"],
    ],
)
def test_the_title_is_not_what_stands_nearer_to_the_body(between: list[str]) -> None:
    assert title_of("The Courier", "Home News Politics Sport", "Politics", TITLE, *between) == TITLE


def test_the_title_is_what_the_body_is_about() -> None:
    assert title_of(TITLE, "By Tom Ashdown", "Storm Bettina floods cellars in four western counties") == TITLE
    assert title_of("渡轮码头", *[TITLE, "By Tom Ashdown"]) == TITLE


def test_a_title_that_the_body_does_not_repeat_is_found_above_its_standfirst() -> None:
    standfirst = "The quay has sunk by eleven centimetres, and the council learned of it from a newspaper."
    assert title_of("Obituary", "That Sinking Feeling", standfirst, "By Tom Ashdown", "3 May 2026") == (
        "That Sinking Feeling"
    )


def test_a_chinese_title_is_compared_by_pairs_of_characters() -> None:
    body = "\n\n".join(
        ["渡轮码头因为下沉，星期二晚上被关闭，市议会星期四将开会讨论这件事情，居民们感到非常失望，并要求解释。"] * 3
    )
    assert find_body(f"渡轮码头下沉关闭\n市场新闻天气体育\n\n{body}").metadata["title"] == "渡轮码头下沉关闭"


def test_a_byline_with_place_and_date_has_an_author() -> None:
    found = find_body(f"{TITLE}\nPor Ida Moen | Huesca | 28 de septiembre de 2026\n\n{BODY}").metadata
    assert (found["author"], found["date"]) == ("Ida Moen", "28 de septiembre de 2026")


def test_a_stated_title_in_the_text_is_left_out_with_what_is_above_it() -> None:
    text = (
        f"Dear editors,\n\nplease find our latest news from the harbour of Larvik below.\n\n{TITLE.upper()}\n\n{BODY}"
    )
    found = find_body(text, stated={"title": TITLE})
    assert text[found.paragraphs[0][0] :].startswith("Ida Moen")
    assert [(span.reason, text[span.start : span.end][:12]) for span in found.dropped] == [
        ("other_text", "Dear editors"),
        ("title", TITLE.upper()[:12]),
    ]


def test_a_title_that_comes_back_late_in_the_text_ends_nothing() -> None:
    text = f"{BODY}\n\n{TITLE}\n\n{BODY}"
    found = find_body(text, stated={"title": TITLE})
    assert text[found.paragraphs[0][0] :].startswith("Ida Moen")


def test_the_lead_of_a_page_above_its_repeated_title_is_kept() -> None:
    lead = "The council must now find a new harbour master, and a place where the ferries can land until Christmas."
    text = f"{lead}\n\n{TITLE}\n\n{BODY}\n\n{BODY}"
    found = find_body(text, extracted=True, stated={"title": TITLE})
    assert text[slice(*found.paragraphs[0])] == lead
    assert [text[span.start : span.end] for span in found.dropped] == [TITLE]
