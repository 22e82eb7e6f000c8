"""From settings to a model by name: the endpoint of the settings, and what a named model may be used for."""

from __future__ import annotations

from briefsmith.engines.openai import Endpoint
from briefsmith.engines.servers import settled
from briefsmith.errors import SettingsError
from briefsmith.models.resolve import ResolvedModel
from briefsmith.settings import Settings

# The catalog's task of models that score and do not write.
CONSISTENCY = "consistency"


def build_endpoint(settings: Settings) -> Endpoint:
    """The endpoint of the settings, with the model that its server has.

    Raises ModelUnavailableError if a server on this machine does not answer, or the model has to be chosen.
    """
    return settled(Endpoint(**settings.endpoint.model_dump()))


def require_writer(model: ResolvedModel, setting: str) -> None:
    """Raises SettingsError for a model that a setting names and that scores sentences instead of writing them."""
    if model.task == CONSISTENCY:
        raise SettingsError([f"{setting}: {model.name} scores sentences and writes none: it is for check.consistency"])
