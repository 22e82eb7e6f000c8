"""What a guard is: it looks for one kind of fault in a translated sentence, and says what may mend it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeVar

from briefsmith.facts.finding import Finding as AnyFinding
from briefsmith.facts.finding import Span
from briefsmith.languages.table import Pair

T = TypeVar("T")
# What may mend a finding: a wider beam alone; what was lost as placeholders, after that beam; the sentence cut at its
# clauses, after that beam; nothing, so that it is reported as it is.
Remedy = Literal["retry", "placeholder", "split", "none"]
UNDETERMINED: Pair = ("und", "und")


@dataclass(frozen=True, slots=True)
class Finding(AnyFinding):
    """One thing that is wrong with a translation; the greater the weight, the worse.

    `lost` are the stretches of the source that it lost, each with the text that must stand for it, where that is known.
    """

    weight: float = 1
    remedy: Remedy = "retry"
    lost: tuple[Span, ...] = ()


@dataclass(slots=True, eq=False)
class Sides:
    """A sentence and its translation, with what several guards ask of them.

    `local` says that figures are to stand in the form of the target language.
    """

    source: str
    target: str
    pair: Pair = UNDETERMINED
    local: bool = True
    _known: dict[Callable[[Sides], Any], Any] = field(default_factory=dict, init=False, repr=False)

    def once(self, work: Callable[[Sides], T]) -> T:
        """What `work` makes of these sides, done at the first call and kept."""
        if work not in self._known:
            self._known[work] = work(self)
        found: T = self._known[work]
        return found


class Guard(Protocol):
    """One check of a translated sentence. `name` says what it looks at, in the words of a reader; no two have the same."""

    name: str
    # Whether it is asked of an empty translation, and of a copy of the source, as well.
    always: bool = False

    def knows(self, pair: Pair) -> bool:
        """Whether it can judge translations of this pair at all."""
        return True

    def findings(self, sides: Sides) -> list[Finding]:
        """What is wrong with the translation, the first in the source first."""
