"""Fetching a model of Mozilla: every file hashed, unpacked, the whole read by our engine, and only then given its name.

It is kept where all pulled models are, with the same lock file, so that it is verified, bundled and removed like them.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from briefsmith.engines.firefox.folder import MAX_INPUT_TOKENS
from briefsmith.engines.folder import DESCRIPTION
from briefsmith.engines.options import EngineOptions
from briefsmith.errors import ModelUnavailableError
from briefsmith.files import output_errors, write_atomically
from briefsmith.models.firefox_catalog import LICENSE, WEIGHTS, FirefoxModel, PackedFile
from briefsmith.models.firefox_remote import Site, addresses, newest, published
from briefsmith.models.hashes import hub_hash
from briefsmith.models.hub import HubRepo
from briefsmith.models.lock import Lock, LockedFile, is_whole, read_lock
from briefsmith.models.store import Store, writing
from briefsmith.models.transfer import Progress, TransferError, download, offline, unpack

NOTICE = "LICENSE.md"
# What no published file reaches, for those whose size nobody states.
_MOST_PACKED = 100_000_000
_MOST_UNPACKED = 250_000_000
# Vocabularies and shortlists unpack to about twice their size; very small ones to more.
_MOST_RATIO, _ALWAYS_UNPACKED = 20, 1_000_000


def fetch_model(model: FirefoxModel, *, update: bool = False, progress: Progress | None = None) -> tuple[Lock, int]:
    """Fetch a model into the cache; with `update` the newest that Mozilla has released, otherwise the one of our list.

    Returns the lock and the bytes of the packed files, 0 if all was here. Raises ModelUnavailableError; then nothing is
    installed, and what came is kept for the next try.
    """
    if offline():
        raise ModelUnavailableError(
            f"{model.name}: HF_HUB_OFFLINE is set, so nothing is fetched; unset it, or use a bundle: "
            "'briefsmith models pull --from BUNDLE'"
        )
    site, repo = Site.chosen(), HubRepo(model.hub_id)
    try:
        listed = published(site, model.source, model.target)
        chosen = (newest(model, listed, site) or model) if update else model
    except TransferError as error:
        raise ModelUnavailableError(_unreachable(model, f"{site.published}: {error}")) from error
    if unhashed := [file.name for file in chosen.files if not (file.sha256 or file.unpacked_sha256)]:
        raise ModelUnavailableError(
            f"{model.name}: nobody states a checksum for {', '.join(unhashed)} of the newest model, so it is refused"
        )
    where = addresses(chosen, listed, site)
    with writing(repo):
        if (here := read_lock(repo)) and is_whole(here) and _weights(chosen) in {file.hash for file in here.files}:
            return here, 0
        incoming = repo.folder / "incoming"
        with output_errors(incoming):
            shutil.rmtree(incoming, ignore_errors=True)
            incoming.mkdir(parents=True)
        try:
            parts = [_fetch(model, file, where[file.name], repo.folder / "blobs", progress) for file in chosen.files]
            for file, part in zip(chosen.files, parts, strict=True):
                _unpack(model, file, part, incoming / file.name.removesuffix(".gz"))
            lock = _described(chosen, incoming)
            _check(model, incoming)
            _install(Store(repo, lock), incoming)
            size = sum(part.stat().st_size for part in parts)
            for part in parts:
                part.unlink()
        finally:
            shutil.rmtree(incoming, ignore_errors=True)
    return lock, size


def _weights(model: FirefoxModel) -> str:
    return next(file.unpacked_sha256 for file in model.files if file.name.startswith(WEIGHTS))


def _unreachable(model: FirefoxModel, problem: str) -> str:
    return (
        f"{model.name}: cannot be fetched from {problem}. Without a network, take it along from a machine that has one: "
        f"'briefsmith models bundle {model.name} --out X.tar' there, 'briefsmith models pull --from X.tar' here"
    )


def _fetch(model: FirefoxModel, file: PackedFile, urls: Sequence[str], folder: Path, progress: Progress | None) -> Path:
    """The packed file, from the first address that has the right one."""
    part = folder / f"{file.sha256 or file.unpacked_sha256}.gz.briefsmith.part"
    problems: list[str] = []
    for url in urls:
        try:
            if not (part.is_file() and part.stat().st_size == file.size):
                download(url, part, file.size or _MOST_PACKED, progress)
        except TransferError as error:
            remedy = (
                "'--update' takes the newest model" if error.missing else "the same command continues where it stopped"
            )
            problems.append(f"{url}: {error}; {remedy}")
            continue
        if not file.sha256 or hub_hash(part, file.sha256) == file.sha256:
            return part
        problems.append(f"{url}: {_wrong(part, file)} came; it was deleted and nothing was installed")
        part.unlink()
    raise ModelUnavailableError(_unreachable(model, problems[0]))


def _wrong(part: Path, file: PackedFile) -> str:
    """What came instead of a file."""
    with part.open("rb") as content:
        if content.read(512).lstrip().startswith(b"<"):
            return "a web page"
    return f"a file with the checksum {hub_hash(part, file.sha256)[:12]}… instead of {file.sha256[:12]}…"


def _unpack(model: FirefoxModel, file: PackedFile, part: Path, target: Path) -> None:
    likely = max(_ALWAYS_UNPACKED, _MOST_RATIO * part.stat().st_size)
    most = file.unpacked_size or min(_MOST_UNPACKED, likely)
    try:
        unpack(part, target, most)
        if file.unpacked_sha256 and hub_hash(target, file.unpacked_sha256) != file.unpacked_sha256:
            raise TransferError("what is in it has another checksum than stated")
    except TransferError as error:
        part.unlink()
        raise ModelUnavailableError(
            f"{model.name}: {file.name}: {error}; it was deleted and nothing was installed"
        ) from error


def _described(model: FirefoxModel, folder: Path) -> Lock:
    """Write what the folder says of itself, and its licence; returns the lock of all its files."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    digests = [f"{path.name} {_sha256(path)}" for path in files]
    revision = hashlib.sha256("\n".join(digests).encode()).hexdigest()[:40]
    scores = [] if model.bleu is None else [{"dataset": "flores-dev", "bleu": model.bleu, "comet": model.comet}]
    description = {
        "pair": model.name,
        "source": model.source,
        "target": model.target,
        "revision": revision,
        "max_input_tokens": MAX_INPUT_TOKENS,
        "scores": scores,
        "license": LICENSE,
    }
    write_atomically(folder / DESCRIPTION, json.dumps(description, indent=2) + "\n")
    write_atomically(folder / NOTICE, _notice(model))
    files = sorted(path for path in folder.iterdir() if path.is_file())
    locked = tuple(LockedFile(path=path.name, size=path.stat().st_size, hash=_sha256(path)) for path in files)
    return Lock(hub_id=model.hub_id, revision=revision, license=LICENSE, files=locked)


def _notice(model: FirefoxModel) -> str:
    files = "".join(f"- {file.name.removesuffix('.gz')}\n" for file in model.files)
    return (
        f"# {model.source} to {model.target}, {model.architecture}\n\n"
        "The translation model in these files is by Mozilla and contributors, as published for Firefox Translations. It is\n"
        "subject to the terms of the Mozilla Public License, version 2.0, which you find at https://mozilla.org/MPL/2.0/. The files\n"
        "are unchanged:\n\n"
        f"{files}\n"
        "The source form, with what trained them, is at https://github.com/mozilla/translations and\n"
        "https://github.com/mozilla/firefox-translations-models. Firefox is a trademark of the Mozilla Foundation; briefsmith is\n"
        "not connected with Mozilla.\n"
    )


def _sha256(path: Path) -> str:
    return hub_hash(path, "0" * 64)


def _check(model: FirefoxModel, folder: Path) -> None:
    """Read the whole model as a translation would. Raises ModelUnavailableError."""
    from briefsmith.engines.firefox.engine import open_folder

    engine = open_folder(folder, model.name, "", EngineOptions())
    try:
        engine.load()
    finally:
        engine.close()


def _install(store: Store, folder: Path) -> None:
    for file in store.lock.files:
        if not store.has(file):
            with output_errors(store.part(file)):
                (folder / file.path).replace(store.part(file))
            store.take(file)
    store.finish(main=True)
