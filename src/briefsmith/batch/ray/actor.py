"""What runs on a node of the cluster: one pipeline, given parts of the input, writing parts of the output."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from briefsmith.batch.job import BatchJob
from briefsmith.batch.ledger import Ledger
from briefsmith.batch.plan import Entry, Planner
from briefsmith.batch.pool import TRIES
from briefsmith.batch.ray.parts import Marks, Parts, mark
from briefsmith.batch.rows import brief_rows
from briefsmith.batch.work import adopt, anonymous, translators_of
from briefsmith.model import Document, Failure, Result, to_json
from briefsmith.render.common import count_words
from briefsmith.sources.collection import read_items
from briefsmith.sources.extracted import Item
from briefsmith.sources.rows import RawRow, read_row

if TYPE_CHECKING:
    import ray

# A row of a table, or the `path` and `id` of an input; the id may be empty.
Input = RawRow | Mapping[str, str]


@dataclass(frozen=True)
class Assignment:
    """What an actor must know. `done` holds the marks of what needs no work, or a reference to them."""

    job: BatchJob
    parts: Parts
    done: Marks | ray.ObjectRef


class BriefActor:
    """Loads the models once; each call of `work` takes inputs and writes their briefs and failures."""

    def __init__(self, assignment: Assignment) -> None:
        import ray

        self._assignment = assignment
        self._job = assignment.job
        self._pipeline = self._job.make(self._job.threads)
        self._planner = Planner(self._job, Ledger(None), per_document=False)
        done = assignment.done
        self._done: Marks = ray.get(done) if isinstance(done, ray.ObjectRef) else done

    def ready(self) -> None:
        """Return when the models are loaded."""

    def work(self, inputs: Sequence[Input]) -> dict[str, Any]:
        """Make the briefs of these inputs and write them; what was counted."""
        entries = [self._planner.entry(item) for item in self._items(inputs)]
        new = [entry for entry in entries if entry.document is not None and not self._is_done(entry)]
        results = self._results(new)
        rows, failures, words = [], [], 0
        samples: dict[str, Result] = {}
        for entry in new:
            result = results[entry.key]
            assert entry.document is not None  # noqa: S101 - chosen so above
            adopted = adopt(result, entry.key, entry.document)
            rows += [row | {"key": entry.key} for row in brief_rows(adopted)]
            failures += [(entry.key, failure, bool(adopted.briefs)) for failure in adopted.failures]
            words += sum(map(count_words, adopted.briefs))
            if models := translators_of(adopted):
                samples[repr(models)] = replace(adopted, clean=None)
        # Failures come first: a document with both is done when its briefs exist (`Parts.done`).
        if failures:
            self._assignment.parts.write_failures(failures)
        if rows:
            self._assignment.parts.write_briefs(rows)
        unread = [entry.failure for entry in entries if entry.failure is not None]
        return {
            "documents": len(entries),
            "unchanged": len(entries) - len(new) - len(unread),
            "worked": len(results),
            "failed": len({failure.document_id for _, failure, _ in failures}) + len(unread),
            "briefs": len(rows),
            "words_in": sum(entry.words for entry in entries),
            "words_out": words,
            "kinds": json.dumps([failure.kind for _, failure, _ in failures] + [failure.kind for failure in unread]),
            "samples": json.dumps({name: to_json(sample) for name, sample in samples.items()}),
            "unread": json.dumps([to_json(failure) for failure in unread]),
        }

    def _is_done(self, entry: Entry) -> bool:
        wanted = np.uint64(mark(entry.id, entry.key))
        place = int(np.searchsorted(self._done, wanted))
        return place < len(self._done) and bool(self._done[place] == wanted)

    def _results(self, entries: Sequence[Entry]) -> dict[str, Result]:
        """The result of each work by its key; articles of one text are one work."""
        works = {entry.key: anonymous(entry.document, entry.key) for entry in entries if entry.document is not None}
        results = survive(self._run, list(works.values()), self._assignment.parts) if works else []
        return {result.document_id: result for result in results}

    def _run(self, works: Sequence[Document]) -> list[Result]:
        size = self._job.group
        return [result for i in range(0, len(works), size) for result in self._pipeline.run(works[i : i + size])]

    def _items(self, inputs: Sequence[Input]) -> Iterator[Item]:
        options = self._job.collection.read
        for given in inputs:
            if isinstance(given, RawRow):
                yield read_row(given, options.columns, options)
            else:
                yield from read_items(given["path"], options, given["id"] or None)


Run = Callable[[Sequence[Document]], list[Result]]


def survive(run: Run, works: Sequence[Document], parts: Parts) -> list[Result]:
    """Run works so that the one that kills the actor is found: Ray restarts the actor with the same rows.

    A try that did not end has left its mark in the output; then the works are halved, and a work that was alone in
    `TRIES` of them has failed.
    """
    name = f".tries/{hashlib.sha256(''.join(work.id for work in works).encode()).hexdigest()[:16]}"
    before = sum(parts.exists(f"{name}-{n}") for n in range(TRIES))
    if before and len(works) > 1:
        middle = len(works) // 2
        results = [*survive(run, works[:middle], parts), *survive(run, works[middle:], parts)]
    elif before == TRIES:
        (work,) = works
        message = f"the engine died on this document, {TRIES} times"
        results = [Result(work.id, failures=(Failure(work.id, "engine", "died", message),))]
    else:
        parts.write(f"{name}-{before}", b"")
        results = run(works)
    for n in range(TRIES):
        parts.remove(f"{name}-{n}")
    return results
