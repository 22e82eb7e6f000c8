from __future__ import annotations

from collections import Counter

from briefsmith.translate.guards.pairing import Pairing


def test_figures_are_settled_only_where_all_of_them_are_open() -> None:
    pairing = Pairing(Counter(["7", "2", "5", "9"]), Counter(["72", "9"]))
    assert (pairing.lost, pairing.new) == (["7", "2", "5"], ["72"])
    assert not pairing.settle(["7", "3"], ["72"])
    assert pairing.settle(["7", "2"], ["72"])
    assert not pairing.settle(["5"], ["72"])
    assert (pairing.lost, pairing.new) == (["5"], [])


def test_an_excused_figure_needs_no_open_counterpart() -> None:
    pairing = Pairing(Counter(["50", "15"]), Counter(["15"]))
    pairing.excuse("50", by="15")
    pairing.excuse("50", by="15")
    assert (pairing.lost, pairing.new) == ([], [])
