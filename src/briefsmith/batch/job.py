"""A batch as plain values. `briefsmith.build` makes it from the settings, which nothing here reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from briefsmith.batch.work import Recipe
from briefsmith.sources.collection import CollectionOptions
from briefsmith.stages import Pipeline

# Called once in each worker process, so it must be picklable: a function of a module, or a `partial` of one.
MakePipeline = Callable[[], Pipeline]


@dataclass(frozen=True, slots=True)
class BatchJob:
    """What is done with each article, by how many processes, and how many articles are processed together.

    `recipe` and `make` belong together: the keys of `recipe` describe what the pipeline of `make` does.
    `format` is that of files in a folder; `source_language` None lets the pipeline detect it. Articles of more than
    `max_characters` fail; `group` of them go through the pipeline together. `settings` are shown in the manifest.
    """

    recipe: Recipe
    make: MakePipeline
    format: str = "md"
    source_language: str | None = None
    collection: CollectionOptions = field(default_factory=CollectionOptions)
    max_characters: int = 2_000_000
    group: int = 64
    jobs: int = 1
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ActorOptions:
    """Actors on a cluster: `count` 0 starts as many as its CPUs and GPUs allow; `part` is articles of a part file."""

    count: int = 0
    cpus: float = 1.0
    gpus: float = 0.0
    part: int = 1024
