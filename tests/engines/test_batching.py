from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsmith.engines.batching import batches, refuse_longer
from briefsmith.errors import EngineError


@given(st.lists(st.integers(1, 200), max_size=60), st.integers(1, 400))
def test_every_text_once_and_no_padded_batch_over_the_budget(lengths: list[int], budget: int) -> None:
    found = list(batches(lengths, budget))
    assert sorted(i for batch in found for i in batch) == list(range(len(lengths)))
    for batch in found:
        assert len(batch) == 1 or len(batch) * max(lengths[i] for i in batch) <= budget
    assert [lengths[i] for batch in found for i in batch] == sorted(lengths, reverse=True)


def test_a_longer_text_is_refused_not_cut() -> None:
    assert refuse_longer([3, 8, 5], 8, "m") == 8
    assert refuse_longer([], 8, "m") == 0
    with pytest.raises(EngineError, match="m: a text has 9 tokens, the model takes at most 8"):
        refuse_longer([3, 9], 8, "m")
