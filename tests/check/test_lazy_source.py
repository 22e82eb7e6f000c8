"""The check reads of the source only what a text asks for."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from briefsmith.check.source import Source
from briefsmith.check.support import unsupported

SENTENCES = ("The river rose by 2 metres.", "Ann Holt said that 30 families left.", "The bridge will open on 3 May.")


def read(source: Source) -> set[int]:
    return set(source._measured)


def test_a_text_without_figures_needs_no_figures_of_the_source() -> None:
    source = Source(SENTENCES, "en")
    assert unsupported("Holt speaks of the flood", source) == []
    assert read(source) == set()


def test_a_figure_is_looked_for_until_it_is_found() -> None:
    source = Source(SENTENCES, "en")
    assert unsupported("River up by 2 metres", source) == []
    assert 2 not in read(source)


def test_a_figure_that_is_nowhere_is_looked_for_everywhere() -> None:
    source = Source(SENTENCES, "en")
    assert [finding.text for finding in unsupported("River up by 9 metres", source)] == ["9"]
    assert read(source) >= {0, 1, 2}


@given(st.text("ab_1 -é", max_size=30), st.text("ab_1é", min_size=1, max_size=3))
def test_a_name_is_whole_words(text: str, name: str) -> None:
    expected = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", f"\n{text}".lower()) is not None
    assert Source((text,), "en").has(name) == expected
