"""Models in one folder or tar archive, for a machine without network.

briefsmith-bundle.json     the contents: a lock for each model
ORG/NAME/FILE              the files; an unpacked ORG/NAME is a complete checkpoint folder
"""

from __future__ import annotations

import json
import shutil
import tarfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from pydantic import BaseModel, ConfigDict, ValidationError

from briefsmith.errors import ModelUnavailableError, UsageError
from briefsmith.files import OUT_HINT, output_errors
from briefsmith.models.catalog import find
from briefsmith.models.hub import HubRepo
from briefsmith.models.licences import require_commercial
from briefsmith.models.lock import Lock, LockedFile, read_lock
from briefsmith.models.resolve import resolve
from briefsmith.models.store import Store, writing

MANIFEST = "briefsmith-bundle.json"

Reader = Callable[[Lock, LockedFile], BinaryIO]


class Manifest(BaseModel):
    """The contents of a bundle."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int = 1
    models: tuple[Lock, ...]


def write_bundle(names: Sequence[str], out: Path, *, commercial: bool = False) -> Manifest:
    """Pack models on this machine into `out`: a tar archive if its name ends in .tar, otherwise a new folder.

    Raises ModelUnavailableError for a model that is not here or has no lock, UsageError if `out` exists.
    """
    if out.exists():
        raise UsageError(f"{out} already exists; choose a new file or folder")
    manifest = Manifest(models=tuple(_locked(name, commercial) for name in names))
    with output_errors(out, OUT_HINT):
        out.parent.mkdir(parents=True, exist_ok=True)
        part = out.with_name(f".{out.name}.part")
        _discard(part)
        try:
            (_write_tar if out.suffix == ".tar" else _write_folder)(manifest, part)
            part.rename(out)
        finally:
            _discard(part)
    return manifest


def _locked(name: str, commercial: bool) -> Lock:
    entry = find(name)
    lock = read_lock(HubRepo(entry.hub_id if entry else name))
    model = resolve(name)
    if lock is None:
        raise ModelUnavailableError(
            f"{name}: another program fetched it, so its files are not known; 'briefsmith models pull {name}' checks them"
        )
    if commercial:
        require_commercial(name, model.license)
    return lock


def _sources(manifest: Manifest) -> Iterator[tuple[str, Path]]:
    """Every file of the bundle: its name in the bundle and its path in the cache."""
    for lock in manifest.models:
        snapshot = HubRepo(lock.hub_id).snapshot(lock.revision)
        yield from ((f"{lock.hub_id}/{file.path}", snapshot / file.path) for file in lock.files)


def _text(manifest: Manifest) -> str:
    return json.dumps(manifest.model_dump(mode="json"), indent=2) + "\n"


def _write_folder(manifest: Manifest, folder: Path) -> None:
    for name, source in _sources(manifest):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, folder / name)
    (folder / MANIFEST).write_text(_text(manifest), "utf-8")


def _write_tar(manifest: Manifest, archive: Path) -> None:
    """Uncompressed: weights do not shrink. The manifest comes first."""
    beside = archive.with_suffix(".json")
    beside.write_text(_text(manifest), "utf-8")
    try:
        with tarfile.open(archive, "w", dereference=True) as tar:
            tar.add(beside, MANIFEST)
            for name, source in _sources(manifest):
                tar.add(source, name)
    finally:
        beside.unlink()


def _discard(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def read_bundle(bundle: Path, names: Sequence[str] = (), *, commercial: bool = False) -> list[Lock]:
    """Put the models of a bundle into the cache, all or those named; every hash is checked.

    Raises ModelUnavailableError if it is not a bundle, lacks a named model, or holds a changed file.
    """
    with _opened(bundle) as (manifest, read):
        locks = _chosen(manifest, bundle, names)
        for lock in locks:
            if commercial:
                require_commercial(lock.hub_id, lock.license)
            _install(lock, read)
    return locks


def _chosen(manifest: Manifest, bundle: Path, names: Sequence[str]) -> list[Lock]:
    inside = {lock.hub_id: lock for lock in manifest.models}
    wanted = [entry.hub_id if (entry := find(name)) else name for name in names] or list(inside)
    if missing := [hub_id for hub_id in wanted if hub_id not in inside]:
        raise ModelUnavailableError(f"{bundle}: does not hold {', '.join(missing)}; it holds {', '.join(inside)}")
    return [inside[hub_id] for hub_id in wanted]


def _install(lock: Lock, read: Reader) -> None:
    store = Store(HubRepo(lock.hub_id), lock)
    with writing(store.repo):
        for file in lock.files:
            if not store.has(file):
                part = store.part(file)
                with read(lock, file) as source, output_errors(part), part.open("wb") as copy:
                    shutil.copyfileobj(source, copy, 1 << 20)
                store.take(file)
        store.finish(main=True)


@contextmanager
def _opened(bundle: Path) -> Iterator[tuple[Manifest, Reader]]:
    """The manifest of a bundle and the function that opens one of its files."""
    try:
        if bundle.is_dir():
            text = (bundle / MANIFEST).read_text("utf-8")
            yield _manifest(text), lambda lock, file: (bundle / lock.hub_id / file.path).open("rb")
        else:
            with tarfile.open(bundle, "r:") as tar:
                yield (
                    _manifest(_member(tar, MANIFEST).read().decode()),
                    lambda lock, file: _member(tar, f"{lock.hub_id}/{file.path}"),
                )
    except ModelUnavailableError:  # an OSError too
        raise
    except (OSError, KeyError, ValueError, ValidationError, tarfile.TarError) as error:
        raise ModelUnavailableError(f"{bundle}: not a bundle of 'briefsmith models bundle': {error}") from error


def _manifest(text: str) -> Manifest:
    return Manifest.model_validate(json.loads(text))


def _member(tar: tarfile.TarFile, name: str) -> BinaryIO:
    file = tar.extractfile(name)
    if file is None:
        raise KeyError(name)
    return file  # type: ignore[return-value]  # IO[bytes], which is all that is used
