from __future__ import annotations

import pytest

from briefsmith.clean.bylines import author_in, date_in, dateline
from briefsmith.newsletter.key_figures import fact_values, key_facts
from briefsmith.summarize.compression import compress
from briefsmith.summarize.headline import shorten
from briefsmith.summarize.standalone import opening_anaphor, unnamed_speaker

from .reading import findings, is_date_line, missing_labels, reason, stands_as


@pytest.mark.parametrize(
    ("text", "anaphor"),
    [
        ("Ella dimitió.", "ella"),
        ("Ambos dimitieron.", "ambos"),
        ("Por eso dimitió.", "por eso"),
        ("Esta semana llueve.", None),
        ("Sucre es una ciudad.", None),
    ],
)
def test_an_opening_that_leans_on_what_stands_before(text: str, anaphor: str | None) -> None:
    assert opening_anaphor(text, "es") == anaphor


@pytest.mark.parametrize(
    ("text", "shorter", "rule"),
    [
        ("Sin embargo, el puente sigue abierto.", "El puente sigue abierto.", "connective"),
        ("Según la agencia EFE, el puente sigue abierto.", "El puente sigue abierto.", "attribution"),
        ("EFE informó que el puente sigue abierto.", "El puente sigue abierto.", "attribution"),
        ("La alcaldesa dijo en un comunicado que cierra.", "La alcaldesa dijo que cierra.", "occasion"),
        ("MADRID (EFE) - El puente cierra.", "El puente cierra.", "dateline"),
        ("Inés Robledo, la alcaldesa, dimitió.", "Inés Robledo dimitió.", "apposition"),
    ],
)
def test_what_can_go(text: str, shorter: str, rule: str) -> None:
    done = compress(text, "es")
    assert (done.text, done.rules) == (shorter, (rule,))


def test_a_headline_ends_before_a_clause() -> None:
    text = "Tras la tormenta, la ciudad cerró el viejo puente del puerto porque las tablas ya no eran nada seguras."
    assert shorten(text, "es") == "La ciudad cerró el viejo puente"


def test_who_speaks() -> None:
    assert unnamed_speaker("«Cerramos», dijo ella.", "es")
    assert not unnamed_speaker("«Cerramos», dijo Inés Robledo.", "es")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Por Inés Robledo", "byline"),
        ("Este sitio utiliza cookies.", "cookie_banner"),
        ("Te puede interesar: el puente", "related_stories"),
        ("Todos los derechos reservados", "copyright"),
        ("Hace 3 horas", "dateline"),
    ],
)
def test_page_furniture(line: str, expected: str) -> None:
    assert reason(line) == expected


def test_who_wrote_and_when() -> None:
    assert author_in("Por Inés Robledo, 2 de mayo de 2026") == "Inés Robledo"
    assert is_date_line("Lunes, 2 de mayo de 2026 a las 10:02 horas")
    assert date_in("Publicado el 2 de mayo del 2026") == "2 de mayo del 2026"
    assert dateline("Madrid, el 2 mayo (EFE).- El tren llega.") == (
        len("Madrid, el 2 mayo (EFE).- "),
        {"place": "Madrid", "date": "2 mayo", "source": "EFE"},
    )


def test_a_number_that_says_it_is_round() -> None:
    source = "En mayo llegaron 2.413.000 personas."
    assert findings("En mayo llegaron cerca de 2,4 millones de personas.", source, "es") == []
    assert findings("En mayo llegaron justo 2,4 millones de personas.", source, "es") == ["number"]


def test_names_of_states() -> None:
    assert stands_as("onu", "Las Naciones Unidas votaron.", "es")
    assert stands_as("eeuu", "Los Estados Unidos votaron.", "es")


def test_the_newsletter_speaks_the_language() -> None:
    assert missing_labels("es") == []


def test_a_unit_of_two_words() -> None:
    text = "Tiene 40 kilómetros cuadrados allí."
    assert key_facts([text], "es", fact_values([text], "es")) == ("40 kilómetros cuadrados",)
