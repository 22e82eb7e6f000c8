"""Batches of texts of like length, so that little is spent on padding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefsmith.errors import EngineError


def batches(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Indices in batches, the longest first, so that memory runs out at once or never.

    A batch padded to its longest has at most `budget` tokens; a text longer than that stands alone.
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
    """The greatest length. Raises EngineError where one text is longer than the model reads: nothing is cut in silence."""
    longest = max(lengths, default=0)
    if longest > limit:
        raise EngineError(f"{model}: {longest} tokens in one text, the model takes {limit}")
    return longest
