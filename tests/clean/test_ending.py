"""What ends a text without being the article: "About ...", contacts, the author's biography."""

from __future__ import annotations

import pytest

from briefsmith.clean.blocks import find_body

BODY = "\n\n".join(
    [
        "Velonne will run a night train between Lyon and Barcelona from June 2027, the company said on Thursday.",
        "Tickets cost between 39 and 149 euros, and each train has 312 places and a carriage for 24 bicycles.",
        "The project costs 86 million euros, of which the European Investment Bank pays 18 million, it said.",
        "The line still needs the consent of the Spanish network, which is expected before the end of the year.",
    ]
)


def ended(end: str, text: str = BODY, author: str = "") -> tuple[str, dict[str, str]]:
    """The last paragraph that is kept, and what was dropped, by reason."""
    whole = f"{text}\n\n{end}"
    found = find_body(whole, extracted=True, stated={"author": author})
    start, stop = found.paragraphs[-1]
    return whole[start:stop], {span.reason: whole[span.start : span.end] for span in found.dropped}


@pytest.mark.parametrize(
    "end",
    [
        "About Velonne\n\nFounded in Lyon in 2021, Velonne is an independent railway with 230 employees.",
        "Über die Velonne AG\n\nDie Velonne AG ist eine unabhängige Bahn mit 230 Beschäftigten und Sitz in Lyon.",
        "À propos de Velonne\n\nFondée en 2021 à Lyon, Velonne est une compagnie indépendante de 230 salariés.",
        "Acerca de Velonne\n\nFundada en Lyon en 2021, Velonne es una compañía ferroviaria con 230 empleados.",
        "Media contact\n\nJulie Marchetti will answer your questions at any time between eight and six o'clock.",
        "Notes to editors\n\nPictures of the carriages can be had from the press office of the company in Lyon.",
    ],
)
def test_the_last_sections_of_a_press_release_are_not_the_article(end: str) -> None:
    last, dropped = ended(end)
    assert last.startswith("The line still needs")
    assert dropped == {"about_section": end}


def test_a_section_that_only_looks_like_it_is_kept() -> None:
    clouds = "Nobody there thinks that the old plane should fly again, and still they have kept all of its parts."
    assert ended(f"Über den Wolken\n\n{clouds}")[0] == clouds
    assert ended(f"About 40 people came\n\n{clouds}")[0] == clouds
    # The section is longer than all before it: it is the article.
    assert ended(f"About Velonne\n\nVelonne is a railway. {clouds} {clouds} {clouds} {clouds}", clouds)[0] != clouds


@pytest.mark.parametrize("author", ["Ana Silva", "Jo Berg and Ana Silva", "ana silva"])
@pytest.mark.parametrize("end", ["Ana Silva is a reporter in Lyon.", "Ana Silva has covered railways. Follow her @ana"])
def test_who_the_author_is_is_not_the_article(author: str, end: str) -> None:
    last, dropped = ended(end, author=author)
    assert last.startswith("The line still needs")
    assert dropped == {"other_text": end}


def test_the_same_sentence_about_another_person_is_kept() -> None:
    assert ended("Ana Silva is a reporter in Lyon.", author="Jo Berg")[0] == "Ana Silva is a reporter in Lyon."
    assert ended("Ana Silva is a reporter in Lyon.")[0] == "Ana Silva is a reporter in Lyon."


def test_the_byline_of_a_pasted_text_names_the_author() -> None:
    text = f"Night train to Barcelona\nBy Ana Silva\n\n{BODY}\n\nAna Silva is a reporter in Lyon."
    start, stop = find_body(text).paragraphs[-1]
    assert text[start:stop].startswith("The line still needs")


@pytest.mark.parametrize(
    "notice",
    [
        "We may earn a commission if you buy something through the links on our site, at no cost to you.",
        "Dieser Artikel enthält Affiliate-Links, durch die wir bei einem Kauf etwas Geld bekommen können.",
        "Cet article contient des liens affiliés grâce auxquels nous pouvons gagner un peu d'argent.",
        "Jeden Freitag das Wichtigste aus Kunst, Musik und Literatur in Ihrem Postfach, frei Haus.",
    ],
)
def test_notices_in_whole_sentences_are_left_out(notice: str) -> None:
    whole = f"{notice}\n\n{BODY}"
    start, _ = find_body(whole, extracted=True).paragraphs[0]
    assert whole[start:].startswith("Velonne will run")
