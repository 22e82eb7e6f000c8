"""As many lines out as in, whatever ends them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from briefsmith.translate.lines import translate_texts


class Upper:
    """Translates by writing capitals."""

    def translate(self, sentences: Sequence[str]) -> list[str]:
        return [sentence.upper() for sentence in sentences]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_line_breaks_of_every_kind_stay(end: str) -> None:
    text = f"One. Two.{end}{end}Three{end}"
    assert translate_texts([text, "four"], Upper(), "en") == [f"ONE. TWO.{end}{end}THREE{end}", "FOUR"]
