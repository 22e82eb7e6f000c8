from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefsmith.facts.finding import Span
from briefsmith.translate.guards import findings
from briefsmith.translate.guards.base import Finding, Sides
from briefsmith.translate.guards.figures import Compared, LostFiguresGuard, NewFiguresGuard, compare

PAIR = ("en", "de")


@pytest.mark.parametrize(
    ("source", "target", "lost", "new"),
    [("7–2", "7:2", (), ()), ("20 of 20", "20", ("20",), ()), ("the 1970s", "die siebziger Jahre", (), ()),
     ("15 years", "fünfzehnjährig", (), ()), ("two", "3", (), ("3",)), ("2.15pm", "14:15 Uhr", (), ()),
     ("at 10:00", "um 10 Uhr", (), ()), ("in 1992", "im Jahr '92", (), ()), ("20 m²", "30", ("20",), ("30",))],
)  # fmt: skip
def test_figures_are_compared_by_value(source: str, target: str, lost: tuple[str, ...], new: tuple[str, ...]) -> None:
    assert compare(source, target, PAIR) == Compared(lost, new)


@pytest.mark.parametrize(
    ("source", "target", "pair"),
    [
        ("It sold 200 thousand tickets for 2.3 billion.", "Vendió 200.000 entradas por 2300 millones.", ("en", "es")),
        (
            "In the 1960s, in the 18th century, at 5.30 pm",
            "Dans les années 60, au XVIIIe siècle, à 17 h 30",
            ("en", "fr"),
        ),
        ("Au XVIIIe siècle, le pont fut détruit.", "In the 18th century the bridge was destroyed.", ("fr", "en")),
        ("Nació en el siglo XV en Punjab.", "It began in the 15th century in Punjab.", ("es", "en")),
        ("The billion-dollar project grew 2.0 percent.", "Das Milliardenprojekt wuchs um 2 Prozent.", PAIR),
        ("The film is 35 mm wide.", "La película tiene 35 mm de ancho.", ("en", "es")),
        ("The tower is 100 feet (30 m) high.", "La tour fait 30 m de haut.", ("en", "fr")),
        ("The tower is 50ft high.", "Der Turm ist 15 Meter hoch.", PAIR),
        ("They paid $2.4 billion at 5 p.m.", "Sie zahlten um 17 Uhr 2,4 Milliarden Dollar.", PAIR),
    ],
)
def test_figures_written_otherwise_are_the_same(source: str, target: str, pair: tuple[str, str]) -> None:
    assert compare(source, target, pair) == Compared()
    assert "figures" not in {finding.kind for finding in findings(source, target, pair)}


@pytest.mark.parametrize(
    ("source", "target"),
    [("It cost 2.3 billion.", "Costó 2300 mil."), ("It has 20 boats.", "Tiene 200 barcos."), ("5 mm", "6 mm")],
)
def test_other_values_are_found(source: str, target: str) -> None:
    assert compare(source, target, ("en", "es")) != Compared()


def test_a_lost_figure_says_where_it_stood_and_how_the_target_writes_it() -> None:
    sides = Sides("Sales rose to 1,283.82 euros.", "Der Umsatz stieg auf 28,82 Euro.", PAIR)
    assert LostFiguresGuard().findings(sides) == [
        Finding("figures", "lost 128382", 1, "placeholder", (Span(14, 22, "1.283,82"),))
    ]
    assert NewFiguresGuard().findings(sides) == [Finding("figures", "not in the source: 2882")]


def test_where_figures_stay_as_the_source_has_them_the_lost_one_does_too() -> None:
    sides = Sides("It cost 1,283.82 euros.", "Es kostete viel.", PAIR, local=False)
    assert [span.text for finding in LostFiguresGuard().findings(sides) for span in finding.lost] == ["1,283.82"]


@given(
    *[st.lists(st.sampled_from([*"0123456789", ".", ",", ":", " ", "-", "in", "ft", " million", " h ", "%", "$"]), max_size=14)] * 2,
    st.sampled_from([("en", "de"), ("de", "en"), ("en", "fr"), ("fr", "es"), ("en", "ja")]),
)  # fmt: skip
@example(["12.5.2020 in Berlin"], ["12 May"], ("de", "en"))
def test_no_figures_are_too_odd_to_be_compared(source: list[str], target: list[str], pair: tuple[str, str]) -> None:
    compared = compare("".join(source), "".join(target), pair)
    assert all(figure.isdigit() for figures in compared for figure in figures)
    assert compare("".join(source), "".join(source), pair) == Compared()
    findings("".join(source), "".join(target), pair)
