"""A batch as plain values. `briefsmith.wiring` makes it from the settings, which nothing here reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from briefsmith.batch.work import Recipe
from briefsmith.sources.collection import CollectionOptions
from briefsmith.stages import Pipeline

# Called once in each worker process, with the threads it may use, so it must be picklable: a function of a module, or a
# `partial` of one.
MakePipeline = Callable[[int], Pipeline]
# Starting a process takes as long as some thirty articles.
WORTH_A_PROCESS = 32
# More than this only where somebody asks: each process has its own models.
MOST_JOBS = 8


@dataclass(frozen=True, slots=True)
class BatchJob:
    """What is done with each article, by how many processes, and how many articles are processed together.

    `recipe` and `make` belong together: the keys of `recipe` describe what the pipeline of `make` does.
    `format` is that of files in a folder; `source_language` None lets the pipeline detect it. Articles of more than
    `max_characters` fail; `group` of them go through the pipeline together. `settings` are shown in the manifest.
    `jobs` processes share `cores`; 0 is decided by `shared`, and is one unless the models are `small`.
    """

    recipe: Recipe
    make: MakePipeline
    format: str = "md"
    source_language: str | None = None
    collection: CollectionOptions = field(default_factory=CollectionOptions)
    max_characters: int = 2_000_000
    group: int = 64
    jobs: int = 1
    cores: int = 1
    small: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def threads(self) -> int:
        """The threads of each process."""
        return max(1, self.cores // max(1, self.jobs))

    def shared(self, articles: int | None) -> BatchJob:
        """The job with a number of processes: what is asked for, or what that many articles are worth.

        Few articles are handed out in smaller groups, so that no process waits for the last one's. None is a number that
        is not known, as of a feed, which is small.
        """
        if self.jobs:
            return self
        most = min(self.cores, MOST_JOBS) if self.small else 1
        jobs = max(1, min(most, (articles or 0) // WORTH_A_PROCESS))
        if jobs == 1:
            return replace(self, jobs=1)
        rounds = -(-(articles or 0) // (jobs * self.group))
        return replace(self, jobs=jobs, group=min(self.group, -(-(articles or 0) // (jobs * rounds))))


@dataclass(frozen=True, slots=True)
class ActorOptions:
    """Actors on a cluster: `count` 0 starts as many as its CPUs and GPUs allow; `part` is articles of a part file."""

    count: int = 0
    cpus: float = 1.0
    gpus: float = 0.0
    part: int = 1024
