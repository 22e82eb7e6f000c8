"""What one training run is to do: `configs/training/*.yaml`, validated once.

Every field has a description, from which the table in docs/reference/training-settings.md is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from briefsmith.errors import SettingsError
from briefsmith.settings.layers import Layers, assignment_layers, config_path, configs_folder, known_keys, read_config
from briefsmith.settings.schema import LanguageCode
from briefsmith.training.network import HEAD_SIZE, MAX_POSITIONS

# Token ids are kept on disk in two bytes.
MAX_VOCABULARY = 65_535


class SettingsModel(BaseModel):
    """Settings that refuse unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class DataFile(SettingsModel):
    """A file of sentence pairs, or a share of it."""

    path: Path = Field(
        description="TSV, plain or .xz, .gz, .bz2, .zst: origin (optional), source, target. In `data_dir`."
    )
    origin: str | None = Field(default=None, description="Origin of a two-column file; empty uses the file's name.")
    limit: int | None = Field(default=None, gt=0, description="Read only this many lines, from the top.")
    share: float | None = Field(
        default=None, gt=0, lt=1, description="Share of all training pairs to draw from this file."
    )
    weight: float = Field(
        default=1.0, gt=0, description="How often each pair is used per epoch, times its origin's weight."
    )
    tag: str | None = Field(
        default=None, description="Put before each source sentence, so that the model can tell these pairs apart."
    )


class OriginSettings(SettingsModel):
    """One origin, or all that match a pattern such as `msdocs_*`."""

    weight: float = Field(default=1.0, ge=0, description="How often each pair is used per epoch.")
    licence: str = Field(default="not stated", description="Licence that the model card states.")


class VocabularySettings(SettingsModel):
    """The SentencePiece vocabulary, shared by both languages."""

    path: Path | None = Field(
        default=None, description="Use this model; empty trains one, or uses that of `init_from`."
    )
    learn: bool = Field(
        default=False, description="Train one even with `init_from`; pieces that both have keep their vectors."
    )
    size: int = Field(default=12_000, ge=260, le=MAX_VOCABULARY, description="Pieces, including 256 for single bytes.")
    pairs: int = Field(default=200_000, gt=0, description="Sentence pairs it is learnt from, drawn by weight.")
    coverage: float = Field(default=0.9998, gt=0.9, le=1, description="Share of characters that are pieces, not bytes.")


class ModelSettings(SettingsModel):
    """The network's size. The default is the compact one, 10 million parameters."""

    width: int = Field(default=256, gt=0, multiple_of=HEAD_SIZE, description="Width of the hidden states.")
    feed_forward: int = Field(default=1024, gt=0, description="Width inside the feed-forward layers.")
    encoder_layers: int = Field(default=6, gt=0, description="Layers of the encoder: cheap, run once per sentence.")
    decoder_layers: int = Field(default=2, gt=0, description="Layers of the decoder: run once per token.")
    dropout: float = Field(
        default=0.0, ge=0, lt=1, description="Use it when the data is seen more than about ten times."
    )


class OptimizerSettings(SettingsModel):
    """How the loss is minimized."""

    name: Literal["muon", "adamw"] = Field(default="muon", description="`muon`: Muon for matrices, AdamW for the rest.")
    learning_rate: float = Field(default=1.5e-3, gt=0, description="The peak, after warm-up.")
    weight_decay: float = Field(default=0.01, ge=0, description="For matrices only.")
    clip: float = Field(default=1.0, gt=0, description="Largest gradient norm, over all parameters.")
    label_smoothing: float = Field(default=0.1, ge=0, lt=1, description="Probability spread over the whole vocabulary.")


class TrainingStage(SettingsModel):
    """A part of the run: up to `until`, a share of the whole."""

    until: float = Field(default=1.0, gt=0, le=1, description="Where the stage ends, as a share of the run.")
    batch_tokens: int = Field(
        default=4000, gt=0, description="Tokens per step: sentences times the longest source or target."
    )
    sampled_vocabulary: int | None = Field(
        default=None, ge=64, description="CPU: score this many pieces per step, corrected; empty scores all."
    )
    weights: dict[str, float] = Field(default={}, description="Origins with another weight here: pattern to weight.")


class ScheduleSettings(SettingsModel):
    """How long to train, and the learning rate on the way. The run ends at the first limit it reaches."""

    minutes: float | None = Field(default=None, gt=0, description="Minutes of training, over all resumed parts.")
    max_tokens: int | None = Field(default=None, gt=0, description="Target tokens to see.")
    warmup: int = Field(default=300, ge=1, description="Steps in which the learning rate rises to its peak.")
    decay: Literal["power", "inverse_sqrt"] = Field(
        default="power", description="`power`: (1 - done)^power. `inverse_sqrt`: steps^-1/2, then straight to 0."
    )
    power: float = Field(default=0.7, gt=0, description="For `power`.")
    decay_from: float = Field(
        default=0.7, ge=0, lt=1, description="For `inverse_sqrt`: where the straight line begins."
    )
    stages: tuple[TrainingStage, ...] = Field(
        default=(TrainingStage(),), min_length=1, description="Parts of the run, in order."
    )

    @model_validator(mode="after")
    def _whole(self) -> ScheduleSettings:
        if self.minutes is None and self.max_tokens is None:
            raise ValueError("say how long: minutes, max_tokens or both")
        ends = [stage.until for stage in self.stages]
        if ends[-1] != 1.0 or any(after <= before for before, after in pairwise(ends)):
            raise ValueError("stages: `until` must rise from stage to stage, and be 1 in the last")
        return self

    def stage(self, done: float) -> int:
        """The index of the stage that a run is in when the share `done` of it is over."""
        return next((i for i, stage in enumerate(self.stages) if done < stage.until), len(self.stages) - 1)


class AveragingSettings(SettingsModel):
    """The exported weights are an average over the last part of the run."""

    kind: Literal["ema", "tail"] = Field(
        default="ema", description="`ema`: moving average. `tail`: mean from `begin` on."
    )
    every: int = Field(default=8, gt=0, description="Steps between two samples.")
    weight: float = Field(default=0.01, gt=0, le=1, description="For `ema`: the weight of one sample, larger at first.")
    begin: float = Field(
        default=0.9, ge=0, lt=1, description="For `tail`: where the mean begins, as a share of the run."
    )


class DevSet(SettingsModel):
    """A development set: two files, one sentence per line. The first set is also scored during training."""

    name: str = Field(description="Name in the model card.")
    source: Path = Field(description="In `data_dir`.")
    target: Path = Field(description="In `data_dir`.")


class ScoringSettings(SettingsModel):
    """How often the first dev set is scored during training, and on how much."""

    every_tokens: int = Field(default=1_000_000, gt=0, description="Target tokens between two scores.")
    sentences: int = Field(default=400, gt=0, description="Sentences for the loss on the dev set.")
    translated: int = Field(
        default=100, ge=0, description="Sentences to translate for chrF, greedily; 0 translates none."
    )


class ReleaseSettings(SettingsModel):
    """What the model card says about the licence."""

    licence: str = Field(default="other", description="SPDX name of the weights' licence; `other` states none.")
    notices: tuple[str, ...] = Field(default=(), description="Sentences added after the licence.")


def _distinct_names(sets: tuple[DevSet, ...]) -> tuple[DevSet, ...]:
    if len({s.name for s in sets}) < len(sets):
        raise ValueError("two sets have the same name")
    return sets


class TrainingSettings(SettingsModel):
    """A whole run, from files to packaged weights."""

    source: LanguageCode = Field(description="The language to translate from.")
    target: LanguageCode = Field(description="The language to translate into.")
    reverse: bool = Field(default=False, description="The columns of `data` are swapped; those of `synthetic` are not.")
    data_dir: Path = Field(default=Path("data"), description="Folder that relative data paths start from.")
    data: tuple[DataFile, ...] = Field(min_length=1, description="Files of sentence pairs.")
    synthetic: tuple[DataFile, ...] = Field(default=(), description="Files from `briefsmith train backtranslate`.")
    origins: dict[str, OriginSettings] = Field(
        default={}, description="Name or pattern of origins; the first match counts."
    )
    exclude: tuple[str, ...] = Field(default=(), description="Names or patterns of origins to leave out.")
    unlisted: Literal["keep", "drop", "error"] = Field(
        default="keep", description="What to do with origins not in `origins`."
    )
    min_length: int = Field(default=3, gt=0, description="Pairs with a side of fewer pieces are left out.")
    max_length: int = Field(
        default=72, gt=0, lt=MAX_POSITIONS, description="Pairs with a side of more pieces are left out."
    )
    max_ratio: float = Field(
        default=4.0, gt=1, description="Pairs are left out if one side is more than this many times longer."
    )
    vocabulary: VocabularySettings = VocabularySettings()
    model: ModelSettings = ModelSettings()
    init_from: Path | None = Field(
        default=None,
        description="Start from these weights: a checkpoint, an exported folder, or the name of an embedded model.",
    )
    optimizer: OptimizerSettings = OptimizerSettings()
    schedule: ScheduleSettings
    averaging: AveragingSettings = AveragingSettings()
    dev: Annotated[tuple[DevSet, ...], AfterValidator(_distinct_names)] = Field(
        default=(), description="Development sets."
    )
    scoring: ScoringSettings = ScoringSettings()
    release: ReleaseSettings = ReleaseSettings()
    precision: Literal["auto", "bf16", "fp32"] = Field(
        default="auto", description="`auto`: the faster one in a trial of ten steps; bf16 on GPUs."
    )
    threads: int = Field(default=0, ge=0, description="CPU threads; 0 uses all cores.")
    seed: int = Field(default=1, ge=0, description="The same seed, data and settings give the same weights.")
    log_seconds: float = Field(default=30.0, gt=0, description="Seconds between two log lines.")
    save_minutes: float = Field(default=10.0, gt=0, description="Minutes between two checkpoints.")

    @model_validator(mode="after")
    def _one_vocabulary(self) -> TrainingSettings:
        if self.vocabulary.learn and self.vocabulary.path is not None:
            raise ValueError("vocabulary: `path` takes a model, `learn` trains one; give only one of them")
        return self

    @model_validator(mode="after")
    def _shares(self) -> TrainingSettings:
        files = (*self.data, *self.synthetic)
        if sum(file.share or 0 for file in files) >= 1 and not all(file.share for file in files):
            raise ValueError("data: the shares leave nothing for the files without one")
        return self

    def located(self, path: Path) -> Path:
        """A data path, ready to open."""
        return self.data_dir / path


def load_training_settings(
    config: str, assignments: Iterable[str] = (), flags: Mapping[str, Any] | None = None
) -> TrainingSettings:
    """The settings of a run: the file (or the name of a packaged recipe), then `--set`, then flags (dotted names).

    Raises SettingsError with one line for every problem.
    """
    layers, path = merged_layers(config, assignments, flags)
    try:
        return TrainingSettings.model_validate(layers.values)
    except ValidationError as error:
        raise SettingsError([problem(layers, path, TrainingSettings, dict(item)) for item in error.errors()]) from None


def merged_layers(
    config: str, assignments: Iterable[str] = (), flags: Mapping[str, Any] | None = None
) -> tuple[Layers, Path]:
    """What a recipe (its file, or the name of a packaged one), `--set` and flags say together, and the file."""
    recipe = configs_folder() / "training" / f"{config}.yaml"
    path = recipe if Path(config).suffix not in {".yaml", ".yml"} and recipe.is_file() else config_path(config)
    layers = Layers()
    given = [f"{name}={value}" for name, value in (flags or {}).items()]
    for layer, origin in [*read_config(path), *assignment_layers(assignments), *assignment_layers(given)]:
        layers.add(layer, origin)
    return layers, path


def problem(layers: Layers, path: Path, kind: type[BaseModel], error: dict[str, Any]) -> str:
    """A line for one of the errors of a validation as settings of this `kind`."""
    place = tuple(str(part) for part in error["loc"])
    origin = layers.origin(place)
    message = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        message = f"unknown key; {known_keys(kind, place[:-1])}"
    where = str(path) if origin == "defaults" else origin
    return ": ".join(part for part in (where, ".".join(place), message) if part)
