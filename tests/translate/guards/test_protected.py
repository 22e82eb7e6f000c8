from __future__ import annotations

import pytest

from briefsmith.translate.guards.base import Sides
from briefsmith.translate.guards.protected import ProtectedGuard


@pytest.mark.parametrize(
    ("source", "target", "lost"),
    [
        ("Version 2.14.3 is out.", "Version 2.14 ist da.", "2.14.3"),
        ("See https://ex.org/a for more.", "Mehr unter https://ex.org/b.", "https://ex.org/a"),
    ],
)
def test_a_lost_span_is_found_with_its_place(source: str, target: str, lost: str) -> None:
    (finding,) = ProtectedGuard().findings(Sides(source, target))
    (span,) = finding.lost
    assert finding.message == f"lost {lost}"
    assert source[span.start : span.end] == span.text == lost


def test_a_span_must_stand_as_often_as_in_the_source() -> None:
    (finding,) = ProtectedGuard().findings(Sides("@lind saw @lind", "@lind sah sich"))
    assert [(span.start, span.end) for span in finding.lost] == [(0, 5), (10, 15)]
    assert ProtectedGuard().findings(Sides("@lind saw @lind", "@lind sah @lind")) == []
