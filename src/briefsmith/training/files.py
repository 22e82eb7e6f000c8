"""Sentence pairs as they are in the files: read as a stream, chosen by origin, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache, partial
from pathlib import Path

from briefsmith.errors import InputError, UsageError
from briefsmith.training.settings import DataFile, OriginSettings, TrainingSettings

BLOCK = 10_000


@dataclass(frozen=True, slots=True)
class PairGroup:
    """The pairs of one origin in one file, the unit of weighting; `file` counts data files, then synthetic ones."""

    file: int
    origin: str


@dataclass(frozen=True, slots=True)
class PairBlock:
    """Some thousands of pairs in the order of their file; three lists of equal length."""

    groups: list[PairGroup]
    sources: list[str]
    targets: list[str]


def read_lines(path: Path) -> Iterator[list[str]]:
    """The lines of a UTF-8 text file, plain or .xz, .gz, .bz2 or .zst, in blocks; never the whole file at once."""
    import datasets

    if not path.is_file():
        raise UsageError(f"There is no file {path}.")
    # It decompresses as it reads, and splits at line feeds only (a U+2028 within a sentence does not end a line).
    stream = datasets.load_dataset("text", data_files=[str(path)], split="train", streaming=True)
    for block in stream.iter(batch_size=BLOCK):
        yield block["text"]


def data_files(settings: TrainingSettings) -> list[DataFile]:
    """All files of a run: `PairGroup.file` is an index into it."""
    return [*settings.data, *settings.synthetic]


def read_pairs(settings: TrainingSettings) -> Iterator[PairBlock]:
    """All pairs that the settings let in, file by file."""
    # An origin is matched against the patterns once, not once per line.
    admits = cache(partial(admitted, settings=settings))
    for index, file in enumerate(data_files(settings)):
        reverse = settings.reverse and index < len(settings.data)
        read = 0
        for lines in read_lines(settings.located(file.path)):
            kept = lines if file.limit is None else lines[: file.limit - read]
            block = PairBlock([], [], [])
            for number, line in enumerate(kept, read + 1):
                try:
                    origin, source, target = _columns(line, file)
                except ValueError as error:
                    message = f"{settings.located(file.path)}, line {number}: {error}"
                    raise InputError(message, "columns") from None
                if source.strip() and target.strip() and admits(origin):
                    block.groups.append(PairGroup(index, origin))
                    block.sources.append(source)
                    block.targets.append(target)
            read += len(kept)
            if reverse:
                block = PairBlock(block.groups, block.targets, block.sources)
            if file.tag:
                block = PairBlock(block.groups, [f"{file.tag} {s}" for s in block.sources], block.targets)
            yield block
            if len(kept) < len(lines):
                break


def _columns(line: str, file: DataFile) -> tuple[str, str, str]:
    columns = line.split("\t")
    if len(columns) == 2:
        return file.origin or file.path.name.split(".")[0], columns[0], columns[1]
    if len(columns) != 3:
        raise ValueError(f"expected 2 or 3 columns, found {len(columns)}.")
    return columns[0], columns[1], columns[2]


def admitted(origin: str, settings: TrainingSettings) -> bool:
    """Whether pairs of this origin are trained on."""
    if any(fnmatchcase(origin, pattern) for pattern in settings.exclude):
        return False
    return settings.unlisted != "drop" or described(origin, settings) is not None


def described(origin: str, settings: TrainingSettings) -> OriginSettings | None:
    """What the settings say about an origin: the first of `origins` whose name or pattern matches."""
    return next((known for pattern, known in settings.origins.items() if fnmatchcase(origin, pattern)), None)


def census(settings: TrainingSettings) -> dict[PairGroup, int]:
    """How many pairs each group has."""
    counts: Counter[PairGroup] = Counter()
    for block in read_pairs(settings):
        counts.update(block.groups)
    if not counts:
        raise UsageError("No sentence pairs are left to train on.")
    refuse_unlisted(settings, counts)
    return dict(counts)


def refuse_unlisted(settings: TrainingSettings, groups: Iterable[PairGroup]) -> None:
    """Raise UsageError for origins without a licence in the settings, if these say `unlisted: error`."""
    if settings.unlisted == "error":
        unknown = sorted({group.origin for group in groups if described(group.origin, settings) is None})
        if unknown:
            raise UsageError(f"Origins that are neither in `origins` nor in `exclude`: {', '.join(unknown)}.")


def group_weights(
    settings: TrainingSettings, counts: dict[PairGroup, int], stage: int | None = None
) -> dict[PairGroup, float]:
    """How often a pair of each group is used in one epoch.

    Weights of file and origin are multiplied; then every file with a `share` is scaled until it has its share of the
    pairs. A stage may weight origins differently.
    """
    override = settings.schedule.stages[stage].weights if stage is not None else {}
    files = data_files(settings)
    weights: dict[PairGroup, float] = {}
    for group in counts:
        known = described(group.origin, settings) or OriginSettings()
        own = next((w for pattern, w in override.items() if fnmatchcase(group.origin, pattern)), known.weight)
        weights[group] = own * files[group.file].weight
    drawn = [0.0] * len(files)
    for group, weight in weights.items():
        drawn[group.file] += counts[group] * weight
    # A file without pairs in this stage cannot have its share; the others divide it.
    shares = {i: file.share for i, file in enumerate(files) if file.share and drawn[i]}
    free = sum(size for i, size in enumerate(drawn) if i not in shares)
    total = free / (1 - sum(shares.values())) if free else sum(drawn)
    scale = {i: share * total / drawn[i] for i, share in shares.items()}
    return {group: weight * scale.get(group.file, 1.0) for group, weight in weights.items()}
