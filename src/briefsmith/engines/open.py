"""One door to every engine: a model folder and what the settings say of it give a text engine."""

from __future__ import annotations

from pathlib import Path

from briefsmith.engines.base import TextEngine
from briefsmith.engines.checkpoint import Checkpoint
from briefsmith.engines.folder import DESCRIPTION, ModelFolder
from briefsmith.engines.options import EngineOptions


def open_engine(path: Path, *, name: str, revision: str, options: EngineOptions | None = None) -> TextEngine:
    """The engine for a folder: one of `briefsmith train`, or a Hugging Face checkpoint; weights load at the first use.

    Raises ModelUnavailableError for a folder that is no model, EngineError for an engine that cannot run it.
    """
    options = options or EngineOptions()
    if (path / DESCRIPTION).is_file():
        return ModelFolder.open(path).engine(options)
    checkpoint = Checkpoint.open(path, name=name, revision=revision)
    if options.engine == "transformers" or (options.engine == "auto" and not checkpoint.convertible):
        from briefsmith.engines.transformers import TransformersEngine

        return TransformersEngine(checkpoint, options)
    from briefsmith.engines.convert import converted_engine

    return converted_engine(checkpoint, options)
