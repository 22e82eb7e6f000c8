"""Writing into the hub's cache, so that transformers and every other tool find what we fetched.

A file enters the cache only after its hash was checked: every file in `snapshots` is correct.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from briefsmith.errors import ModelUnavailableError
from briefsmith.files import output_errors, write_atomically
from briefsmith.models.hashes import hub_hash
from briefsmith.models.hub import HubRepo, cache_folder
from briefsmith.models.lock import Lock, LockedFile, write_lock


@contextmanager
def writing(repo: HubRepo) -> Iterator[None]:
    """Keep other processes from writing the same model."""
    from filelock import FileLock

    path = cache_folder() / ".locks" / repo.folder.name / "briefsmith.lock"
    with output_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        (repo.folder / "blobs").mkdir(parents=True, exist_ok=True)
    with FileLock(path):
        yield


@dataclass(frozen=True, slots=True)
class Store:
    """One model at one commit, to be written into the cache by one process at a time: see `writing`."""

    repo: HubRepo
    lock: Lock

    def has(self, file: LockedFile) -> bool:
        """Whether the file is in the cache at its full size."""
        blob = self._blob(file)
        return blob.is_file() and blob.stat().st_size == file.size

    def part(self, file: LockedFile) -> Path:
        """The path of a partial download; an interrupted one continues there."""
        return self._blob(file).with_name(f"{file.hash}.briefsmith.part")

    def take(self, file: LockedFile) -> None:
        """Check the hash of the finished part and move it into place. Raises ModelUnavailableError if it differs."""
        part = self.part(file)
        found = hub_hash(part, file.hash)
        if found != file.hash:
            part.unlink()
            raise ModelUnavailableError(
                f"{self.lock.hub_id}: {file.path} arrived with the checksum {found[:12]}… instead of {file.hash[:12]}…; "
                "it was deleted and nothing was installed; fetch it again"
            )
        with output_errors(part):
            part.replace(self._blob(file))

    def finish(self, *, main: bool) -> Path:
        """Link all files into the snapshot and write the lock; `main` says that this commit is the newest."""
        snapshot = self.repo.snapshot(self.lock.revision)
        with output_errors(snapshot):
            snapshot.mkdir(parents=True, exist_ok=True)
            for file in self.lock.files:
                self._link(file, snapshot / file.path)
        if main:
            write_atomically(self.repo.folder / "refs" / "main", self.lock.revision)
        write_lock(self.repo, self.lock)
        return snapshot

    def _blob(self, file: LockedFile) -> Path:
        return self.repo.folder / "blobs" / file.hash

    def _link(self, file: LockedFile, link: Path) -> None:
        if link.is_file() and link.resolve() == self._blob(file).resolve():
            return
        link.unlink(missing_ok=True)
        try:
            link.symlink_to(Path(os.path.relpath(self._blob(file), link.parent)))
        except OSError:  # Windows without developer mode: the hub's own library copies there too
            import shutil

            shutil.copy2(self._blob(file), link)
