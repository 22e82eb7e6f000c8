from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefsmith.translate.guards.calendar import new_dates
from briefsmith.translate.guards.figures import compare
from briefsmith.translate.guards.sentence import findings, is_copy, repeated

PAIR = ("en", "de")
GOOD = [
    (
        "The council met on Tuesday and voted for 12 new ferries.",
        "Der Rat tagte am Dienstag und stimmte für zwölf neue Fähren.",
    ),
    ("They paid $2.4 billion at 5 p.m.", "Sie zahlten um 17 Uhr 2,4 Milliarden Dollar."),
    ("The tower is 50ft high.", "Der Turm ist 15 Meter hoch."),
    ("He did not come.", "Er kam nicht."),
    ("Helena Okafor", "Helena Okafor"),
    ("Version 2.14.3 fixes 123.456.789 cases.", "Version 2.14.3 behebt 123.456.789 Fälle."),
    ("COUNCIL BUYS NEW FERRIES", "Rat kauft neue Fähren"),
    ("“They called it ‘too slow’,” said the mayor.", "„Sie nannten es ‚zu langsam‘“, sagte der Bürgermeister."),
    ("Er sagte, dass der Regen gestern aufhörte.", "Er sagte, dass der Regen gestern aufhörte."),
    ("42 %", "42 %"),
    ("It cost £5 to $7 on 3 January.", "Am 3. Januar kostete es 5 Pfund bis 7 US-Dollar."),
    ("In May and on Monday it may rain.", "Im Mai und am Montag mag es regnen."),
]
BAD = [
    ("The council met.", "  ", "empty"),
    ("The council met in the old town hall", "The council met in the old town hall", "copy"),
    ("Sales rose to 283.82 euros.", "Der Umsatz stieg auf 28,82 Euro.", "figures"),
    ("Version 2.14.3 is out.", "Version 2.14 ist da.", "protected"),
    ("It sold 123.456.789 tickets.", "Es verkaufte 123.456.78 Karten.", "figures"),
    ("It cost 5 billion euros.", "Es kostete 5 Millionen Euro.", "figures"),
    ("The council met on Friday.", "Der Rat tagte.", "dates"),
    ("Prices fell to 1.9 % in January.", "Die Preise fielen im Januar auf 1,9 % im Januar.", "dates"),
    ("The council met on Friday.", "Der Rat tagte von Freitag bis Montag.", "dates"),
    ("It cost $5 million.", "Es kostete 5 Millionen.", "figures"),
    ("It cost $5 million.", "Es kostete 5 Millionen Pfund.", "figures"),
    ("It cost 5 € in all of Europe.", "Es kostete 5 in ganz Europa.", "figures"),
    ("See https://ex.org/a for more.", "Mehr unter https://ex.org/b.", "protected"),
    ("The ferries are late again.", "Die Fähren sind sind sind wieder spät.", "loop"),
    ("The Marlow Bay Initiative was named.", "Die Marlow Bay Initiative, die Marlow Bay Initiative wurde genannt.", "loop"),
    ("The mayor did not sign the contract.", "Der Bürgermeister unterschrieb den Vertrag.", "negation"),
    ("There was no rain in the valley.", "Im Tal gab es Regen.", "negation"),
    ("Rain fell.", "Regen fiel auf die Stadt. Danach kam die Sonne. Alle freuten sich. Das Fest begann.", "length"),
    ("The council voted for new ferries on the river.", "Le conseil a voté pour de nouveaux bateaux sur la rivière.", "language"),
    (
        "The council voted for new ferries, and the mayor said that the old boats would be sold to a museum in the north.",
        "Der Rat stimmte für neue Fähren.",
        "missing",
    ),
    ("The speech of Oluwaseun Akintola was short.", "Die Rede war kurz, sagte man im Rathaus.", "names"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target"), GOOD)
def test_sound_translations_have_no_findings(source: str, target: str) -> None:
    assert findings(source, target, PAIR) == []


@pytest.mark.parametrize(("source", "target", "kind"), BAD)
def test_what_is_wrong_is_found(source: str, target: str, kind: str) -> None:
    assert kind in {finding.kind for finding in findings(source, target, PAIR)}


@pytest.mark.parametrize("date", ["3/1/2020", "2020-01-03", "3.1.2020"])
def test_a_month_may_be_in_figures(date: str) -> None:
    assert new_dates(f"on {date} at 1.9 %", "am 3. Januar 2020 bei 1,9 %", PAIR) == []


def test_a_french_seven_is_no_september() -> None:
    assert findings("He won it seven times.", "Il l’a gagné sept fois.", ("en", "fr")) == []


def test_mixed_language_is_no_copy() -> None:
    assert not is_copy("The sign said „Bitte nicht stören“ in red.", "Auf dem Schild stand rot „Bitte nicht stören“.")


@pytest.mark.parametrize(
    ("text", "found"), [("a a a", ["a"]), ("die die Stadt regieren", []), ("wäre, wäre er da", [])]
)
def test_repetitions(text: str, found: list[str]) -> None:
    assert repeated(text) == found
    assert repeated(text, text) == []


@pytest.mark.parametrize(
    ("source", "target", "lost", "new"),
    [("7–2", "7:2", [], []), ("20 of 20", "20", ["20"], []), ("the 1970s", "die siebziger Jahre", [], []),
     ("15 years", "fünfzehnjährig", [], []), ("two", "3", [], ["3"]), ("2.15pm", "14:15 Uhr", [], [])],
)  # fmt: skip
def test_figures_are_compared_by_value(source: str, target: str, lost: list[str], new: list[str]) -> None:
    assert compare(source, target, PAIR) == (lost, new)


def test_a_pair_without_a_table_is_checked_all_the_same() -> None:
    assert findings("The rain stopped at 9.", "Regnet slutade klockan 9.", ("en", "sv")) == []
    assert {f.kind for f in findings("The rain stopped at 9.", "Regnet slutade.", ("en", "sv"))} == {"figures"}


@pytest.mark.parametrize(
    ("source", "target", "pair"),
    [
        ("It sold 200 thousand tickets for 2.3 billion.", "Vendió 200.000 entradas por 2300 millones.", ("en", "es")),
        (
            "In the 1960s, in the 18th century, at 5.30 pm",
            "Dans les années 60, au XVIIIe siècle, à 17 h 30",
            ("en", "fr"),
        ),
        ("The billion-dollar project grew 2.0 percent.", "Das Milliardenprojekt wuchs um 2 Prozent.", PAIR),
        ("The film is 35 mm wide.", "La película tiene 35 mm de ancho.", ("en", "es")),
        ("The tower is 100 feet (30 m) high.", "La tour fait 30 m de haut.", ("en", "fr")),
    ],
)
def test_figures_written_otherwise_are_the_same(source: str, target: str, pair: tuple[str, str]) -> None:
    assert compare(source, target, pair) == ([], [])
    assert "figures" not in {finding.kind for finding in findings(source, target, pair)}


@pytest.mark.parametrize(
    ("source", "target"),
    [("It cost 2.3 billion.", "Costó 2300 mil."), ("It has 20 boats.", "Tiene 200 barcos."), ("5 mm", "6 mm")],
)
def test_other_values_are_found(source: str, target: str) -> None:
    assert compare(source, target, ("en", "es")) != ([], [])


HEADLINE = "COUNCIL BUYS NEW FERRIES FOR THE RIVER"


@pytest.mark.parametrize(
    ("target", "language"),
    [("RAT KAUFT NEUE FÄHREN FÜR DEN FLUSS", "de"), ("LE CONSEIL ACHÈTE DE NOUVEAUX BATEAUX POUR LE FLEUVE", "fr"),
     ("EL CONSEJO COMPRA NUEVOS BARCOS PARA EL RÍO", "es")],
)  # fmt: skip
def test_a_headline_in_capitals_passes_and_its_copy_is_flagged(target: str, language: str) -> None:
    pair = "en", language
    assert findings(HEADLINE, target, pair) == []
    assert {finding.kind for finding in findings(HEADLINE, HEADLINE, pair)} == {"copy"}


PARAGRAPH = {
    "de": " Die Stadt liegt am Fluss. Viele Menschen leben dort seit langer Zeit. Im Sommer kommen Gäste aus dem ganzen Land.",
    "fr": " La ville est au bord du fleuve. Beaucoup y vivent depuis longtemps. En été, des visiteurs viennent de tout le pays.",
    "es": " La ciudad está junto al río. Mucha gente vive allí desde hace tiempo. En verano llegan visitantes de todo el país.",
}  # fmt: skip


@pytest.mark.parametrize(
    ("target", "language"),
    [("Der Rat stimmte am Dienstag für neue Fähren auf dem Fluss.", "de"),
     ("Mardi, le conseil a voté pour de nouveaux bateaux sur le fleuve.", "fr"),
     ("El martes, el consejo votó por nuevos barcos en el río.", "es")],
)  # fmt: skip
def test_a_sentence_padded_to_a_paragraph_is_found_by_length_and_by_sentences(target: str, language: str) -> None:
    source, pair = "The council voted on Tuesday for new boats on the river.", ("en", language)
    assert findings(source, target, pair) == []
    assert {finding.kind for finding in findings(source, target + PARAGRAPH[language], pair)} & {"length", "sentences"}
    sentences = " Ja. Gut. So. Nun."
    assert "sentences" in {finding.kind for finding in findings(source, target + sentences, pair)}


@pytest.mark.parametrize(
    ("target", "language"), [("Le conseil a voté pour de nouveaux bateaux.", "fr"), ("El consejo votó por nuevos barcos.", "es")]
)  # fmt: skip
def test_a_lost_half_is_found_in_every_pair_with_a_table(target: str, language: str) -> None:
    source = (
        "The council voted for new boats, and the mayor said that the old boats would be sold to a museum in the north."
    )
    assert {finding.kind for finding in findings(source, target, ("en", language))} & {"missing", "length"}


@given(
    *[st.lists(st.sampled_from([*"0123456789", ".", ",", ":", " ", "-", "in", "ft", " million", " h ", "%", "$"]), max_size=14)] * 2,
    st.sampled_from([("en", "de"), ("de", "en"), ("en", "fr"), ("fr", "es"), ("en", "ja")]),
)  # fmt: skip
@example(["12.5.2020 in Berlin"], ["12 May"], ("de", "en"))
def test_no_figures_are_too_odd_to_be_compared(source: list[str], target: list[str], pair: tuple[str, str]) -> None:
    lost, new = compare("".join(source), "".join(target), pair)
    assert all(figure.isdigit() for figure in (*lost, *new))
    assert compare("".join(source), "".join(source), pair) == ([], [])
    findings("".join(source), "".join(target), pair)
