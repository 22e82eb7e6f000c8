"""What a name means on this machine: a catalog name, a hub id or a folder becomes a folder with a checkpoint.

Only looks at the disk: the hub's own library tries to reach the network for half a minute before it gives up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from briefsmith.engines.firefox.folder import opens as is_student
from briefsmith.engines.folder import DESCRIPTION, ModelFolder
from briefsmith.engines.registry import engine_of
from briefsmith.errors import ModelUnavailableError
from briefsmith.models.catalog import CatalogModel, close, find
from briefsmith.models.firefox_catalog import PREFIX, unknown
from briefsmith.models.hub import HubRepo, complete
from briefsmith.models.lock import read_lock

_HUB_ID = re.compile(r"[\w.-]+/[\w.-]+")


@dataclass(frozen=True, slots=True)
class ResolvedModel:
    """A checkpoint on this machine.

    `revision` is the hub's commit, or for a folder a hash of its contents. `entry` is None for a model
    outside the catalog; `license` is None if unknown.
    """

    path: Path
    name: str
    revision: str
    license: str | None = None
    entry: CatalogModel | None = None

    @property
    def task(self) -> str | None:
        """`summarization`, `translation` or `text2text-generation`; None if unknown."""
        return self.entry.task if self.entry else None

    @property
    def languages(self) -> tuple[str, ...]:
        """The canonical codes it reads; empty if unknown."""
        return self.entry.languages if self.entry else ()

    @property
    def targets(self) -> tuple[str, ...]:
        """The canonical codes a translator writes; empty if unknown."""
        return self.entry.targets if self.entry else ()


def resolve(name: str | Path) -> ResolvedModel:
    """The checkpoint behind a catalog name, a hub id or a path.

    Raises ModelUnavailableError if it is not here, in one sentence with the command that fetches it.
    """
    text = str(name)
    if entry := find(text):
        return _from_cache(entry.hub_id, entry)
    folder = Path(name).expanduser()
    if folder.is_dir():
        return _from_folder(folder)
    if isinstance(name, Path) or text.startswith((".", "~")):
        raise ModelUnavailableError(f"{name}: no such model folder")
    if is_hub_id(text):
        return _from_cache(text, None)
    raise ModelUnavailableError(_unknown(text))


def is_hub_id(name: str) -> bool:
    """Whether a name has the form ORG/NAME."""
    return _HUB_ID.fullmatch(name) is not None and not name.startswith((".", "~"))


def _unknown(name: str) -> str:
    if name.casefold().startswith(PREFIX):
        return unknown(name)
    similar = close(name)
    hint = f"did you mean {' or '.join(similar)}? " if similar else ""
    return (
        f"{name}: no model of this name in the catalog and no such folder; {hint}"
        "'briefsmith models list' shows the catalog."
    )


def _from_folder(folder: Path) -> ResolvedModel:
    if (folder / DESCRIPTION).is_file():
        own = ModelFolder.open(folder)
        return ResolvedModel(folder, own.name, own.revision, own.license)
    if not complete(folder) and engine_of(folder) is None:
        raise ModelUnavailableError(f"{folder}: not a model folder: it needs config.json and weights")
    from briefsmith.engines.cache import checkpoint_hash

    return ResolvedModel(folder, folder.resolve().name, checkpoint_hash(folder))


def _from_cache(hub_id: str, entry: CatalogModel | None) -> ResolvedModel:
    repo = HubRepo(hub_id)
    name = entry.name if entry else hub_id
    lock = read_lock(repo)
    stated = entry.license if entry else lock.license if lock else None
    for revision in _candidates(repo, lock.revision if lock else None, entry):
        if complete(repo.snapshot(revision)) or is_student(repo.snapshot(revision)):
            return ResolvedModel(repo.snapshot(revision), name, revision, stated, entry)
    command, about = (
        (entry.pull_command, f" ({size(entry.megabytes)})") if entry else (f"briefsmith models pull {name}", "")
    )
    raise ModelUnavailableError(f"the model {name} is not on this machine; '{command}' fetches it{about}.")


def _candidates(repo: HubRepo, locked: str | None, entry: CatalogModel | None) -> list[str]:
    """Commits in the cache to try: the one we pulled, else the pinned one, else that of `main`, else all."""
    here = repo.revisions()
    if locked in here:
        return [locked]
    if entry and entry.revision:
        return [revision for revision in here if revision.startswith(entry.revision)]
    main = repo.main()
    return [main] if main in here else here


def size(megabytes: float) -> str:
    """`298 MB`, `1.2 GB`."""
    return f"{megabytes:.0f} MB" if megabytes < 1000 else f"{megabytes / 1000:.1f} GB"
