"""The models that Mozilla publishes for Firefox: names, languages, sizes, scores, and the hash of every file.

They stand in `firefox.json`, which benchmarks/firefox_catalog.py writes and nobody edits.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from briefsmith.errors import ModelUnavailableError
from briefsmith.languages.table import PIVOT

# The folder name in the hub's cache begins with it; nobody publishes these models there under this name.
ORGANISATION = "mozilla-firefox"
PREFIX = "firefox-"
LICENSE = "mpl-2.0"
WEIGHTS = "model."
LIST = Path(__file__).parent / "firefox.json"
ARCHITECTURES = ("base-memory", "base", "tiny")
# Weights as float32, four times the file, and the rest of the program.
_NEEDED_MEMORY = 1_500_000_000


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file as it is published, `model.ende.intgemm.alphas.bin.gz`: `size` in bytes, SHA-256 as hexadecimal digits.

    `unpacked_sha256` and `unpacked_size` are those of what is in it. Empty or 0 where nobody states them.
    """

    name: str
    sha256: str = ""
    size: int = 0
    unpacked_sha256: str = ""
    unpacked_size: int = 0


@dataclass(frozen=True, slots=True)
class FirefoxModel:
    """One model. `bleu` and `comet` are on flores-dev as Mozilla publishes them, None if it does not."""

    source: str
    target: str
    architecture: str
    bleu: float | None
    comet: float | None
    files: tuple[PackedFile, ...]

    @property
    def name(self) -> str:
        return f"{self.pair_name}-{self.architecture}"

    @property
    def pair_name(self) -> str:
        """What also means this model if it is the one to prefer."""
        return f"{PREFIX}{self.source}-{self.target}"

    @property
    def hub_id(self) -> str:
        return f"{ORGANISATION}/{self.name}"

    @property
    def pair(self) -> tuple[str, str]:
        """(source language, target language)."""
        return self.source, self.target

    @property
    def size(self) -> int:
        """Bytes of the download."""
        return sum(file.size for file in self.files)

    @property
    def quality(self) -> str:
        """`flores-dev BLEU 40.0, COMET 0.865`; empty if nothing is published."""
        if self.bleu is None or self.comet is None:
            return ""
        return f"flores-dev BLEU {self.bleu:.1f}, COMET {self.comet:.3f}"


@cache
def firefox_models() -> tuple[FirefoxModel, ...]:
    """All of them, by source and target; of one pair, the one to prefer comes first."""
    data = json.loads(LIST.read_text("utf-8"))
    found = []
    for row in data["models"]:
        inside = (row["sha256"], row["bytes"])
        files = tuple(
            PackedFile(name, sha256, size, *(inside if name.startswith(WEIGHTS) else ()))
            for name, (sha256, size) in row["files"].items()
        )
        found.append(FirefoxModel(row["source"], row["target"], row["architecture"], row["bleu"], row["comet"], files))
    order = _preference()
    return tuple(sorted(found, key=lambda model: (*model.pair, order.index(model.architecture))))


def _preference() -> tuple[str, ...]:
    """The architectures in the order in which this machine should use them."""
    with suppress(OSError, ValueError, AttributeError):  # not on Windows
        if os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") < _NEEDED_MEMORY:
            return ("tiny", "base-memory", "base")
    return ARCHITECTURES


def named(name: str) -> list[FirefoxModel]:
    """The models that a name means, best first: of a pair (`firefox-en-de`), or one of them (`firefox-en-de-tiny`)."""
    wanted = name.casefold().removeprefix(f"{ORGANISATION}/")
    return [model for model in firefox_models() if wanted in {model.name, model.pair_name}]


def pair_of(name: str) -> tuple[str, str] | None:
    """The languages in `firefox-de-fr`; None for another name."""
    parts = name.casefold().removeprefix(PREFIX).split("-")
    return (parts[0], parts[1]) if name.casefold().startswith(PREFIX) and len(parts) == 2 else None


def legs(source: str, target: str) -> list[str]:
    """The names that translate a pair: of one model, or of one into English and one out of it; empty if there are none."""
    if named(direct := f"{PREFIX}{source}-{target}"):
        return [direct]
    ways = [f"{PREFIX}{source}-{PIVOT}", f"{PREFIX}{PIVOT}-{target}"]
    return ways if all(map(named, ways)) else []


def expanded(names: Sequence[str]) -> list[str]:
    """The names with `firefox-de-fr`, which no model translates directly, replaced by its two."""
    found: list[str] = []
    for name in names:
        pair = None if named(name) else pair_of(name)
        found += (legs(*pair) or [name]) if pair else [name]
    return list(dict.fromkeys(found))


def needed(sources: Sequence[str], targets: Sequence[str]) -> list[str]:
    """The names that translate each source into each target. Raises ModelUnavailableError for a pair that none do."""
    found: list[str] = []
    for source, target in ((s, t) for s in sources for t in targets if s != t):
        if not (names := legs(source, target)):
            raise ModelUnavailableError(unknown(f"{PREFIX}{source}-{target}"))
        found += names
    return list(dict.fromkeys(found))


def unknown(name: str) -> str:
    """A sentence for a name that no model has, with the pairs that there are."""
    if (pair := pair_of(name)) and (ways := legs(*pair)):
        return f"{name} is two models: {ways[0]} and {ways[1]}"
    same_pair = [model.name for model in firefox_models() if name.casefold().startswith(f"{model.pair_name}-")]
    if same_pair:
        return f"{name}: Mozilla publishes no such model; of this pair there are {' and '.join(same_pair)}"
    into = " ".join(sorted({model.target for model in firefox_models() if model.source == PIVOT}))
    out_of = " ".join(sorted({model.source for model in firefox_models() if model.target == PIVOT}))
    return (
        f"{name}: Mozilla publishes no such model. There are {PREFIX}{PIVOT}-XX for {into}; "
        f"{PREFIX}XX-{PIVOT} for {out_of}; and two of them for every pair of these"
    )
