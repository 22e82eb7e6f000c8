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
    night = "In der Nacht zum Dienstag kam es in der Innenstadt erneut zu Protesten."
    assert ended(f"Über Nacht\n\n{night}")[0] == night
    posts = "Stellen werden vor allem in der Verwaltung gestrichen, wie Velonne sagte."
    assert ended(f"Über 300 Stellen fallen weg\n\n{posts}")[0] == posts
    # The section is longer than all before it: it is the article.
    assert ended(f"About Velonne\n\nVelonne is a railway. {clouds} {clouds} {clouds} {clouds}", clouds)[0] != clouds


@pytest.mark.parametrize("heading", ["About Velonne", "Weitere Informationen"])
def test_an_article_that_goes_on_under_a_heading_has_not_ended(heading: str) -> None:
    more = "Velonne is the third company that tries to run night trains over the border in ten years."
    assert ended(f"{heading}\n\n{more}\n\nWhat comes next\n\n{more}", f"{BODY}\n\n{BODY}")[1].keys() == {"heading"}


@pytest.mark.parametrize("author", ["Ana Silva", "Jo Berg and Ana Silva", "ana silva"])
@pytest.mark.parametrize("end", ["Ana Silva is a reporter in Lyon.", "Ana Silva has covered railways. Follow her @ana"])
def test_who_the_author_is_is_not_the_article(author: str, end: str) -> None:
    last, dropped = ended(end, author=author)
    assert last.startswith("The line still needs")
    assert dropped == {"other_text": end}


def test_the_same_sentence_about_another_person_is_kept() -> None:
    assert ended("Ana Silva is a reporter in Lyon.", author="Jo Berg")[0] == "Ana Silva is a reporter in Lyon."
    assert ended("Ana Silva is a reporter in Lyon.")[0] == "Ana Silva is a reporter in Lyon."


@pytest.mark.parametrize(
    ("author", "paragraph"),
    [
        ("Ana Silva in New York", "New York officials said that they had no plans to follow the example."),
        ("Reuters in Berlin", "In Berlin, the government said that it would look at the plans."),
        ("Ana Silva", "Ana Silva, who leads Velonne, said: “We are delighted that the trains will run at last.”"),
    ],
)
def test_a_paragraph_of_the_article_is_no_biography(author: str, paragraph: str) -> None:
    assert ended(paragraph, author=author)[0] == paragraph


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
        "Jeden Freitag das Wichtigste aus Kunst, Musik und Literatur direkt in Ihrem Postfach, frei Haus.",
    ],
)
def test_notices_in_whole_sentences_are_left_out(notice: str) -> None:
    whole = f"{notice}\n\n{BODY}"
    start, _ = find_body(whole, extracted=True).paragraphs[0]
    assert whole[start:].startswith("Velonne will run")


@pytest.mark.parametrize(
    "paragraph",
    [
        "“If the strike ends this month, we may earn as much as last year,” said the head of Velonne on Friday.",
        "Under the new law an agent may receive a commission of three percent from the seller, the ministry said.",
        "El exdirector está acusado de recibir una comisión de dos millones de euros por el contrato de los trenes.",
        "L'ancien directeur est accusé de toucher une commission de deux millions d'euros pour le contrat des trains.",
        "Die Direktorin fand nach Angaben der Polizei am Montag in ihrem Postfach eine Drohung ohne Absender.",
    ],
)
def test_what_only_has_words_of_a_notice_is_kept(paragraph: str) -> None:
    assert ended(paragraph)[0] == paragraph
