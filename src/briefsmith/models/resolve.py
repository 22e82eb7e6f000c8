"""What a name means on this machine: a catalog name, a hub id or a folder becomes a folder with a checkpoint.

Only looks at the disk: the hub's own library tries to reach the network for half a minute before it gives up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from briefsmith.engines.firefox.folder import opens as is_student
from briefsmith.engines.folder import DESCRIPTION, ModelFolder, exported
from briefsmith.engines.registry import engine_of
from briefsmith.errors import ModelUnavailableError
from briefsmith.models.catalog import CatalogModel, close, find
from briefsmith.models.firefox_catalog import PREFIX, unknown
from briefsmith.models.hub import HubRepo, complete
from briefsmith.models.lock import read_lock

# Who owns on the hub what was `t5-small`, `t5-base`, ... there until 2024.
_T5_OWNER = "google-t5"
_HUB_ID = re.compile(r"[\w.-]+/[\w.-]+")


@dataclass(frozen=True, slots=True)
class ResolvedModel:
    """A checkpoint on this machine.

    `revision` is the hub's commit, or for a folder a hash of its contents. `entry` is None for a model
    outside the catalog; `license` is None if unknown. `note` says, if not None, that another commit or name than the
    one asked for was found.
    """

    path: Path
    name: str
    revision: str
    license: str | None = None
    entry: CatalogModel | None = None
    note: str | None = None

    @property
    def task(self) -> str | None:
        """`summarization`, `translation`, `text2text-generation` or `consistency`; None if unknown."""
        return self.entry.task if self.entry else None

    @property
    def languages(self) -> tuple[str, ...]:
        """The canonical codes it reads; empty if unknown."""
        return self.entry.languages if self.entry else ()

    @property
    def targets(self) -> tuple[str, ...]:
        """The canonical codes a translator writes; empty if unknown."""
        return self.entry.targets if self.entry else ()


def resolve(name: str | Path, revision: str | None = None) -> ResolvedModel:
    """The checkpoint behind a catalog name, a hub id (also one of before 2024, `t5-large`) or a path.

    `revision` is a commit or its beginning, a branch or a tag; a folder has none, so it is ignored there. Without it:
    what `models pull` fetched, else the catalog's commit, else that of `main`, else any. Raises ModelUnavailableError
    if it is not here, in one sentence with the command that fetches it.
    """
    text = str(name)
    if entry := find(text):
        return _from_cache(entry.hub_id, entry, revision)
    folder = Path(name).expanduser()
    if folder.is_dir():
        return _from_folder(folder if complete(folder) else exported(folder))
    if isinstance(name, Path) or text.startswith((".", "~", "/")):
        raise ModelUnavailableError(f"{name}: no such model folder")
    if is_hub_id(text) or any(HubRepo(alias).revisions() for alias in _names(text)):
        return _from_cache(text, None, revision)
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


def _from_cache(hub_id: str, entry: CatalogModel | None, asked: str | None) -> ResolvedModel:
    name = entry.name if entry else hub_id
    repos = [HubRepo(alias) for alias in _names(hub_id)]
    for repo in repos:
        lock = read_lock(repo)
        stated = entry.license if entry else lock.license if lock else None
        for revision in _candidates(repo, lock.revision if lock else None, entry, asked):
            snapshot = repo.snapshot(revision)
            if complete(snapshot) or is_student(snapshot):
                note = _note(repo, revision, hub_id, lock.revision if lock else None, entry, asked)
                return ResolvedModel(snapshot, name, revision, stated, entry, note)
    command, about = (
        (entry.pull_command, f" ({size(entry.megabytes)})") if entry else (f"briefsmith models pull {name}", "")
    )
    if asked is not None and any(repo.revisions() for repo in repos):
        raise ModelUnavailableError(
            f"revision {asked} of {name} is not on this machine; '{command} --revision {asked}' fetches it"
        )
    raise ModelUnavailableError(f"the model {name} is not on this machine; '{command}' fetches it{about}.")


def _names(hub_id: str) -> list[str]:
    """A hub id and the name that the same repository had, or has now: the first T5 once stood without an owner."""
    owner, _, name = hub_id.rpartition("/")
    if name.startswith("t5-") and owner in {"", _T5_OWNER}:
        return [hub_id, name if owner else f"{_T5_OWNER}/{name}"]
    return [hub_id]


def _candidates(repo: HubRepo, locked: str | None, entry: CatalogModel | None, asked: str | None) -> list[str]:
    """Commits in the cache to try, the best first."""
    here = repo.revisions()
    if asked is not None:
        named = repo.reference(asked)
        return [revision for revision in here if revision == named or revision.startswith(asked)]
    pinned, main = entry.revision if entry else None, repo.reference("main")

    def rank(revision: str) -> tuple[bool, bool, bool]:
        """Sorts before others what we pulled, then what the catalog knows, then `main`."""
        return revision != locked, not (pinned and revision.startswith(pinned)), revision != main

    return sorted(here, key=rank)


def _note(
    repo: HubRepo, revision: str, hub_id: str, locked: str | None, entry: CatalogModel | None, asked: str | None
) -> str | None:
    if repo.hub_id != hub_id:
        return f"{hub_id} is in the cache as {repo.hub_id}, its other name; commit {revision[:12]} of it is used"
    pinned = entry.revision if entry else None
    if asked is None and pinned and revision != locked and not revision.startswith(pinned):
        return f"commit {revision[:12]} of {hub_id} is in the cache and is used; the catalog knows {pinned[:12]}"
    return None


def size(megabytes: float) -> str:
    """`298 MB`, `1.2 GB`."""
    return f"{megabytes:.0f} MB" if megabytes < 1000 else f"{megabytes / 1000:.1f} GB"
