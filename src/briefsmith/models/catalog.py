"""The catalog: widely used models, each with what users must know before fetching it."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from briefsmith.engines.firefox.folder import MAX_INPUT_TOKENS
from briefsmith.models.firefox_catalog import LICENSE, ORGANISATION, PREFIX, WEIGHTS, FirefoxModel, named
from briefsmith.models.hub import HubRepo
from briefsmith.models.lock import LOCK

ModelTask = Literal["summarization", "translation", "text2text-generation", "consistency"]


class CatalogModel(BaseModel):
    """One entry. `revision` is a commit on the hub; None means the newest at the first pull, which is then kept.

    `languages` are the canonical codes that it reads; `targets` those that it writes, empty if they are the same.
    `license` is as stated on its card, or None; `pickle` means that the weights come in no other format.
    `parameters` is in millions; `megabytes` is the approximate size of a pull. `firefox` is set for a model of Mozilla, which
    comes from its own servers, is pinned by the hashes of its files, and is kept in the hub's cache like all others.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    hub_id: str = Field(pattern=r"^[\w.-]+/[\w.-]+$")
    task: ModelTask
    architecture: str
    languages: tuple[str, ...]
    targets: tuple[str, ...] = ()
    license: str | None
    parameters: int
    megabytes: int
    max_input_tokens: int
    revision: str | None = Field(pattern=r"^[0-9a-f]{7,40}$")
    pickle: bool = False
    good_for: str
    firefox: FirefoxModel | None = None

    @property
    def pull_command(self) -> str:
        """The command that fetches it."""
        return f"briefsmith models pull {self.name}{' --allow-pickle' if self.pickle else ''}"

    def serves(self, source: str | None, targets: Collection[str]) -> bool:
        """Whether it reads `source` and writes any of `targets`; None and empty mean every language."""
        writes = self.targets or self.languages
        return (source is None or source in self.languages) and (not targets or not set(targets).isdisjoint(writes))

    @property
    def pairs(self) -> str:
        """The languages as shown to users: `en`, `en > de`, `21 languages`, `40 to 40 languages`."""
        if self.task != "translation":
            return _few(self.languages)
        return f"{_few(self.languages)} > {_few(self.targets)}"


def _few(codes: tuple[str, ...]) -> str:
    return ", ".join(codes) if len(codes) <= 4 else f"{len(codes)} languages"


@cache
def catalog() -> tuple[CatalogModel, ...]:
    """All entries, in the order of the file."""
    from briefsmith.yaml12 import parse_yaml  # its loader reads `no` as Norwegian

    path = Path(__file__).parent / "catalog.yaml"
    data = parse_yaml(path.read_text("utf-8"), path.name)
    return TypeAdapter(tuple[CatalogModel, ...]).validate_python(data["models"])


def find(name: str) -> CatalogModel | None:
    """The entry for a name or hub id, ignoring case.

    `firefox-en-de` is the model of the pair that was pulled, otherwise the one to pull.
    """
    if name.casefold().startswith((PREFIX, f"{ORGANISATION}/")):
        models = named(name)
        here = (model for model in models if (HubRepo(model.hub_id).folder / LOCK).is_file())
        chosen = next(here, models[0] if models else None)
        return None if chosen is None else firefox_entry(chosen)
    return next(
        (model for model in catalog() if name.casefold() in {model.name.casefold(), model.hub_id.casefold()}), None
    )


def firefox_entry(model: FirefoxModel) -> CatalogModel:
    """A model of Mozilla as an entry of the catalog."""
    weights = next(file for file in model.files if file.name.startswith(WEIGHTS))
    quality = f": {model.quality}" if model.quality else ""
    return CatalogModel(
        name=model.name,
        hub_id=model.hub_id,
        task="translation",
        architecture=f"Firefox {model.architecture}",
        languages=(model.source,),
        targets=(model.target,),
        license=LICENSE,
        parameters=round(weights.unpacked_size / 1e6),  # one byte each
        megabytes=round(model.size / 1e6),
        max_input_tokens=MAX_INPUT_TOKENS,
        revision=None,
        good_for=f"translation offline, as in Firefox{quality}",
        firefox=model,
    )


def close(name: str) -> list[str]:
    """Catalog names similar to this one."""
    return get_close_matches(name.casefold(), [model.name for model in catalog()], n=3, cutoff=0.5)
