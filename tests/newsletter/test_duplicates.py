from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import feedparser
import pytest

from briefsmith.model import Document, Failure
from briefsmith.newsletter.duplicates import distinct
from cli.conftest import Cli

from .samples import ARTICLES, result

FRENCH = ARTICLES / "fr.md"
TEXT = "The mill will open in June. " * 20


def document(id: str, text: str, **metadata: str) -> Document:
    return Document.create(id, text, metadata=metadata)


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (document("a", TEXT, url="https://e.org/1"), document("b", "Other.", url="https://e.org/1"), ["a"]),
        (document("a", TEXT, url="https://e.org/1"), document("b", TEXT, url="https://e.org/2"), ["a"]),
        (document("a", TEXT, title="One"), document("b", TEXT, title="Two"), ["a"]),
        # Entries of a feed that all lead to one page.
        (
            document("a", TEXT, url="https://e.org/", title="One"),
            document("b", TEXT + "More.", url="https://e.org/", title="Two"),
            ["a", "b"],
        ),
        # Entries of feeds whose text says nothing.
        (document("a", "Comments", title="One"), document("b", "Comments", title="Two"), ["a", "b"]),
        (document("a", "Comments", title="One"), document("b", "Comments", title="One"), ["a"]),
        (document("a", "", url="https://e.org/1"), document("b", "", url="https://e.org/2"), ["a", "b"]),
        (document("a", "Same id"), Failure("a", "read", "missing", "gone"), ["a", "a"]),
    ],
)
def test_the_same_address_or_text_is_one_item(first: Document, second: Document, kept: list[str]) -> None:
    assert [i.id if isinstance(i, Document) else i.document_id for i in distinct([first, second])] == kept


def test_earlier_briefs_of_one_article_come_together() -> None:
    whole = result()
    german = [brief for brief in whole.briefs if brief.language == "de"]
    english = [brief for brief in whole.briefs if brief.language == "en"]
    (joined,) = distinct([replace(whole, briefs=tuple(english)), replace(whole, briefs=tuple(german))])
    assert joined == whole


def test_an_article_given_twice_is_one_story(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "copy.md").write_text(FRENCH.read_text())
    assert cli("newsletter", FRENCH, "copy.md", FRENCH, "--out", "issue").code == 0
    entries = feedparser.parse((tmp_path / "issue/fr.atom.xml").read_bytes()).entries
    assert len(entries) == 1
