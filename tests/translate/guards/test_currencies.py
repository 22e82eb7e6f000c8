from __future__ import annotations

import pytest

from briefsmith.translate.guards.base import Sides
from briefsmith.translate.guards.currencies import CurrenciesGuard


@pytest.mark.parametrize(
    ("source", "target", "language", "lost"),
    [
        ("It cost $5 million.", "Es kostete 5 Millionen.", "de", ["$"]),
        ("It cost $5 million.", "Es kostete 5 Millionen Pfund.", "de", ["$"]),
        ("It cost $5 million.", "Es kostete 5 Millionen US-Dollar.", "de", []),
        ("It cost 5 € in all of Europe.", "Es kostete 5 in ganz Europa.", "de", ["€"]),
        ("It cost £5 to $7.", "Costó de 5 libras a 7 dólares.", "es", []),
        ("It cost £5 to $7.", "Kostte 5 pond tot 7.", "nl", ["$"]),
        ("It cost $5.", "Kosztuje 5.", "pl", []),
    ],
)
def test_lost_currencies(source: str, target: str, language: str, lost: list[str]) -> None:
    found = CurrenciesGuard().findings(Sides(source, target, ("en", language)))
    assert [finding.message for finding in found] == [f"lost the currency {sign}" for sign in lost]
    assert [source[span.start : span.end] for finding in found for span in finding.lost] == lost


def test_the_target_language_must_have_names_of_currencies() -> None:
    assert CurrenciesGuard().knows(("pl", "en"))
    assert not CurrenciesGuard().knows(("en", "pl"))
