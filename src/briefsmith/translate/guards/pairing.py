"""The figures of a sentence and of its translation, paired off step by step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


class Pairing:
    """The figures of either side without a counterpart so far: `lost` ones of the source, `new` ones of the target."""

    def __init__(self, source: Counter[str], target: Counter[str]) -> None:
        self._lost, self._new = source - target, target - source

    @property
    def lost(self) -> list[str]:
        """The open figures of the source, each as often as it is open."""
        return list((+self._lost).elements())

    @property
    def new(self) -> list[str]:
        """The same of the target."""
        return list((+self._new).elements())

    def settle(self, lost: Sequence[str], new: Sequence[str]) -> bool:
        """Pairs off figures that mean the same; returns whether all of them were open."""
        able = _holds(self._lost, lost) and _holds(self._new, new)
        if able:
            self._lost.subtract(lost)
            self._new.subtract(new)
        return able

    def excuse(self, lost: str, by: str) -> None:
        """Takes out a figure of the source for which the target has another, whether that is in the source too or not."""
        if self._lost[lost]:
            self._lost[lost] -= 1
            self._new[by] = max(0, self._new[by] - 1)


def _holds(open_: Counter[str], figures: Sequence[str]) -> bool:
    return all(open_[figure] >= figures.count(figure) for figure in figures)
