"""The settings of one run: validated once, from flags, environment, files and defaults."""

from briefsmith.settings.layers import commented_yaml, dump_yaml, load, profiles, project_file
from briefsmith.settings.schema import (
    EMBEDDED,
    OPENAI,
    CheckSettings,
    EndpointSettings,
    Settings,
    SummarizerSettings,
    TranslatorSettings,
)

__all__ = [
    "EMBEDDED",
    "OPENAI",
    "CheckSettings",
    "EndpointSettings",
    "Settings",
    "SummarizerSettings",
    "TranslatorSettings",
    "commented_yaml",
    "dump_yaml",
    "load",
    "profiles",
    "project_file",
]
