"""Fetching a model from the hub into its cache: only the needed files, resumed if interrupted, every hash checked."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from briefsmith.errors import ModelUnavailableError, UsageError
from briefsmith.files import output_errors
from briefsmith.models.catalog import CatalogModel, find
from briefsmith.models.firefox_catalog import PREFIX, FirefoxModel, unknown
from briefsmith.models.firefox_pull import fetch_model
from briefsmith.models.hub import HubRepo
from briefsmith.models.hub_listing import list_files, unreachable
from briefsmith.models.licences import require_commercial
from briefsmith.models.lock import Lock, LockedFile, is_whole, read_lock
from briefsmith.models.resolve import ResolvedModel, is_hub_id, resolve
from briefsmith.models.store import Store, writing
from briefsmith.models.transfer import Progress


@dataclass(frozen=True, slots=True)
class PullOptions:
    """`revision` overrides the catalog's; `update` looks for a newer commit of a model that is already here.

    `progress` is told of a model of Mozilla how many bytes came; the hub's library shows its own bar.
    """

    revision: str | None = None
    allow_pickle: bool = False
    commercial: bool = False
    update: bool = False
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class Pulled:
    """A model that is on this machine now. `fetched` is in bytes, 0 if everything was already here."""

    model: ResolvedModel
    lock: Lock
    fetched: int


def pull(name: str, options: PullOptions | None = None) -> Pulled:
    """Fetch a model by catalog name or hub id. Raises ModelUnavailableError; UsageError for any other name."""
    options = options or PullOptions()
    entry, repo = _target(name)
    known = entry.license if entry else None
    if options.commercial and known:  # before any request
        require_commercial(name, known)
    locked = read_lock(repo)
    if locked and not options.update and options.revision in {None, locked.revision} and is_whole(locked):
        if options.commercial:
            require_commercial(name, locked.license or known)
        return Pulled(resolve(name), locked, 0)
    if entry and entry.firefox:
        return _pull_firefox(name, entry.firefox, options)
    revision = options.revision or (entry.revision if entry else None)
    listing = list_files(repo.hub_id, revision)
    if options.commercial:
        require_commercial(name, listing.license or known)
    lock = listing.needed(allow_pickle=options.allow_pickle)
    fetched = _fetch(Store(repo, lock), main=revision is None)
    return Pulled(resolve(name), lock, fetched)


def _pull_firefox(name: str, model: FirefoxModel, options: PullOptions) -> Pulled:
    if options.revision:
        raise UsageError(
            f"{name}: Mozilla's models have no commits; '--update' takes the newest instead of the one listed"
        )
    lock, size = fetch_model(model, update=options.update, progress=options.progress)
    return Pulled(resolve(model.name), lock, size)


def _target(name: str) -> tuple[CatalogModel | None, HubRepo]:
    entry = find(name)
    if entry is None and name.casefold().startswith(PREFIX):
        raise ModelUnavailableError(unknown(name))
    if entry is None and not is_hub_id(name):
        raise UsageError(
            f"{name}: not in the catalog and not a hub id (such as facebook/bart-large-cnn); "
            "'briefsmith models list' shows the catalog"
        )
    return entry, HubRepo(entry.hub_id if entry else name)


def _fetch(store: Store, *, main: bool) -> int:
    """Fetch the missing files; returns their bytes."""
    with writing(store.repo):
        missing = [file for file in store.lock.files if not store.has(file)]
        for file in missing:
            _download(store, file)
            store.take(file)
        store.finish(main=main)
    return sum(file.size for file in missing)


def _download(store: Store, file: LockedFile) -> None:
    """Download into the part file, from where an earlier run stopped.

    `snapshot_download` would do, but since huggingface_hub 1.0 it restarts an interrupted file.
    """
    from huggingface_hub import hf_hub_url
    from huggingface_hub.file_download import http_get
    from huggingface_hub.utils import build_hf_headers  # type: ignore[attr-defined]

    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)  # it logs every retry; its progress bar stays
    part, lock = store.part(file), store.lock
    with output_errors(part), part.open("ab") as output:
        if output.tell() > file.size:
            output.seek(0)
            output.truncate()
        try:
            http_get(
                hf_hub_url(lock.hub_id, file.path, revision=lock.revision),
                output,
                resume_size=output.tell(),
                headers=build_hf_headers(),
                expected_size=file.size,
                displayed_filename=file.path,
            )
        except Exception as error:
            raise ModelUnavailableError(
                f"{unreachable(lock.hub_id, lock.revision, error)}; the same command continues where it stopped"
            ) from error
