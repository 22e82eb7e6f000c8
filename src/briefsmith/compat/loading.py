"""Model and tokenizer of a pipeline from a name, a folder or objects, with the arguments of transformers 4.57."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from huggingface_hub.errors import HFValidationError

from briefsmith.compat.configs import with_old_settings
from briefsmith.compat.settings import MODEL_SETTINGS
from briefsmith.engines.config_files import open_config
from briefsmith.engines.options import EngineOptions
from briefsmith.engines.tokenizer_files import open_tokenizer
from briefsmith.errors import ModelUnavailableError
from briefsmith.models.resolve import resolve

# Arguments of `from_pretrained` that say where and whether to download, and how to read weights: nothing here does.
_NO_EFFECT = (
    "cache_dir",
    "local_files_only",
    "force_download",
    "resume_download",
    "proxies",
    "low_cpu_mem_usage",
    "token",
)
_QUANTIZED = ("load_in_8bit", "load_in_4bit")


class NoModelFolderError(ModelUnavailableError, HFValidationError):
    """A path that leads to no checkpoint; 4.57 raised a ValueError for it."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where model and tokenizer come from, and how they are loaded: the arguments of `pipeline` of these names."""

    model: Any
    config: Any = None
    tokenizer: Any = None
    revision: str | None = None
    use_fast: bool = True
    trust_remote_code: bool = False
    dtype: Any = "auto"
    device_map: Any = None
    model_kwargs: Mapping[str, Any] = field(default_factory=dict)
    engine: str = "transformers"


def load(sources: Sources) -> tuple[Any, Any, list[str]]:
    """Model, tokenizer, and the notes about them for the user.

    Raises ModelUnavailableError for what is not on this machine, ValueError for what does not fit together.
    """
    notes: list[str] = []
    named = isinstance(sources.model, str | Path)
    tokenizer = sources.tokenizer
    if tokenizer is None:
        tokenizer = sources.model if named else sources.config if isinstance(sources.config, str) else None
    if tokenizer is None:
        raise ValueError(
            "Impossible to guess which tokenizer to use. "
            "Please provide a PreTrainedTokenizer class or a path/identifier to a pretrained tokenizer."
        )
    model = _model(sources, notes) if named else sources.model
    name, more = tokenizer if isinstance(tokenizer, tuple) else (tokenizer, {})
    if isinstance(name, str | Path):
        options = {"use_fast": sources.use_fast, "trust_remote_code": sources.trust_remote_code, **more}
        tokenizer = open_tokenizer(_folder(name, sources.revision, notes), **options)
    return model, tokenizer, list(dict.fromkeys(notes))


def _model(sources: Sources, notes: list[str]) -> Any:
    from transformers import AutoModelForSeq2SeqLM

    given = dict(sources.model_kwargs)
    asked = [name for name in _QUANTIZED if given.get(name)]
    if asked:
        raise ImportError(
            f"{asked[0]} is gone from transformers 5: give model_kwargs={{'quantization_config': BitsAndBytesConfig("
            f"{asked[0]}=True)}} with bitsandbytes and a GPU, or engine='auto', which runs in int8 on a CPU"
        )
    arguments = {
        key: value
        for key, value in given.items()
        if key not in MODEL_SETTINGS and key not in (*_NO_EFFECT, *_QUANTIZED)
    }
    dtype = arguments.pop("torch_dtype", arguments.pop("dtype", sources.dtype))
    folder = _folder(sources.model, sources.revision, notes)
    config = sources.config
    if isinstance(config, str):
        config = open_config(_folder(config, sources.revision, notes))
    elif config is None:
        config = open_config(folder, trust_remote_code=sources.trust_remote_code)
    for key in [key for key in arguments if hasattr(config, key)]:
        setattr(config, key, arguments.pop(key))
    if sources.engine != "transformers":
        return _fast(folder, config)
    try:
        model = AutoModelForSeq2SeqLM.from_pretrained(
            folder, config=config, dtype=dtype, device_map=sources.device_map, local_files_only=True,
            trust_remote_code=sources.trust_remote_code, **arguments,
        )  # fmt: skip
    except (OSError, TypeError, RuntimeError) as error:
        raise ValueError(f"Could not load model {sources.model} with AutoModelForSeq2SeqLM: {error}") from error
    if not (folder / "generation_config.json").is_file():  # 4.57 read the settings of the configuration only then
        model.generation_config.update(**{key: value for key, value in given.items() if key in MODEL_SETTINGS})
    in_file = json.loads((folder / "config.json").read_text("utf-8"))
    with_old_settings(model, {**in_file, **given})
    return model.eval()


def _fast(folder: Path, config: Any) -> Any:
    from transformers import GenerationConfig

    from briefsmith.compat.fast import FastModel

    stated = (folder / "generation_config.json").is_file()
    settings = GenerationConfig.from_pretrained(folder) if stated else GenerationConfig.from_model_config(config)
    return FastModel(folder, config, settings, EngineOptions())


def _folder(name: str | Path, revision: str | None, notes: list[str]) -> Path:
    text = os.fspath(name)
    try:
        found = resolve(name, revision)
    except ModelUnavailableError as error:
        if text.startswith((".", "/", "~")) or Path(text).is_dir():
            raise NoModelFolderError(str(error)) from None
        raise
    if found.note:
        notes.append(found.note)
    return found.path
