from __future__ import annotations

import pytest

from briefsmith.translate.guards.base import Sides
from briefsmith.translate.guards.length import LengthGuard

SOURCE = "The council voted for new boats on the river in spring."


@pytest.mark.parametrize(
    ("source", "target", "pair", "said"),
    [
        (SOURCE, "Der Rat.", ("en", "de"), "too short: 8 characters for 55"),
        ("Rain fell.", "Regen fiel auf die Stadt und alle Dörfer am Fluss.", ("en", "de"), "too long: 50 characters for 10"),
        (SOURCE, "Rådet röstade för nya båtar på floden i vår.", ("en", "sv"), None),
        (SOURCE, "Rådet.", ("en", "sv"), "too short: 6 characters for 55"),
        (SOURCE, "議会は春に川の新しい船に賛成した。", ("en", "ja"), None),
    ],
)  # fmt: skip
def test_lengths_beyond_the_bounds_of_the_pair(
    source: str, target: str, pair: tuple[str, str], said: str | None
) -> None:
    found = LengthGuard().findings(Sides(source, target, pair))
    assert [finding.message for finding in found] == ([said] if said else [])
    assert all(finding.weight > 1 and finding.remedy == "split" for finding in found)
