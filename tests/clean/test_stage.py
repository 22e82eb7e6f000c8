from __future__ import annotations

import pytest

from briefsmith.clean.stage import Clean
from briefsmith.errors import InputError
from briefsmith.model import Document

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
