"""The models of Mozilla that were pulled to this machine."""

from __future__ import annotations

from collections.abc import Sequence

from briefsmith.engines.folder import ModelFolder
from briefsmith.errors import ModelUnavailableError
from briefsmith.models.firefox_catalog import ORGANISATION, FirefoxModel, firefox_models, named
from briefsmith.models.hub import HubRepo, cache_folder
from briefsmith.models.lock import is_whole, read_lock


def pulled_models() -> list[ModelFolder]:
    """Those that are whole, by pair; of one pair, the one to prefer comes first. Looks at the disk only."""
    names = {path.name.rpartition("--")[2] for path in cache_folder().glob(f"models--{ORGANISATION}--*")}
    found = (_folder(model.hub_id) for model in firefox_models() if model.name in names) if names else ()
    return [folder for folder in found if folder]


def missing(names: Sequence[str]) -> list[FirefoxModel]:
    """What to fetch so that every name is here: of `firefox-en-de` the best, unless another of the pair is here."""
    lacking = ([] if any(_folder(model.hub_id) for model in models) else models[:1] for models in map(named, names))
    return [model for models in lacking for model in models]


def _folder(hub_id: str) -> ModelFolder | None:
    repo = HubRepo(hub_id)
    lock = read_lock(repo)
    if lock is None or not is_whole(lock):
        return None
    try:
        return ModelFolder.open(repo.snapshot(lock.revision))
    except ModelUnavailableError:  # 'models verify' names what is damaged
        return None
