"""Managing the models on this machine: checking hashes again, converting ahead of time, removing."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefsmith.engines.firefox.folder import opens as is_student
from briefsmith.errors import ModelUnavailableError
from briefsmith.files import output_errors
from briefsmith.models.catalog import find
from briefsmith.models.hashes import hub_hash
from briefsmith.models.hub import HubRepo, cache_folder
from briefsmith.models.lock import Lock, read_lock
from briefsmith.models.resolve import resolve

if TYPE_CHECKING:
    from briefsmith.engines.options import EngineOptions


@dataclass(frozen=True, slots=True)
class Verified:
    """The files of a model that differ from what was fetched; `changed` is empty if none do."""

    lock: Lock
    changed: tuple[str, ...]


def locked_models() -> list[Lock]:
    """All models that `models pull` fetched, by hub id."""
    locks = (read_lock(HubRepo(_hub_id(folder))) for folder in sorted(cache_folder().glob("models--*--*")))
    return [lock for lock in locks if lock]


def _hub_id(folder: Path) -> str:
    return folder.name.removeprefix("models--").replace("--", "/", 1)


def verify(name: str) -> Verified:
    """Hash every file again. Raises ModelUnavailableError for a model that `models pull` did not fetch."""
    entry = find(name)
    repo = HubRepo(entry.hub_id if entry else name)
    lock = read_lock(repo)
    if lock is None:
        resolve(name)  # raises if it is not on this machine
        raise ModelUnavailableError(
            f"{name}: another program fetched it; 'briefsmith models pull {name}' compares it with the hub"
        )
    snapshot = repo.snapshot(lock.revision)
    changed = tuple(
        file.path
        for file in lock.files
        if not (snapshot / file.path).is_file() or hub_hash(snapshot / file.path, file.hash) != file.hash
    )
    return Verified(lock, changed)


def convert(name: str, options: EngineOptions) -> Path:
    """Convert a checkpoint for CTranslate2 now instead of at its first use; returns the folder in the cache.

    Raises ModelUnavailableError if it is not here, EngineError for an architecture that cannot be converted.
    """
    from briefsmith.engines.checkpoint import Checkpoint
    from briefsmith.engines.convert import converted_engine

    model = resolve(name)
    if is_student(model.path):
        raise ModelUnavailableError(
            f"{name}: a model of Mozilla needs no conversion; the engine firefox reads it as it is"
        )
    checkpoint = Checkpoint.open(model.path, name=model.name, revision=model.revision)
    return converted_engine(checkpoint, options).weights()


def remove(name: str) -> int:
    """Remove a model, all its revisions and what was converted from them; returns the bytes freed.

    Raises ModelUnavailableError for a model that is not in the hub's cache.
    """
    entry = find(name)
    repo = HubRepo(entry.hub_id if entry else name)
    if not repo.folder.is_dir():
        resolve(name)
        raise ModelUnavailableError(f"{name} is your own folder; delete it yourself")
    folders = [repo.folder, *_conversions(repo)]
    freed = sum(file.stat().st_size for folder in folders for file in folder.rglob("*") if not file.is_symlink())
    for folder in folders:
        with output_errors(folder):
            shutil.rmtree(folder)
    return freed


def _conversions(repo: HubRepo) -> list[Path]:
    from briefsmith.engines.cache import cache_folder as converted_cache
    from briefsmith.engines.cache import checkpoint_hash
    from briefsmith.models.hub import complete

    whole = [repo.snapshot(revision) for revision in repo.revisions() if complete(repo.snapshot(revision))]
    hashes = {checkpoint_hash(snapshot) for snapshot in whole}
    return [folder for digest in sorted(hashes) for folder in (converted_cache() / "converted").glob(f"{digest}-*/")]
