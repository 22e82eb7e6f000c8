"""What comes home: weights in parts, the log, and what an import needs, in a folder that is whole at every moment.

OUT/run.json                     how far the run is, its scores, the names of the parts
OUT/weights-STEP.00, …           the averaged weights
OUT/bundle.zip                   bundle.json, spm.model, dev.json.xz
OUT/log.txt
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import BadZipFile, ZipFile

from briefsmith.errors import UsageError
from briefsmith.training.gpu.parts import Part, read_parts, write_parts
from briefsmith.training.gpu.sections import DEV, INDEX, VOCABULARY, Bundle, open_bundle
from briefsmith.training.gpu.weights import from_bytes
from briefsmith.training.network import NetworkShape, Parameters

RUN = "run.json"
ORIGIN = "bundle.zip"
LOG = "log.txt"
PART_BYTES = 15 << 20


@dataclass(slots=True)
class BundleProgress:
    """How far a run is. `begun` is the step at which its learning rate began to rise, `goes` counts finished runs.

    `back` counts translated chunks of text, `pairs` the pairs made from them by language.
    """

    done: float = 0.0
    step: int = 0
    tokens: int = 0
    seconds: float = 0.0
    begun: int = 0
    goes: int = 0
    epoch: int = 0
    batch: int = 0
    batch_tokens: int = 0
    learning_rate: float = 0.0
    optimizer: str = ""
    back: int = 0
    pairs: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """The content of run.json; `scores` maps directions to BLEU and chrF of greedy translations.

    `smoke` says that the run only tested whether everything works.
    """

    key: str
    shape: dict[str, int]
    progress: BundleProgress
    parts: tuple[Part, ...] = ()
    scores: dict[str, dict[str, float]] = field(default_factory=dict)
    smoke: bool = False


def prepare(out: Path, bundle: Bundle) -> None:
    """Make the folder, with copies of what the import needs. Raises UsageError for a folder of another bundle."""
    if (out / RUN).is_file() and read_facts(out).key != bundle.key:
        raise UsageError(f"{out} holds the result of another bundle; use another --out.")
    try:
        out.mkdir(parents=True, exist_ok=True)
        with ZipFile(out / ORIGIN, "w") as file:
            for name in (INDEX, VOCABULARY, DEV):
                file.write(bundle.file(name), name)
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error}.") from None


@contextmanager
def brought_bundle(out: Path) -> Iterator[Bundle]:
    """The bundle of which a folder holds the result, without its parts. Raises UsageError."""
    with TemporaryDirectory() as folder:
        try:
            with ZipFile(out / ORIGIN) as file:
                for name in (INDEX, VOCABULARY, DEV):
                    file.extract(name, folder)
        except (OSError, KeyError, BadZipFile) as error:
            raise UsageError(f"{out / ORIGIN} cannot be read: {error}.") from None
        yield open_bundle([Path(folder)])


def write_result(out: Path, staging: Path, data: bytes, facts: Facts) -> Facts:
    """Put new weights into the folder, and take the old ones out; returns the facts with their parts.

    They are written in `staging`, outside it: a run that is killed leaves nothing unfinished to be carried home.
    """
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    parts = write_parts(data, staging, f"weights-{facts.progress.step:06d}", PART_BYTES)
    old = [path for path in out.glob("weights-*") if path.name not in {part.name for part in parts}]
    for part in parts:
        shutil.move(staging / part.name, out / part.name)
    whole = replace(facts, parts=tuple(parts))
    write_facts(out, whole)
    for path in old:
        path.unlink(missing_ok=True)
    return whole


def write_facts(out: Path, facts: Facts) -> None:
    """Write run.json, through a temporary name."""
    temporary = out / f".{RUN}"
    temporary.write_text(json.dumps(asdict(facts), indent=1) + "\n", "utf-8")
    temporary.replace(out / RUN)


def read_facts(out: Path) -> Facts:
    """How far the run in a folder is. Raises UsageError."""
    path = out / RUN
    if not path.is_file():
        raise UsageError(f"{out} does not hold the result of a run: {RUN} is missing.")
    try:
        data: dict[str, Any] = json.loads(path.read_text("utf-8"))
        parts = tuple(Part.from_json(part) for part in data["parts"])
        progress = BundleProgress(**data["progress"])
        return Facts(data["key"], data["shape"], progress, parts, data["scores"], data["smoke"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path} cannot be read: {error!r}") from None


def read_weights(out: Path, facts: Facts) -> tuple[NetworkShape, Parameters]:
    """The weights in a folder, their parts joined. Raises UsageError for what is missing or damaged."""
    return from_bytes(read_parts(facts.parts, [out]))
