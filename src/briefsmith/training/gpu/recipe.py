"""What a bundle tells the machine that trains it: sizes, rates and phases, as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

# Before a source sentence that was translated back.
BACK_TAG = "<bt>"


def language_tag(language: str) -> str:
    """The end mark of a source sentence that is to be translated into this language.

    It is where a model of one direction has `</s>`: an export swaps the two names, and nothing that runs the model
    has to know about tags.
    """
    return f"<2{language}>"


@dataclass(frozen=True, slots=True)
class Target:
    """A language other than the common one, and its share of the sentences."""

    language: str
    share: float


@dataclass(frozen=True, slots=True)
class Sizes:
    """The network's size; `width` may be another in a run, and `feed_forward` then keeps its ratio to it."""

    width: int
    feed_forward: int
    encoder_layers: int
    decoder_layers: int
    dropout: float


@dataclass(frozen=True, slots=True)
class Optimizing:
    """How the loss is minimized. Muon is used if its steps take at most `muon_share` of the time, else AdamW."""

    learning_rate: float
    weight_decay: float
    clip: float
    label_smoothing: float
    muon_share: float


@dataclass(frozen=True, slots=True)
class Schedule:
    """How the learning rate changes over the run."""

    warmup: int
    decay: str
    power: float
    decay_from: float


@dataclass(frozen=True, slots=True)
class Averaging:
    """A sample of weight `weight` joins the moving average every `every` steps."""

    every: int
    weight: float


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the run, up to `until`; which part of the sentences goes into the common language, which is synthetic."""

    until: float
    reverse: float = 0.0
    synthetic: float = 0.0


@dataclass(frozen=True, slots=True)
class Phases:
    """The four parts: real pairs, translating back, all together, and the learning rate going to 0."""

    real: Phase
    back: Phase
    mixed: Phase
    ending: Phase

    def at(self, done: float) -> str:
        """The name of the phase that a run is in when the share `done` of it is over."""
        return next((name for name in PHASES if done < getattr(self, name).until), PHASES[-1])


PHASES = ("real", "back", "mixed", "ending")


@dataclass(frozen=True, slots=True)
class LengthLimits:
    """Sentences of other lengths, in pieces, are left out of what is translated back too."""

    shortest: int
    longest: int
    ratio: float


@dataclass(frozen=True, slots=True)
class BundleRecipe:
    """A whole run. `batch_tokens` counts source and target with their padding."""

    source: str
    targets: tuple[Target, ...]
    sizes: Sizes
    optimizing: Optimizing
    schedule: Schedule
    averaging: Averaging
    phases: Phases
    limits: LengthLimits
    batch_tokens: int
    seed: int

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> BundleRecipe:
        """The inverse of `to_json`."""
        return cls(
            source=data["source"],
            targets=tuple(Target(**target) for target in data["targets"]),
            sizes=Sizes(**data["sizes"]),
            optimizing=Optimizing(**data["optimizing"]),
            schedule=Schedule(**data["schedule"]),
            averaging=Averaging(**data["averaging"]),
            phases=Phases(**{name: Phase(**data["phases"][name]) for name in PHASES}),
            limits=LengthLimits(**data["limits"]),
            batch_tokens=data["batch_tokens"],
            seed=data["seed"],
        )

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)

    def directions(self) -> list[tuple[str, str]]:
        """Every pair of languages that the model translates, out of the common one first."""
        languages = [target.language for target in self.targets]
        return [*((self.source, x) for x in languages), *((x, self.source) for x in languages)]
