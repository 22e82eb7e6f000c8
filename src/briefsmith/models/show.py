"""The catalog and the models on this machine, as text and JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from briefsmith.errors import ModelUnavailableError
from briefsmith.models.catalog import CatalogModel, catalog, find
from briefsmith.models.licences import allows_commercial
from briefsmith.models.lock import Lock
from briefsmith.models.manage import locked_models
from briefsmith.models.resolve import ResolvedModel, resolve, size


@dataclass(frozen=True, slots=True)
class ListedModel:
    """One line of the list; `here` says whether the model is on this machine."""

    name: str
    hub_id: str
    task: str
    languages: str
    license: str | None
    commercial: bool
    megabytes: int
    here: bool


def listed(*, commercial: bool = False) -> list[ListedModel]:
    """The catalog, then the other models that were pulled."""
    rows = [_of_entry(entry) for entry in catalog()]
    rows += [_of_lock(lock) for lock in locked_models() if find(lock.hub_id) is None]
    return [row for row in rows if row.commercial or not commercial]


def _of_entry(entry: CatalogModel) -> ListedModel:
    here = _here(entry.name) is not None
    free = allows_commercial(entry.license)
    return ListedModel(entry.name, entry.hub_id, entry.task, entry.pairs, entry.license, free, entry.megabytes, here)


def _of_lock(lock: Lock) -> ListedModel:
    free = allows_commercial(lock.license)
    return ListedModel(lock.hub_id, lock.hub_id, "?", "?", lock.license, free, round(lock.megabytes), True)


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
            size(row.megabytes),
            _licence(row.license),
        )
        for row in rows
    ]
    widths = [max((len(row[i]) for row in cells), default=0) for i in range(6)]
    return "".join("  ".join(map(str.ljust, row, widths)).rstrip() + "\n" for row in cells)


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
            "pinned": entry.revision or "no: the newest at the first pull, which is then kept",
        }
    elif model:
        facts = {"name": model.name, "licence": _licence(model.license)}
    facts["here"] = f"{model.path} (revision {model.revision[:12]})" if model else _missing(entry)
    width = max(map(len, facts)) + 2
    return "".join(f"{key:{width}}{value}\n" for key, value in facts.items())


def _missing(entry: CatalogModel | None) -> str:
    return f"no; '{entry.pull_command}' fetches it" if entry else "no"


def _licence(license: str | None) -> str:
    if license is None:
        return "not stated"
    return license if allows_commercial(license) else f"{license} (not for commercial use)"


def _spelled(entry: CatalogModel) -> str:
    reads, writes = " ".join(entry.languages), " ".join(entry.targets)
    return f"{reads} > {writes}" if writes and writes != reads else reads
