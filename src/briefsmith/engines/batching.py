"""Batches of texts of similar length, so that little is wasted on padding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefsmith.errors import EngineError


def batches(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Batches of indices, the longest texts first, so that memory runs out immediately or never.

    A batch padded to its longest text has at most `budget` tokens; a text over the budget is a batch of its own.
    """
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > budget:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def refuse_longer(lengths: Sequence[int], limit: int, model: str) -> int:
    """The greatest length. Raises EngineError if a text is longer than the model reads: nothing is cut."""
    longest = max(lengths, default=0)
    if longest > limit:
        raise EngineError(f"{model}: a text has {longest} tokens, the model takes at most {limit}; split the text")
    return longest
