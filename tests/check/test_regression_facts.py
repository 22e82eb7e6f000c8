"""Known errors of summarizers, in sentences of our own: each must be found, and the true form must pass."""

from __future__ import annotations

import pytest

from briefsmith.check.source import Source
from briefsmith.check.support import unsupported


@pytest.mark.parametrize(
    ("language", "source", "true", "false"),
    [
        # a nine-digit number with dots
        (
            "en",
            "The register of Sorrel lists 283.145.902 plots of land.",
            "Sorrel lists 283,145,902 plots.",
            "Sorrel lists 283.145.92 plots.",
        ),
        (
            "de",
            "Das Register von Unterau zählt 283.145.902 Flurstücke.",
            "Es zählt 283.145.902 Flurstücke.",
            "Es zählt 28.145.902 Flurstücke.",
        ),
        # a version number
        ("en", "The port runs version 4.12.1 of its software.", "It runs version 4.12.1.", "It runs version 4.12.7."),
        # a headline in capitals
        (
            "en",
            "Mayor Helena Okafor opened the new bridge in Brannock.",
            "OKAFOR OPENS NEW BRIDGE",
            "LINDQVIST OPENS NEW BRIDGE",
        ),
        # a quotation inside a quotation
        (
            "en",
            "“My father always said ‘never sell the boat’ to us,” Ines Kato recalled.",
            "“My father always said 'never sell the boat' to us,” Kato recalled.",
            "“My father always said ‘never leave the boat’ to us,” Kato recalled.",
        ),
        # "no" and "not" lost
        (
            "en",
            "The farmers' union sees no danger in the new reservoir.",
            "The union sees no danger in the new reservoir.",
            "The union sees danger in the new reservoir.",
        ),
        (
            "en",
            "The ferry company will not raise its fares this year.",
            "The company won't raise its fares this year.",
            "The company will raise its fares this year.",
        ),
        (
            "de",
            "Die Fährgesellschaft erhöht ihre Preise in diesem Jahr nicht.",
            "Die Gesellschaft erhöht ihre Preise in diesem Jahr nicht.",
            "Die Gesellschaft erhöht ihre Preise in diesem Jahr.",
        ),
        # one language within another
        (
            "de",
            "Der Sprecher sagte: “We will hire 1,200 people,” und nannte keinen Termin.",
            "“We will hire 1,200 people,” so der Sprecher.",
            "“We will hire 1,500 people,” so der Sprecher.",
        ),
        # digits dropped from a sum
        ("de", "Der Verein zahlte 283,82 € Strafe.", "Die Strafe betrug 283,82 Euro.", "Die Strafe betrug 28,82 Euro."),
    ],
)
def test_the_change_is_found_and_the_truth_passes(language: str, source: str, true: str, false: str) -> None:
    document = Source([source], language)
    assert unsupported(true, document) == []
    assert unsupported(false, document) != []
