from __future__ import annotations

import pytest

from briefsmith.clean import bylines as facts
from briefsmith.clean.lines import Block, split_blocks


def block(text: str) -> Block:
    [only] = split_blocks(text)
    return only


@pytest.mark.parametrize(
    ("text", "rest", "found"),
    [
        ("Beijing, September 2 — The talks took place.", "The", {"place": "Beijing", "date": "September 2"}),
        ("MADRID — Rain fell.", "Rain", {"place": "MADRID"}),
        ("CLEVELAND, Ohio – The band is back.", "The", {"place": "CLEVELAND, Ohio"}),
        ("PARIS (AFP) — Le train arrive.", "Le", {"place": "PARIS", "source": "AFP"}),
        ("Berlin (dpa) - Der Zug kommt.", "Der", {"place": "Berlin", "source": "dpa"}),
        (
            "Berlin, 2. September (dpa) – Der Zug kommt.",
            "Der",
            {"place": "Berlin", "date": "2. September", "source": "dpa"},
        ),
        ("Madrid, 2 sep (EFE).- El tren llega.", "El", {"place": "Madrid", "date": "2 sep", "source": "EFE"}),
        ("New York, Sept. 2 (Xinhua) -- “Trains” came.", "“Trains”", {"place": "New York", "source": "Xinhua"}),
    ],
)
def test_datelines(text: str, rest: str, found: dict[str, str]) -> None:
    dateline = facts.dateline(text)
    assert dateline is not None
    length, read = dateline
    assert text[length:].startswith(rest)
    assert found.items() <= read.items()


@pytest.mark.parametrize(
    "text",
    [
        "Lisa – the girl next door – came.",
        "NASA — the space agency — said so.",
        "Vienna – Two trains met.",  # a place in lower case, no date, no agency: it may be the subject
        "The mayor (Labour) — who else? — spoke.",
        "MARTA: I was twenty.",
        "On September 2 the trams came back.",
        "—",
        "",
    ],
)
def test_no_datelines(text: str) -> None:
    assert facts.dateline(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "September 2, 2025",
        "Published 10:02 AM EST Nov 19, 2019",
        "Stand: 2. September 2025, 10:15 Uhr",
        "Ana Silva - Nov 19, 2019, 10:31 pm CST",
        "2025-09-02 10:15",
        "le 2 septembre 2025 à 10h15",
    ],
)
def test_date_lines(text: str) -> None:
    assert facts.is_date_line(block(text))


@pytest.mark.parametrize(
    "text",
    [
        "The line opened on September 2, 2025.",
        "— Ana Silva (@ana) May 1, 2020",
        "May we come in?",
        "Council approves line",
    ],
)
def test_no_date_lines(text: str) -> None:
    assert not facts.is_date_line(block(text))


@pytest.mark.parametrize(
    "text",
    [
        "The harbour in May (Photo: Jonas Meer)",
        "The harbour (Jonas Meer/AP)",
        "The mayor leaves the hall. Jonas Meer/Getty Images",
        "Foto: Jonas Meer",
    ],
)
def test_captions(text: str) -> None:
    assert facts.is_caption(block(text))


@pytest.mark.parametrize(
    "text", ["The agency (AP) said so on Monday.", "She took a photo of the harbour.", "Pay by credit card."]
)
def test_no_captions(text: str) -> None:
    assert not facts.is_caption(block(text))


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("By Ana Silva | Updated: September 2, 2025", "Ana Silva"),
        ("Von Ilse Brandt", "Ilse Brandt"),
        ("Written by Ana Silva", "Ana Silva"),
        ("Autor: Ilse Brandt", "Ilse Brandt"),
        ("Par Claire Morel, le 1er mai 2026", "Claire Morel"),
        ("Von Ilse Brandt am 2. Mai 2026", "Ilse Brandt"),
        ("Por Ana Silva, el 2 de mayo de 2026", "Ana Silva"),
        ("By", None),
    ],
)
def test_authors(text: str, author: str | None) -> None:
    assert facts.author_in(text) == author
