"""What a run leaves for people besides the briefs: a manifest and, if anything failed, a report of it."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta, timezone
from itertools import chain, groupby
from pathlib import Path
from textwrap import shorten
from typing import Any

from briefsmith.batch.counts import Counts, counted
from briefsmith.batch.job import BatchJob
from briefsmith.batch.ledger import Failed, Ledger
from briefsmith.batch.sinks import Places
from briefsmith.batch.spreadsheet import MARK, line
from briefsmith.errors import printable
from briefsmith.files import OUT_HINT, write_atomically
from briefsmith.version import __version__

RETRY = "Run the same command with --retry-failed to try them again; every run retries what cannot be read."
# Characters of a message in the report; some libraries print their whole input.
MESSAGE = 300


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What the manifest says besides the counts. `ending` is complete, interrupted or failed."""

    input: str
    out: str
    ending: str
    begin: datetime
    seconds: float


def write_manifest(path: Path, facts: RunFacts, job: BatchJob, counts: Counts) -> None:
    """The latest run as JSON. Raises OutputError."""
    write_atomically(path, json.dumps(manifest(facts, job, counts), indent=2, ensure_ascii=False) + "\n", OUT_HINT)


def manifest(facts: RunFacts, job: BatchJob, counts: Counts) -> dict[str, Any]:
    """What made these briefs, and how long it took."""
    return {
        "briefsmith": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "input": facts.input,
        "out": facts.out,
        "ending": facts.ending,
        "begin": facts.begin.isoformat(timespec="seconds"),
        "end": (facts.begin + timedelta(seconds=facts.seconds)).isoformat(timespec="seconds"),
        "seconds": round(facts.seconds, 3),
        "documents_per_second": round(counts.documents / max(facts.seconds, 1e-9), 2),
        "counts": asdict(counts),
        "models": dict(job.recipe.models),
        "settings": dict(job.settings),
    }


def write_failures(places: Places, ledger: Ledger, counts: Counts) -> None:
    """The report of what failed, for people and as a table, or none when nothing did. Raises OutputError."""
    if counts.failed:
        write_atomically(places.failures, failure_report(ledger.failures(), counts), OUT_HINT)
        write_atomically(places.failure_table, failure_table(ledger.failures()), OUT_HINT)
    else:
        places.failures.unlink(missing_ok=True)
        places.failure_table.unlink(missing_ok=True)


def failure_table(failures: Iterable[Failed]) -> str:
    """The failures as CSV: id, path, stage, kind and message of each."""
    rows = [(one.failure, one.path) for one in failures]
    cells = ((f.document_id, path, f.stage, f.kind, shorten(f.message, MESSAGE)) for f, path in rows)
    return MARK + "".join(line(row, ",") for row in chain([("id", "path", "stage", "kind", "message")], cells))


def failure_report(failures: Iterable[Failed], counts: Counts) -> str:
    """The failures by kind; each with the document, where it is, and what to do about it."""
    lines = [f"{counts.failed:,} of {counted(counts.documents, 'document')} failed. {RETRY}"]
    for kind, members in groupby(failures, key=lambda one: one.failure.kind):
        lines += ["", f"{kind}:", ""]
        lines += [f"  {_named(one)}: {shorten(one.failure.message, MESSAGE)}" for one in members]
    return printable("\n".join(lines)) + "\n"


def _named(one: Failed) -> str:
    return one.failure.document_id + (f" ({one.path})" if one.path else "")


def now() -> datetime:
    """The time of day, for the manifest only: no brief depends on it."""
    return datetime.now(timezone.utc)
