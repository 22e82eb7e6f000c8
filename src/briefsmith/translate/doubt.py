"""How sure a translated sentence is: the estimated probability that a reader is misled by it.

The guards see what is false; most errors of a small model are not of their kinds. What is left is what the model itself
says, and what the word table misses: `surprise`, the negative mean log-probability of a token (nats), and `gap`, the
evidence (nats) that a run of the source's words has no counterpart in the translation. A logistic curve over both, which
`briefsmith train` fits for each model, gives the doubt. docs/measured/doubt.md says how well.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefsmith.model import Level
from briefsmith.translate.guards.base import Finding, Sides
from briefsmith.translate.guards.omission import word_features

# Of sentences below the first, at most one in five has a serious error; of those from the second on, most have.
READ, DOUBTFUL = 0.3, 0.5
# Where the features of a word table (`guards.coverage`) hold the most suspicious run of source words, by words alone.
_GAP = 7
NAMES = ("surprise", "gap")


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of one sentence; both are None for an engine without probabilities, `gap` for a pair without a table.

    The gap alone would blame a good model for every free translation.
    """

    surprise: float | None = None
    gap: float | None = None

    @classmethod
    def of(cls, score: float, sides: Sides) -> Signals:
        """From a mean log-probability, which is 0 where the engine knows none, and the two texts."""
        if not score:
            return cls()
        seen = sides.once(word_features)
        return cls(-score, None if seen is None else seen[_GAP])


@dataclass(frozen=True, slots=True)
class Calibration:
    """The curve of a model: the log-odds are `bias` plus `weights` times what `NAMES` are above `typical`.

    Both are in the order of `NAMES`. A signal that is not known counts as typical.
    """

    bias: float
    weights: tuple[float, ...]
    typical: tuple[float, ...]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Calibration:
        """Read the `calibration` of a `briefsmith.json`. Raises KeyError or TypeError for anything else."""
        weights, typical = ([float(data[key][name]) for name in NAMES] for key in ("weights", "typical"))
        return cls(float(data["bias"]), tuple(weights), tuple(typical))

    def to_json(self) -> dict[str, Any]:
        """The inverse of `from_json`."""
        named = {key: dict(zip(NAMES, getattr(self, key), strict=True)) for key in ("weights", "typical")}
        return {"bias": self.bias, **named}

    def doubt(self, signals: Signals) -> float:
        """The probability (0 to 1) of a serious error."""
        seen = (signals.surprise, signals.gap)
        parts = zip(self.weights, self.typical, seen, strict=True)
        odds = self.bias + sum(weight * (value - usual) for weight, usual, value in parts if value is not None)
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))


# For models that were not calibrated: about the mean curve of the embedded ones. An engine without probabilities is always
# at its bias, which is neither sure nor doubtful.
DEFAULT = Calibration(-0.4, (3.7, 0.33), (0.5, 1.85))


def judged(calibration: Calibration, signals: Signals, findings: Sequence[Finding]) -> float:
    """The doubt about a sentence; one with a finding is at least doubtful."""
    doubt = calibration.doubt(signals)
    return round(max(doubt, DOUBTFUL) if findings else doubt, 3)


def level(doubt: float) -> Level:
    """What follows for a reader: may be trusted, should be read beside its source, is probably wrong."""
    if doubt < READ:
        return "sure"
    return "read" if doubt < DOUBTFUL else "doubtful"
