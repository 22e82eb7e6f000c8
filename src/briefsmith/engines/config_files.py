"""Loads the configuration of a checkpoint, also one that transformers 4 wrote and transformers 5 refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def open_config(path: Path, **options: Any) -> Any:
    """The configuration of a local checkpoint; `options` are those of `AutoConfig.from_pretrained`.

    FSMT saved by transformers 4 has nulls where its class wants numbers: they mean "not set" and are left out.
    """
    from transformers import AutoConfig, FSMTConfig

    file = path / "config.json"
    data = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    if isinstance(data, dict) and data.get("model_type") == FSMTConfig.model_type and None in data.values():
        return FSMTConfig.from_dict({key: value for key, value in data.items() if value is not None}, **options)
    return AutoConfig.from_pretrained(path, local_files_only=True, **options)
