"""From settings to what is read: the settings themselves, the sources, the limits of a document."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefsmith.limits import DocumentLimits
from briefsmith.settings import Settings
from briefsmith.settings.layers import ARGUMENTS, Layers, config_path, nested, read_config, validate
from briefsmith.sources import ReadOptions
from briefsmith.sources.extracted import Columns

# For modules that hand settings on and never look into them.
RunSettings = Settings


def configured(config: str | Path | None, values: Mapping[str, Any]) -> Settings:
    """Settings from a profile or file, and from values by dotted name, which win; nothing else is read.

    Raises SettingsError with one line for every problem.
    """
    layers = Layers()
    for layer, origin in read_config(config_path(str(config))) if config is not None else ():
        layers.add(layer, origin)
    for key, value in values.items():
        layers.add(nested(key, value), ARGUMENTS.get(key, key))
    return validate(layers)


def document_limits(settings: Settings) -> DocumentLimits:
    """What one document may take."""
    return DocumentLimits(settings.limits.seconds, settings.limits.memory)


def read_options(settings: Settings) -> ReadOptions:
    """How the sources are read."""
    return ReadOptions(
        max_bytes=settings.read.max_bytes,
        timeout=settings.read.timeout,
        local_addresses=settings.read.local_addresses,
        columns=Columns(settings.batch.text_column, settings.batch.id_column),
        limits=document_limits(settings),
    )
