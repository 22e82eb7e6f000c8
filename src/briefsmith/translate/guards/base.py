"""What a guard is: it looks for one kind of error in a translated sentence, and says what may fix it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeVar

from briefsmith.facts.finding import Finding as AnyFinding
from briefsmith.facts.finding import Span
from briefsmith.languages.table import Pair

T = TypeVar("T")
# What may fix a finding: a wider beam alone; after that beam, what was lost as placeholders; after that beam, the
# sentence cut at its clauses; nothing, so that it is only reported.
Remedy = Literal["retry", "placeholder", "split", "none"]
UNDETERMINED: Pair = ("und", "und")


@dataclass(frozen=True, slots=True)
class Finding(AnyFinding):
    """One thing that is wrong with a translation; the greater the weight, the worse.

    `lost` holds the spans of the source that it lost, each with the text that must replace it, where that is known.
    """

    weight: float = 1
    remedy: Remedy = "retry"
    lost: tuple[Span, ...] = ()


@dataclass(slots=True, eq=False)
class Sides:
    """A sentence and its translation, with results that several guards share.

    `local` says that figures must have the form of the target language; `wanted` are the terms that the user wants in it.
    """

    source: str
    target: str
    pair: Pair = UNDETERMINED
    local: bool = True
    wanted: str = ""
    _known: dict[Callable[[Sides], Any], Any] = field(default_factory=dict, init=False, repr=False)

    def once(self, work: Callable[[Sides], T]) -> T:
        """The result of `work` for these sides, computed at the first call and kept."""
        if work not in self._known:
            self._known[work] = work(self)
        found: T = self._known[work]
        return found


class Guard(Protocol):
    """One check of a translated sentence. `name` says what it looks at, in words for a reader, and is unique."""

    name: str
    # Whether it also checks an empty translation and a copy of the source.
    always: bool = False

    def knows(self, pair: Pair) -> bool:
        """Whether it can judge translations of this pair at all."""
        return True

    def findings(self, sides: Sides) -> list[Finding]:
        """What is wrong with the translation, in the order of the source."""
