from __future__ import annotations

import pytest

from briefsmith.clean.furniture import phrases
from briefsmith.clean.lines import split_blocks
from briefsmith.clean.matching import normalise


def reason(line: str) -> str | None:
    [block] = split_blocks(line)
    return block.reason


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("LEAVE A REPLY", "comments"),
        ("  * 12 Comments", "comments"),
        ("1.2k Comments", "comments"),
        ("Kommentar schreiben", "comments"),
        ("Read more: Ferry ends in June", "related_stories"),
        ("Lire aussi : le bac", "related_stories"),
        ("Compartir en Facebook", "share_list"),
        ("Tags: harbour, tram", "tag_list"),
        ("Wij gebruiken cookies", "cookie_banner"),
        ("Questo sito utilizza i cookie per migliorare l'esperienza.", "cookie_banner"),
        ("Assine nossa newsletter", "newsletter_banner"),
        ("Tutti i diritti riservati", "copyright"),
        ("Publicidade", "advertisement"),
        ("By Ana Silva", "byline"),
        ("Quelle: dpa", "source_line"),
    ],
)
def test_furniture_is_known(line: str, expected: str) -> None:
    assert reason(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "By the river I sat",
        "Share the bread, said the water",
        "More on that later.",
        "“Follow me.”",
        "Search parties left at dawn, in rain, with dogs and two helicopters from the coast.",
        "The site uses cookies that its bakers wrap by hand, and sells them in a small shop behind the station " * 8,
        "Comments that the minister made on Monday were met with silence in parliament.",
        "Von der Brücke sah man das Meer.",
        "",
    ],
)
def test_lines_of_an_article_are_not(line: str) -> None:
    assert not line or reason(line) is None


def test_the_data_files_are_sound() -> None:
    for group, items in phrases().items():
        assert items, group
        for phrase in items:
            body = phrase.removeprefix("* ").removesuffix(" *")
            assert normalise(body.replace("#", "0")), f"{group}: {phrase!r} can match nothing"
            assert "*" not in body, f"{group}: {phrase!r} has a star that means nothing"
            assert normalise(body.replace("#", "0")) == body.casefold(), f"{group}: {phrase!r} is not normalised"
