"""The catalog and the models on this machine, as text and JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from briefsmith.engines.servers import LocalServer, local_servers
from briefsmith.errors import ModelUnavailableError
from briefsmith.models.catalog import CatalogModel, catalog, find, firefox_entry
from briefsmith.models.firefox_catalog import firefox_models
from briefsmith.models.licences import allows_commercial
from briefsmith.models.lock import Lock
from briefsmith.models.manage import locked_models
from briefsmith.models.resolve import ResolvedModel, resolve, size


@dataclass(frozen=True, slots=True)
class ListedModel:
    """One line of the list; `here` says whether the model is on this machine.

    `bleu` and `comet` are on flores-dev, as published; None where nothing is.
    """

    name: str
    hub_id: str
    task: str
    languages: str
    license: str | None
    commercial: bool
    megabytes: int
    here: bool
    bleu: float | None = None
    comet: float | None = None


def listed(*, commercial: bool = False, language: str | None = None) -> list[ListedModel]:
    """The catalog, Mozilla's models, the others that were pulled, and those of language-model servers on this machine.

    With a language only those of the first two that read or write it.
    """
    entries = [*catalog(), *map(firefox_entry, firefox_models())]
    chosen = [e for e in entries if language is None or language in {*e.languages, *e.targets}]
    rows = [_of_entry(entry) for entry in chosen]
    if language is None:
        rows += [_of_lock(lock) for lock in locked_models() if find(lock.hub_id) is None]
        rows += [_of_server(server, model) for server in local_servers() for model in server.models]
    return [row for row in rows if row.commercial or not commercial]


def _of_entry(entry: CatalogModel) -> ListedModel:
    here = _here(entry.name) is not None
    free = allows_commercial(entry.license)
    row = ListedModel(entry.name, entry.hub_id, entry.task, entry.pairs, entry.license, free, entry.megabytes, here)
    return replace(row, bleu=entry.firefox.bleu, comet=entry.firefox.comet) if entry.firefox else row


def _of_lock(lock: Lock) -> ListedModel:
    free = allows_commercial(lock.license)
    return ListedModel(lock.hub_id, lock.hub_id, "?", "?", lock.license, free, round(lock.megabytes), True)


def _of_server(server: LocalServer, model: str) -> ListedModel:
    return ListedModel(model, f"{server.name} at {server.url}", "language model", "any", None, False, 0, True)


def _here(name: str) -> ResolvedModel | None:
    try:
        return resolve(name)
    except ModelUnavailableError:
        return None


def table(rows: Sequence[ListedModel], form: str) -> str:
    """The list as aligned text, or as one JSON document."""
    if form == "json":
        return json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False) + "\n"
    cells = [
        (
            "*" if row.here else " ",
            row.name,
            row.task,
            row.languages,
            size(row.megabytes) if row.megabytes else "",
            _scores(row),
            _licence(row.license) if row.megabytes else row.hub_id,
        )
        for row in rows
    ]
    widths = [max((len(row[i]) for row in cells), default=0) for i in range(7)]
    return "".join("  ".join(map(str.ljust, row, widths)).rstrip() + "\n" for row in cells)


def _scores(row: ListedModel) -> str:
    return f"BLEU {row.bleu:.1f}, COMET {row.comet:.3f}" if row.bleu is not None and row.comet is not None else ""


def described(name: str) -> str:
    """All that the catalog says about a model, and its folder. Raises ModelUnavailableError for an unknown name."""
    entry = find(name)
    model = _here(name) if entry else resolve(name)
    facts: dict[str, str] = {}
    if entry:
        facts = {
            "name": entry.name,
            "hub id": entry.hub_id,
            "good for": entry.good_for,
            "task": entry.task,
            "languages": _spelled(entry),
            "licence": _licence(entry.license),
            "architecture": f"{entry.architecture}, {entry.parameters} million parameters",
            "longest input": f"{entry.max_input_tokens} tokens",
            "download": size(entry.megabytes) + (", as a pickle" if entry.pickle else ""),
            "pinned": _pinned(entry),
        }
    elif model:
        facts = {"name": model.name, "licence": _licence(model.license)}
    facts["here"] = f"{model.path} (revision {model.revision[:12]})" if model else _missing(entry)
    width = max(map(len, facts)) + 2
    return "".join(f"{key:{width}}{value}\n" for key, value in facts.items())


def _pinned(entry: CatalogModel) -> str:
    if entry.firefox:
        return "by the hash of every file"
    return entry.revision or "no: the newest at the first pull, which is then kept"


def _missing(entry: CatalogModel | None) -> str:
    return f"no; '{entry.pull_command}' fetches it" if entry else "no"


def _licence(license: str | None) -> str:
    if license is None:
        return "not stated"
    return license if allows_commercial(license) else f"{license} (not for commercial use)"


def _spelled(entry: CatalogModel) -> str:
    reads, writes = " ".join(entry.languages), " ".join(entry.targets)
    return f"{reads} > {writes}" if writes and writes != reads else reads
