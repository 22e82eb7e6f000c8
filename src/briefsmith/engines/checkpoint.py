"""The description of a Hugging Face checkpoint folder, read from its JSON files without loading a library."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefsmith.errors import ModelUnavailableError

# Architectures that CTranslate2 4.8 converts and whose output the tests compare with transformers token by token.
CONVERTIBLE = frozenset({"bart", "m2m_100", "marian", "mbart", "mt5", "pegasus", "t5"})
# The keys that architectures use for the longest input. T5 has relative positions and no hard limit;
# 512 is what the T5 family was trained on.
_POSITIONS = ("max_encoder_position_embeddings", "max_position_embeddings", "n_positions")
_TRAINED_POSITIONS = 512


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A local seq2seq checkpoint. `config` is config.json, `generation` generation_config.json or empty."""

    path: Path
    name: str
    revision: str
    config: Mapping[str, Any]
    generation: Mapping[str, Any]
    tokenizer: Mapping[str, Any]

    @classmethod
    def open(cls, path: Path, *, name: str = "", revision: str = "") -> Checkpoint:
        """Read a folder's description; weights and tokenizer are loaded later. Raises ModelUnavailableError."""
        if not path.is_dir():
            raise ModelUnavailableError(f"{path}: no such model folder")
        config = read_json(path / "config.json", required=True)
        if "model_type" not in config or not config.get("is_encoder_decoder", True):
            raise ModelUnavailableError(f"{path}: config.json does not describe an encoder-decoder model")
        if not any(path.glob("*.safetensors")) and not any(path.glob("pytorch_model*.bin")):
            raise ModelUnavailableError(
                f"{path}: config.json is there, but the weights are missing; fetch the model again"
            )
        generation = read_json(path / "generation_config.json")
        return cls(path, name or path.name, revision, config, generation, read_json(path / "tokenizer_config.json"))

    @classmethod
    def found(cls, path: Path) -> Checkpoint | None:
        """The checkpoint in a folder, or None."""
        try:
            return cls.open(path)
        except ModelUnavailableError:
            return None

    @property
    def model_type(self) -> str:
        """The architecture as transformers names it: `bart`, `m2m_100`, ..."""
        return str(self.config.get("model_type"))

    @property
    def convertible(self) -> bool:
        """Whether CTranslate2 can run it."""
        return self.model_type in CONVERTIBLE

    @property
    def max_input_tokens(self) -> int:
        """The longest input with its special tokens: the model's positions, or fewer if the tokenizer says so."""
        stated = [int(self.config[key]) for key in _POSITIONS if isinstance(self.config.get(key), int)]
        positions = stated[0] if stated else _TRAINED_POSITIONS
        # A tokenizer without a limit says 1e30.
        return min(positions, int(self.tokenizer.get("model_max_length") or positions))

    def task(self, source: str | None, target: str | None) -> Mapping[str, Any]:
        """The `task_specific_params` of a translation between two languages, or of summarizing without a target."""
        tasks = self.config.get("task_specific_params") or {}
        name = "summarization" if target is None else f"translation_{source}_to_{target}"
        return tasks.get(name) or {}

    def decoding(self, key: str, task: Mapping[str, Any]) -> Any:
        """One generation setting, from the first that has it: the task, generation_config.json, an old config.json."""
        for layer in (task, self.generation, self.config):
            if layer.get(key) is not None:
                return layer[key]
        return None


def read_json(path: Path, *, required: bool = False) -> dict[str, Any]:
    """A JSON object of a model folder; empty if the file is not there and not required. Raises ModelUnavailableError."""
    if not required and not path.is_file():
        return {}
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ModelUnavailableError(f"{path.parent}: not a model folder: {path.name}: {error}") from None
    if not isinstance(data, dict):
        raise ModelUnavailableError(f"{path.parent}: not a model folder: {path.name} is not a JSON object")
    return data
