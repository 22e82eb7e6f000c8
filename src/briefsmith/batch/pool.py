"""Worker processes, each with its own pipeline. One that dies is replaced, and what killed it is isolated.

Two workers give the same results as one: a group is the same work in any of them.
"""

from __future__ import annotations

import logging
import multiprocessing
import signal
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any

from briefsmith.batch.work import encode
from briefsmith.errors import BriefsmithError, EngineError
from briefsmith.model import Document, Failure, Result
from briefsmith.stages import Pipeline

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

logger = logging.getLogger(__name__)

# A document that is alone in a worker that dies is tried once more: the kill may have come from outside.
TRIES = 2
# A worker that dies before it is ready points to the set-up, unless it was killed; three in a row are not chance.
STILLBORN = 3


@dataclass(frozen=True, slots=True)
class Done:
    """A finished work: the result as the ledger stores it, and what the run counts."""

    data: bytes
    failed: bool

    @classmethod
    def of(cls, result: Result) -> Done:
        return cls(encode(result), bool(result.failures))


@dataclass(slots=True)
class _Task:
    documents: Sequence[Document]
    tries: int = 0


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    ready: bool = False
    task: _Task | None = None


@dataclass
class Pool:
    """`jobs` workers that start when there is something to do. Use it as a context manager."""

    make: Callable[[], Pipeline]
    jobs: int = 1
    deaths: int = 0
    _queue: deque[_Task] = field(default_factory=deque)
    _workers: list[_Worker] = field(default_factory=list)
    _stillborn: int = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.connection.close()  # an idle worker then ends by itself
            if worker.task is not None:
                worker.process.kill()
            worker.process.join()

    def submit(self, documents: Sequence[Document]) -> None:
        """Process these documents together; `collect` returns the results by their ids."""
        self._queue.append(_Task(documents))
        self._dispatch()

    def drop_queued(self) -> None:
        """Forget the documents that no worker has started."""
        self._queue.clear()

    @property
    def busy(self) -> bool:
        """Whether there is anything to wait for."""
        return bool(self._queue) or any(worker.task is not None for worker in self._workers)

    def collect(self, timeout: float | None = None) -> dict[str, Done]:
        """The finished works, by document id; waits up to `timeout` seconds.

        Raises EngineError when the workers cannot build a pipeline, or one of its stages miscounts.
        """
        answers: dict[str, Done] = {}
        spoke = wait([worker.connection for worker in self._workers], timeout)
        for worker in [worker for worker in self._workers if worker.connection in spoke]:
            try:
                kind, payload = worker.connection.recv()
            except (EOFError, OSError):
                answers |= self._bury(worker)
            else:
                answers |= self._receive(worker, kind, payload)
        self._dispatch()
        return answers

    def _receive(self, worker: _Worker, kind: str, payload: Any) -> dict[str, Done]:
        if kind == "error":
            raise payload
        worker.ready, self._stillborn = True, 0
        if kind == "ready" or worker.task is None:
            return {}
        task, worker.task = worker.task, None
        return dict(zip((document.id for document in task.documents), payload, strict=True))

    def _dispatch(self) -> None:
        while self._queue:
            idle = next((worker for worker in self._workers if worker.task is None), None)
            if idle is None and len(self._workers) < self.jobs:
                idle = self._start()
            if idle is None:
                return
            idle.task = self._queue.popleft()
            try:
                idle.connection.send(idle.task.documents)
            except OSError:
                return  # it has just died: `collect` notices and puts the task back

    def _start(self) -> _Worker:
        # Spawned, not forked: a fork copies the locks of threads that it does not copy.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self.make), daemon=True)
        with _without_interrupts():
            process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _bury(self, worker: _Worker) -> dict[str, Done]:
        """Put the dead worker's task back, halved; a document that was alone twice has failed."""
        worker.process.join()
        worker.connection.close()
        self._workers.remove(worker)
        self.deaths += 1
        task = worker.task
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn == STILLBORN:
                raise EngineError(
                    f"{STILLBORN} worker processes ended before they were ready ({_cause(worker.process)})"
                )
            self._queue.extendleft([task] if task else [])
            return {}
        if task is None:
            return {}
        if len(task.documents) > 1:
            middle = len(task.documents) // 2
            self._queue.extendleft([_Task(task.documents[middle:]), _Task(task.documents[:middle])])
            return {}
        if task.tries + 1 < TRIES:
            self._queue.appendleft(_Task(task.documents, task.tries + 1))
            return {}
        (document,) = task.documents
        message = f"the engine died on this document, {TRIES} times ({_cause(worker.process)})"
        return {document.id: Done.of(Result(document.id, failures=(Failure(document.id, "engine", "died", message),)))}


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Ctrl-C reaches the whole process group; a worker that starts with it blocked finishes its batch."""
    resource_tracker.ensure_running()  # multiprocessing's own helper unblocks signals when it starts
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _cause(process: BaseProcess) -> str:
    code = process.exitcode or 0
    if code == -signal.SIGKILL:
        return "killed: out of memory, or by hand"
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def _serve(connection: Connection, make: Callable[[], Pipeline]) -> None:
    """The worker process: builds a pipeline, then processes groups until the other end is closed."""
    warnings.simplefilter("ignore")
    try:
        for message in _answers(connection, make):
            connection.send(message)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the parent is gone or done
    except Exception as error:  # the parent treats it as a death, whose cause is found by halving
        logger.debug("worker ended", exc_info=error)
        sys.exit(1)


def _answers(connection: Connection, make: Callable[[], Pipeline]) -> Iterator[tuple[str, object]]:
    try:
        pipeline = make()
        yield "ready", None
        while True:
            yield "done", [Done.of(result) for result in pipeline.run(connection.recv())]
    except BriefsmithError as error:
        yield "error", error
