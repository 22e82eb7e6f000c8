"""What `models pull` fetched, written beside the model: the commit, and each file with its size and hash."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from briefsmith.files import write_atomically
from briefsmith.models.hub import HubRepo

LOCK = "briefsmith.lock.json"


class LockedFile(BaseModel):
    """One file at the top of a repository.

    `hash` is the hub's own: SHA-256 for large files, for small ones the SHA-1 of the git blob. It names the file in the
    cache, and locks come from bundles too: neither may lead out of its folder.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str = Field(pattern=r"^[^/\\]*[^/\\.][^/\\]*$")
    size: int
    hash: str = Field(pattern=r"^(?:[0-9a-f]{40}|[0-9a-f]{64})$")


class Lock(BaseModel):
    """One model at one commit. `license` as the model card says, None where it does not."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    hub_id: str = Field(pattern=r"^[\w-][\w.-]*/[\w-][\w.-]*$")
    revision: str = Field(pattern=r"^[0-9a-f]{40}$")
    license: str | None
    files: tuple[LockedFile, ...]

    @property
    def megabytes(self) -> float:
        return sum(file.size for file in self.files) / 1e6


def read_lock(repo: HubRepo) -> Lock | None:
    """The lock of a model in the cache; None where another program fetched it."""
    return parse_lock(repo.folder / LOCK)


def parse_lock(path: Path) -> Lock | None:
    """A lock file; None where it is not there or is no lock."""
    try:
        return Lock.model_validate(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, ValidationError):
        return None


def write_lock(repo: HubRepo, lock: Lock) -> None:
    """Put the lock beside the model, whole or not at all."""
    write_atomically(repo.folder / LOCK, json.dumps(lock.model_dump(mode="json"), indent=2) + "\n")
