from __future__ import annotations

import pytest

from briefsmith.translate.guards.base import Sides
from briefsmith.translate.guards.magnitudes import MagnitudesGuard, magnitudes


@pytest.mark.parametrize(
    ("text", "language", "orders"),
    [
        ("two billion and 3 million", "en", {10**9, 10**6}),
        ("das Zweimilliardenprojekt der Millionäre", "de", {10**9}),
        ("miles de millones", "es", {10**9}),
        ("2300 millones", "es", {10**9}),
        ("4 thousand million", "en", {10**9}),
        ("$2bn", "en", {10**9}),
        ("35 mm de ancho", "es", set()),
        ("eine Biotonne", "de", set()),
        ("3億円", "ja", {10**8}),
        ("3 milyon lira, 2 MİLYAR dolar", "tr", {10**6, 10**9}),
        ("3 milyon, 2 mılyar", "tr", {10**6}),
        ("£2m", "en", None),
        ("2 300 000", "fr", None),
    ],
)
def test_orders_named_in_words(text: str, language: str, orders: set[int] | None) -> None:
    assert magnitudes(text, language) == orders


def test_another_order_is_found_where_the_figures_came_through() -> None:
    (finding,) = MagnitudesGuard().findings(
        Sides("It cost 5 billion euros.", "Es kostete 5 Millionen Euro.", ("en", "de"))
    )
    assert (finding.kind, finding.lost) == ("figures", ())
    assert (
        MagnitudesGuard().findings(Sides("It cost 5 billion euros.", "Es kostete 5 Milliarden Euro.", ("en", "de")))
        == []
    )
    assert (
        MagnitudesGuard().findings(Sides("It cost 5 billion euros.", "Es kostete 6 Millionen Euro.", ("en", "de")))
        == []
    )


def test_what_is_not_known_of_a_language() -> None:
    assert MagnitudesGuard().knows(("en", "pl"))
    assert not MagnitudesGuard().knows(("en", "tlh"))
