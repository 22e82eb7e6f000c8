from __future__ import annotations

import pytest

from briefsmith.check.figures import compare
from briefsmith.check.translation import findings, is_copy, repeated

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
]
BAD = [
    ("The council met.", "  ", "empty"),
    ("The council met in the old town hall", "The council met in the old town hall", "copy"),
    ("Sales rose to 283.82 euros.", "Der Umsatz stieg auf 28,82 Euro.", "figures"),
    ("Version 2.14.3 is out.", "Version 2.14 ist da.", "protected"),
    ("It sold 123.456.789 tickets.", "Es verkaufte 123.456.78 Karten.", "figures"),
    ("It cost 5 billion euros.", "Es kostete 5 Millionen Euro.", "figures"),
    ("The council met on Friday.", "Der Rat tagte.", "dates"),
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
