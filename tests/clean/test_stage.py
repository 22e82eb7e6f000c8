from __future__ import annotations

import pytest

from briefsmith.clean.stage import Clean
from briefsmith.errors import InputError
from briefsmith.model import Document, Dropped

from .samples import PAGES


@pytest.mark.parametrize("language", PAGES)
def test_a_page_becomes_sentences_of_its_body(language: str) -> None:
    page = PAGES[language]
    [clean] = Clean()([Document.create("page", page.text)])
    assert clean.language == language
    assert clean.document.text == page.text
    assert [" ".join(sentence.text for sentence in group) for group in clean.paragraphs()] == page.body
    for sentence in clean.sentences:
        assert page.text[sentence.start : sentence.end] == sentence.text
    assert clean.document.metadata == page.metadata


def test_what_the_source_says_of_itself_wins_over_what_cleaning_finds() -> None:
    document = Document.create("page", PAGES["en"].text, language="en", metadata={"title": "Trams", "url": "x"})
    [clean] = Clean()([document])
    assert clean.document.metadata["title"] == "Trams"
    assert clean.document.metadata["author"] == "Ana Silva"


def test_a_given_language_is_not_detected_anew() -> None:
    [clean] = Clean()([Document.create("page", PAGES["de"].text, language="nl")])
    assert clean.language == "nl"


def test_extracted_pages_lose_leftovers_only() -> None:
    text = "\n".join(["Trams", "No stops here", *PAGES["en"].body, "Share", "© 2025 Echo"])
    [clean] = Clean()([Document.create("page", text, language="en", metadata={"format": "html"})])
    kept = [" ".join(sentence.text for sentence in group) for group in clean.paragraphs()]
    assert kept == ["Trams", "No stops here", *PAGES["en"].body]
    assert {span.reason for span in clean.dropped} == {"share_list", "copyright"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "empty"),
        (" \n\ufeff\t"[:2], "empty"),
        ("Home\nNews\nSport\nLog in\nContact us", "only_clutter"),
        ("We use cookies to improve your experience.\nAccept all", "only_clutter"),
        ("1234 5678 90", "only_clutter"),
        ("Xqzt vrbl mnopf grlk", "language_unknown"),
    ],
)
def test_unusable_documents(text: str, kind: str) -> None:
    with pytest.raises(InputError) as caught:
        Clean()([Document.create("page", text)])
    assert caught.value.kind == kind
    assert "page" in str(caught.value)


def test_strange_characters_pass_through() -> None:
    text = "The tram\x00 is late \ud800 again, said the driver, and nobody on the platform was surprised by that."
    [clean] = Clean()([Document.create("page", text, language="en")])
    assert len(clean.sentences) == 1


@pytest.mark.parametrize(
    ("stated", "found"), [("en", "en"), ("pt-BR", "pt"), ("English", "en"), ("xx-nothing", None), (None, None)]
)
def test_a_stated_language_counts_where_the_text_does_not_say(stated: str | None, found: str | None) -> None:
    metadata = {"format": "html"} | ({"language": stated} if stated else {})
    table = Document.create(
        "a", "Larvik | 1,204 | 11 cm\n\nMoss | 988 | 3 cm\n\nHorten | 1,517 | 0 cm", metadata=metadata
    )
    if found is None:
        with pytest.raises(InputError, match="is uncertain; give it with --source-lang"):
            Clean()([table])
        found = "und"
    (clean,) = Clean(needs_language=False)([table])
    assert clean.language == found
    assert clean.sentences[0].text.startswith("Larvik | 1,204")


def test_the_text_decides_against_what_is_stated() -> None:
    text = "Der Hafen von Larvik schließt im Frühling sein altes Terminal, weil der Kai gesunken ist."
    (clean,) = Clean()([Document.create("a", text, metadata={"language": "en"})])
    assert clean.language == "de"


def test_lines_that_the_reader_drops_are_not_the_article() -> None:
    first, head, second = "The quay has sunk by eleven centimetres.", "Coastal Review 7", "A new stage opens in May."
    text = f"{first}\n{head}\n{second}"
    start = text.index(head)
    dropped = (Dropped(start, start + len(head), "running_head"),)
    document = Document.create("a", text, language="en", dropped=dropped)
    (clean,) = Clean()([document])
    assert [sentence.text for sentence in clean.sentences] == [first, second]
    assert clean.dropped == dropped
    (whole,) = Clean(boilerplate=False)([document])
    assert head in " ".join(sentence.text for sentence in whole.sentences)
    assert Document.from_json(document.to_json()) == document
