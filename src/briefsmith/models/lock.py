"""What `models pull` fetched, recorded next to the model: the commit, and each file with its size and hash."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from briefsmith.files import write_atomically
from briefsmith.models.hub import HubRepo

LOCK = "briefsmith.lock.json"


class LockedFile(BaseModel):
    """One file at the top of a repository.

    `hash` is the hub's own: SHA-256 for large files, the SHA-1 of the git blob for small ones. It names the file in the
    cache, and locks can come from bundles: neither `path` nor `hash` may lead out of its folder.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str = Field(pattern=r"^[^/\\]*[^/\\.][^/\\]*$")
    size: int
    hash: str = Field(pattern=r"^(?:[0-9a-f]{40}|[0-9a-f]{64})$")


class Lock(BaseModel):
    """One model at one commit. `license` is as stated on the model card, or None."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    hub_id: str = Field(pattern=r"^[\w-][\w.-]*/[\w-][\w.-]*$")
    revision: str = Field(pattern=r"^[0-9a-f]{40}$")
    license: str | None
    files: tuple[LockedFile, ...]

    @property
    def megabytes(self) -> float:
        return sum(file.size for file in self.files) / 1e6


def read_lock(repo: HubRepo) -> Lock | None:
    """The lock of a model in the cache; None if another program fetched it."""
    return parse_lock(repo.folder / LOCK)


def parse_lock(path: Path) -> Lock | None:
    """A lock file; None if it is missing or is not a lock."""
    try:
        return Lock.model_validate(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, ValidationError):
        return None


def write_lock(repo: HubRepo, lock: Lock) -> None:
    """Write the lock next to the model, completely or not at all."""
    write_atomically(repo.folder / LOCK, json.dumps(lock.model_dump(mode="json"), indent=2) + "\n")


def is_whole(lock: Lock) -> bool:
    """Whether all files of a lock are in the cache."""
    snapshot = HubRepo(lock.hub_id).snapshot(lock.revision)
    return all((snapshot / file.path).is_file() for file in lock.files)
