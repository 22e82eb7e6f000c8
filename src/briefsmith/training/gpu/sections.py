"""The sentences of a bundle: each file's arrays compressed as one section, the sections joined and cut into parts.

Ids take two bytes, which lzma is set up for: 1.6 million of them, of English and German news, take 0.94 bytes each.
Sorted by their source, sentences with several translations are together, which saves another 4%.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from briefsmith.errors import UsageError
from briefsmith.training.gpu.parts import Part, read_parts
from briefsmith.training.gpu.recipe import BundleRecipe

if TYPE_CHECKING:
    from numpy.typing import NDArray

INDEX = "bundle.json"
VOCABULARY = "spm.model"
DEV = "dev.json.xz"
FORMAT = 1
FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 6, "dict_size": 1 << 26, "lc": 3, "lp": 1, "pb": 1}]
TYPES = {"ids": "<u2", "lengths": "u1", "group": "<u2"}
PAIRS, TEXT = "pairs", "text"


@dataclass(frozen=True, slots=True)
class Origins:
    """One origin's pairs in a section, and how often each comes in an epoch, before and in the last phase."""

    name: str
    weight: float
    ending: float


@dataclass(frozen=True, slots=True)
class Section:
    """What is where: `kind` is pairs or text, `arrays` their names with their number of values, in order."""

    kind: str
    name: str
    language: str
    size: int
    arrays: tuple[tuple[str, int], ...]
    origins: tuple[Origins, ...] = ()

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Section:
        """A section as `asdict` wrote it."""
        origins = tuple(Origins(**origin) for origin in data.pop("origins"))
        arrays = tuple((name, count) for name, count in data.pop("arrays"))
        return cls(**data, arrays=arrays, origins=origins)


Arrays = dict[str, "NDArray[Any]"]


def dtype_of(name: str) -> str:
    """The type of an array in a section, by its name: `source.ids`, `source.lengths`, `group`."""
    return TYPES[name.rpartition(".")[2]]


def compress(arrays: Arrays) -> bytes:
    """The bytes of a section."""
    raw = b"".join(array.astype(dtype_of(name)).tobytes() for name, array in arrays.items())
    return lzma.compress(raw, format=lzma.FORMAT_XZ, filters=FILTERS)


def decompress(section: Section, data: bytes) -> Arrays:
    """The inverse of `compress`."""
    raw = lzma.decompress(data)
    arrays: Arrays = {}
    at = 0
    for name, count in section.arrays:
        arrays[name] = np.frombuffer(raw, dtype_of(name), count, at)
        at += arrays[name].nbytes
    return arrays


@dataclass(frozen=True, slots=True)
class Bundle:
    """An opened bundle. `folders` are where its parts may lie, its own first."""

    folders: tuple[Path, ...]
    index: dict[str, Any]
    recipe: BundleRecipe
    sections: tuple[Section, ...]

    @property
    def key(self) -> str:
        """What the bundle is known by."""
        key: str = self.index["key"]
        return key

    def file(self, name: str) -> Path:
        """A file of the bundle that is not a part."""
        return self.folders[0] / name

    def read(self) -> list[Arrays]:
        """The arrays of every section. Raises UsageError for parts that are missing or damaged."""
        data = read_parts([Part.from_json(part) for part in self.index["parts"]], self.folders)
        ends = np.cumsum([section.size for section in self.sections]).tolist()
        pieces = [data[end - section.size : end] for section, end in zip(self.sections, ends, strict=True)]
        with ThreadPoolExecutor() as pool:  # lzma leaves the interpreter to others while it works
            return list(pool.map(decompress, self.sections, pieces))


def open_bundle(folders: Sequence[Path]) -> Bundle:
    """The bundle in the first folder; more of its parts may lie in the others. Raises UsageError."""
    path = folders[0] / INDEX
    try:
        index: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if index["format"] != FORMAT:
            raise UsageError(f"{path} has format {index['format']}; this version reads {FORMAT}.")
        sections = tuple(Section.from_json(dict(section)) for section in index["sections"])
        return Bundle(tuple(folders), index, BundleRecipe.from_json(index["recipe"]), sections)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path} cannot be read as the index of a bundle: {error!r}") from None


def read_dev(path: Path) -> dict[str, dict[str, list[list[str]]]]:
    """Dev sets by language and name: source lines, target lines. Raises UsageError."""
    try:
        data: dict[str, dict[str, list[list[str]]]] = json.loads(lzma.decompress(path.read_bytes()))
    except (OSError, ValueError, lzma.LZMAError) as error:
        raise UsageError(f"The dev sets in {path} cannot be read: {error}.") from None
    return data
