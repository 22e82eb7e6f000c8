"""The run loop: read, group, work, write, record, in that order, so that a kill loses only unfinished work."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from briefsmith.batch.counts import Counts, Progress
from briefsmith.batch.interrupt import Interrupt
from briefsmith.batch.ledger import Entries, Failed, Ledger
from briefsmith.batch.plan import Entry, Planner, WorkGroup
from briefsmith.batch.pool import Done, Pool
from briefsmith.batch.sinks import Sink
from briefsmith.batch.work import adopt, decode, failures_of, translators_of
from briefsmith.model import Result
from briefsmith.render.common import count_words, flags
from briefsmith.sources.extracted import Item

# complete: the input's end; interrupted: Ctrl-C; failed: the first failure under `fail_fast`.
Ending = Literal["complete", "interrupted", "failed"]
Emit = Callable[[Path], None]

# Seconds after which the progress is shown again even if nothing has arrived.
TICK = 1.0


@dataclass
class Batch:
    """One run over many articles; `work` does it."""

    planner: Planner
    ledger: Ledger
    pool: Pool
    sink: Sink
    progress: Progress
    emit: Emit
    fail_fast: bool = False
    counts: Counts = field(default_factory=Counts)
    # A result, without its text, for each set of models that wrote a brief: for the notes at the end.
    samples: dict[str, Result] = field(default_factory=dict)

    def work(self, items: Iterable[Item], interrupt: Interrupt) -> Ending:
        """Process all items. Raises OutputError when nothing can be written, EngineError when no engine runs."""
        try:
            ending = self._loop(self.planner.groups(items), interrupt)
            if ending == "complete":
                for path in self.sink.finish():
                    self.emit(path)
            return ending
        finally:
            self.sink.discard()

    def _loop(self, groups: Iterator[WorkGroup], interrupt: Interrupt) -> Ending:
        window: deque[WorkGroup] = deque()  # in the order of the input; the first is the next to be written
        answers: dict[str, Done] = {}
        while self._fill(window, groups, interrupt):
            if self.pool.busy:
                answers |= self.pool.collect(TICK)
            while window and window[0].todo.keys() <= answers.keys():
                if self._finish(window.popleft(), answers) and self.fail_fast:
                    return "failed"
            self.progress.show(self.counts)
        return "interrupted" if interrupt.requested else "complete"

    def _fill(self, window: deque[WorkGroup], groups: Iterator[WorkGroup], interrupt: Interrupt) -> bool:
        """Read ahead far enough that no worker waits while the oldest group is written; False when all is done."""
        while len(window) <= 2 * self.pool.jobs and not interrupt.requested:
            group = None
            with interrupt.breakable():
                group = next(groups, None)
            if group is None:
                break
            window.append(group)
            if group.todo:
                self.pool.submit(list(group.todo.values()))
        if interrupt.requested:
            self.pool.drop_queued()
            return self.pool.busy
        return bool(window)

    def _finish(self, group: WorkGroup, answers: dict[str, Done]) -> int:
        """Write and record a group whose works are done; returns how many of its documents failed."""
        entries = Entries([(key, answers[key].failed, answers[key].data) for key in group.todo])
        paths = []
        failed_before = self.counts.failed
        self.counts.worked += len(group.todo)
        self.counts.restarts = self.pool.deaths
        for entry in group.entries:
            result = self._result(entry, group, answers)
            if entry.document is not None:
                paths += self.sink.write(result)
                entries.outputs.append((entry.id, entry.stamp))
            entries.failures += [Failed(failure, entry.path) for failure in result.failures]
            self._count(entry, result)
        self.sink.flush()
        self.ledger.commit(entries)
        for key in group.todo:
            del answers[key]
            self.planner.in_hand.discard(key)
        for path in paths:
            self.emit(path)
        self.progress.show(self.counts)
        return self.counts.failed - failed_before

    def _result(self, entry: Entry, group: WorkGroup, answers: dict[str, Done]) -> Result:
        """The result of an article from this run's answers or from the ledger; empty if there is nothing to report."""
        if entry.failure is not None:
            return Result(entry.failure.document_id, failures=(entry.failure,))
        if entry.document is None and not self.ledger.state(entry.key):
            return Result(entry.id)
        data = answers[entry.key].data if entry.key in group.todo else self.ledger.result(entry.key)
        result = decode(data)
        if entry.document is None:
            return Result(entry.id, failures=failures_of(result, entry.key, entry.id))
        return adopt(result, entry.key, entry.document)

    def _count(self, entry: Entry, result: Result) -> None:
        counts = self.counts
        counts.documents += 1
        counts.words_in += entry.words
        for kind in {failure.kind for failure in result.failures}:
            counts.kinds[kind] = counts.kinds.get(kind, 0) + 1
        counts.failed += bool(result.failures)
        if entry.document is None:
            counts.unchanged += entry.failure is None
            return
        counts.briefs += len(result.briefs)
        counts.flagged += sum(bool(flags(brief)) for brief in result.briefs)
        counts.words_out += sum(map(count_words, result.briefs))
        levels = [sentence.level for brief in result.briefs for sentence in brief.sentences if sentence.level]
        counts.translated += len(levels)
        counts.doubtful += levels.count("doubtful")
        if models := translators_of(result):
            self.samples.setdefault(repr(models), replace(result, clean=None))
