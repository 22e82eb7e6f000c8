"""What a bundle is to hold and how it is to be trained: recipes such as `configs/training/en-xx-large.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError, model_validator

from briefsmith.errors import SettingsError
from briefsmith.settings.schema import LanguageCode
from briefsmith.training.gpu.recipe import (
    Averaging,
    BundleRecipe,
    LengthLimits,
    Optimizing,
    Phase,
    Phases,
    Schedule,
    Sizes,
    Target,
)
from briefsmith.training.settings import (
    AveragingSettings,
    DataFile,
    DevSet,
    ModelSettings,
    OptimizerSettings,
    OriginSettings,
    ReleaseSettings,
    ScheduleSettings,
    SettingsModel,
    TrainingSettings,
    VocabularySettings,
    merged_layers,
    problem,
)

# Lengths are packed in one byte.
LONGEST = 200


class BundleFile(DataFile):
    """A file of sentence pairs."""

    worth: int = Field(default=1, description="With `--size`, files of the lowest worth are cut or left out first.")


class MonoFile(SettingsModel):
    """Text in the other language, one sentence a line, that the model translates back during training."""

    path: Path = Field(description="Plain or .xz, .gz, .bz2, .zst. In `data_dir`.")
    origin: str = Field(description="Origin of the pairs made from it; must be listed in `origins`.")
    limit: int | None = Field(default=None, gt=0, description="Read only this many lines, from the top.")
    worth: int = Field(default=1, description="With `--size`, files of the lowest worth are cut or left out first.")


class PairSettings(SettingsModel):
    """One language other than the common one."""

    target: LanguageCode = Field(description="The language.")
    share: float = Field(default=1.0, gt=0, description="Its part of all sentences, in proportion to the other shares.")
    data: tuple[BundleFile, ...] = Field(min_length=1, description="Files of sentence pairs.")
    mono: tuple[MonoFile, ...] = Field(default=(), description="Text to translate back.")
    dev: tuple[DevSet, ...] = Field(default=(), description="Development sets; the first is scored on the machine.")


class PhaseSettings(SettingsModel):
    """A part of the run."""

    until: float = Field(gt=0, le=1, description="Where it ends, as a share of the run.")
    reverse: float = Field(default=0.0, ge=0, lt=1, description="Part of the sentences into the common language.")
    synthetic: float = Field(default=0.0, ge=0, lt=1, description="Part of the sentences that were translated back.")


class PhasesSettings(SettingsModel):
    """The four parts of a run."""

    real: PhaseSettings = PhaseSettings(until=0.45, reverse=0.4)
    back: PhaseSettings = PhaseSettings(until=0.55)
    mixed: PhaseSettings = PhaseSettings(until=0.8, reverse=0.15, synthetic=0.35)
    ending: PhaseSettings = PhaseSettings(until=1.0, reverse=0.1, synthetic=0.3)

    @model_validator(mode="after")
    def _in_order(self) -> PhasesSettings:
        ends = [0.0, self.real.until, self.back.until, self.mixed.until, self.ending.until]
        if ends[-1] != 1 or sorted(set(ends)) != ends:
            raise ValueError("`until` must rise from phase to phase, and be 1 in `ending`")
        return self


class BundleSettings(SettingsModel):
    """A model of several directions: out of `source` into the target of each pair, and back."""

    source: LanguageCode = Field(description="The language that all pairs share: the first column of their files.")
    pairs: tuple[PairSettings, ...] = Field(min_length=1, description="The other languages.")
    data_dir: Path = Field(default=Path("data"), description="Folder that relative data paths start from.")
    origins: dict[str, OriginSettings] = Field(default={}, description="As in other recipes.")
    exclude: tuple[str, ...] = Field(default=(), description="As in other recipes.")
    unlisted: Literal["keep", "drop", "error"] = Field(default="keep", description="As in other recipes.")
    min_length: int = Field(default=3, gt=0, description="As in other recipes.")
    max_length: int = Field(default=72, gt=0, le=LONGEST, description="As in other recipes.")
    max_ratio: float = Field(default=4.0, gt=1, description="As in other recipes.")
    vocabulary: VocabularySettings = VocabularySettings(size=24_000)
    model: ModelSettings = ModelSettings(width=512, feed_forward=2048, decoder_layers=3, dropout=0.1)
    optimizer: OptimizerSettings = OptimizerSettings(learning_rate=1.5e-3)
    muon_share: float = Field(
        default=0.2,
        ge=0,
        le=1,
        description="Muon is used if its steps take at most this part of the time, else AdamW.",
    )
    schedule: ScheduleSettings = Field(
        default=ScheduleSettings(minutes=9, warmup=500),
        description="`warmup`, `decay` and `power` are used; the last of `stages` weights origins in the last phase.",
    )
    phases: PhasesSettings = PhasesSettings()
    averaging: AveragingSettings = AveragingSettings(every=4, weight=0.02)
    batch_tokens: int = Field(
        default=80_000, gt=0, description="Tokens per step: source and target with their padding."
    )
    release: ReleaseSettings = ReleaseSettings()
    seed: int = Field(default=1, ge=0, description="For weights and order.")
    threads: int = Field(default=0, ge=0, description="Threads that pack; 0 uses all cores.")

    @model_validator(mode="after")
    def _distinct_targets(self) -> BundleSettings:
        languages = [self.source, *(pair.target for pair in self.pairs)]
        if len(set(languages)) < len(languages):
            raise ValueError("pairs: every target must occur once, and not be the source")
        return self

    def located(self, path: Path) -> Path:
        """A data path, ready to open."""
        return self.data_dir / path

    def of_pair(self, pair: PairSettings) -> TrainingSettings:
        """The settings of a run of one direction on a pair's files."""
        return TrainingSettings(
            source=self.source,
            target=pair.target,
            data_dir=self.data_dir,
            data=pair.data,
            origins=self.origins,
            exclude=self.exclude,
            unlisted=self.unlisted,
            min_length=self.min_length,
            max_length=self.max_length,
            max_ratio=self.max_ratio,
            vocabulary=self.vocabulary,
            schedule=self.schedule,
            dev=pair.dev,
            release=self.release,
            threads=self.threads,
            seed=self.seed,
        )

    def recipe(self) -> BundleRecipe:
        """What the machine that trains has to know."""
        model, optimizer, schedule, phases = self.model, self.optimizer, self.schedule, self.phases
        return BundleRecipe(
            source=self.source,
            targets=tuple(Target(pair.target, pair.share) for pair in self.pairs),
            sizes=Sizes(
                model.width, model.feed_forward, model.encoder_layers, model.decoder_layers, dropout=model.dropout
            ),
            optimizing=Optimizing(
                optimizer.learning_rate,
                optimizer.weight_decay,
                optimizer.clip,
                optimizer.label_smoothing,
                self.muon_share if optimizer.name == "muon" else -1.0,
            ),
            schedule=Schedule(schedule.warmup, schedule.decay, schedule.power, phases.mixed.until),
            averaging=Averaging(self.averaging.every, self.averaging.weight),
            phases=Phases(
                **{name: Phase(**getattr(phases, name).model_dump()) for name in ("real", "back", "mixed", "ending")}
            ),
            limits=LengthLimits(self.min_length, self.max_length, self.max_ratio),
            batch_tokens=self.batch_tokens,
            seed=self.seed,
        )


def load_bundle_settings(
    config: str, assignments: Iterable[str] = (), flags: Mapping[str, Any] | None = None
) -> BundleSettings:
    """The settings of a bundle, as `load_training_settings` finds those of a run. Raises SettingsError."""
    layers, path = merged_layers(config, assignments, flags)
    try:
        return BundleSettings.model_validate(layers.values)
    except ValidationError as error:
        raise SettingsError([problem(layers, path, BundleSettings, dict(item)) for item in error.errors()]) from None
