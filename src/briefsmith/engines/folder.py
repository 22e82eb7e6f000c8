"""Model folders: CTranslate2 weights, `spm.model` and `briefsmith.json`, which describes the model."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefsmith.errors import ModelUnavailableError

DESCRIPTION = "briefsmith.json"
# The vocabulary, where `briefsmith train` made the model.
PIECES = "spm.model"
# Below the folder of an exported translator, the weights that this program runs.
EXPORTED = "ct2-int8"
# By default `briefsmith train translator` leaves out sentences with more tokens.
TRAINED_TOKENS = 72
# In a description, the folder beside it that has the files which this one lacks: one network that serves several pairs.
SHARED = "shared"
_NEEDED = ("config.json", "model.bin", "source_vocabulary.json", "target_vocabulary.json")
_FIGURES = ("bleu", "chrf", "comet")


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A translation model on disk. `scores` maps a test set to its figures: `{"flores-dev": {"bleu": …, "chrf": …}}`, or
    `comet` in place of `chrf` for a model of Mozilla.

    `max_input_tokens` is the length of the longest sentences in training: longer inputs translate badly. `calibration`
    says how far its translations are to be trusted (`translate.doubt.Calibration`); empty if it was not measured.
    """

    path: Path
    name: str
    source: str
    target: str
    revision: str
    max_input_tokens: int
    scores: dict[str, dict[str, float]]
    license: str
    calibration: dict[str, Any] = field(default_factory=dict)
    shared: str = ""

    def file(self, name: str) -> Path:
        """A file of the model, in its folder or in the one that it shares with other pairs."""
        own = self.path / name
        return own if not self.shared or own.is_file() else self.path.parent / self.shared / name

    def contents(self) -> dict[str, bytes] | None:
        """What CTranslate2 reads, by name; None where all of it lies in the model's folder. Raises OSError."""
        return {name: self.file(name).read_bytes() for name in _NEEDED} if self.shared else None

    @property
    def pair(self) -> tuple[str, str]:
        """(source language, target language)."""
        return self.source, self.target

    @classmethod
    def open(cls, path: Path) -> ModelFolder:
        """Read a folder's description; the weights are loaded later. Raises ModelUnavailableError."""
        if not path.is_dir():
            raise ModelUnavailableError(f"{path}: no such model folder")
        try:
            data: dict[str, Any] = json.loads((path / DESCRIPTION).read_text("utf-8"))
            return cls(
                path=path,
                name=data["pair"],
                source=data["source"],
                target=data["target"],
                revision=data["revision"],
                max_input_tokens=data.get("max_input_tokens", TRAINED_TOKENS),
                scores={s["dataset"]: {name: s[name] for name in _FIGURES if name in s} for s in data["scores"]},
                license=data["license"],
                calibration=data.get("calibration", {}),
                shared=data.get(SHARED, ""),
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelUnavailableError(
                f"{path}: not a model folder of 'briefsmith train translator': {DESCRIPTION}: {error!r}"
            ) from None


def embedded_models() -> list[ModelFolder]:
    """The translation models inside the package, by pair."""
    root = Path(__file__).parent.parent / "translate" / "models"
    return [ModelFolder.open(path.parent) for path in sorted(root.glob(f"*/{DESCRIPTION}"))]


def exported(folder: Path) -> Path:
    """The weights in the folder of a training, or of the translator that it exported; any other folder as it is."""
    places = (folder / EXPORTED, folder / "model" / EXPORTED)
    return next((place for place in places if place.is_dir()), folder)
