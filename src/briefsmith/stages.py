"""Stages, and the one function responsible for batching, failures and order."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from briefsmith.errors import EngineError, InputError, LimitError, ModelUnavailableError
from briefsmith.limits import DocumentLimits, limited
from briefsmith.model import BriefSet, CleanDocument, Document, Failure, Result

logger = logging.getLogger(__name__)

In = TypeVar("In")
Out = TypeVar("Out")
In_contra = TypeVar("In_contra", contravariant=True)
Out_co = TypeVar("Out_co", covariant=True)

_NO_LIMITS = DocumentLimits()


class Stage(Protocol[In_contra, Out_co]):
    """A step of the pipeline: as many outputs as inputs, in the same order, no state between calls."""

    @property
    def name(self) -> str: ...

    def __call__(self, batch: Sequence[In_contra], /) -> Sequence[Out_co]: ...


def failure_of(document_id: str, stage: str, error: Exception) -> Failure:
    """The error of one document as a value. For errors that are not ours, the message names the type."""
    if isinstance(error, InputError):
        return Failure(document_id, stage, error.kind, str(error))
    if isinstance(error, ModelUnavailableError):
        return Failure(document_id, stage, "model_unavailable", str(error))
    if isinstance(error, EngineError):
        return Failure(document_id, stage, "engine", str(error))
    logger.debug("document %s failed in %s", document_id, stage, exc_info=error)
    return Failure(document_id, stage, "internal", f"{type(error).__name__}: {error}")


def apply(
    stage: Stage[In, Out],
    items: Sequence[In],
    document_id: Callable[[In], str],
    limits: DocumentLimits = _NO_LIMITS,
) -> list[Out | Failure]:
    """Run one stage over items; a batch that raises is halved until only the item at fault is a Failure.

    One that takes too much time or memory is done item by item, because each half would take as long again.
    Raises EngineError if the numbers of outputs and inputs differ: no output could be trusted.
    """
    if not items:
        return []
    try:
        with limited(limits, len(items)):
            outputs = stage(items)
    except Exception as error:  # noqa: BLE001 - an error in one document must not stop the others
        if len(items) == 1:
            return [failure_of(document_id(items[0]), stage.name, error)]
        size = 1 if isinstance(error, LimitError) else -(-len(items) // 2)
        parts = (items[at : at + size] for at in range(0, len(items), size))
        return [output for part in parts for output in apply(stage, part, document_id, limits)]
    if len(outputs) != len(items):
        raise EngineError(f"stage {stage.name!r} returned {len(outputs)} outputs for {len(items)} inputs")
    return list(outputs)


class Pipeline:
    """Clean, summarize once per length in the source language, then refine the briefs (translate, check)."""

    def __init__(
        self,
        clean: Stage[Document, CleanDocument],
        summarize: Stage[CleanDocument, BriefSet],
        refine: Sequence[Stage[BriefSet, BriefSet]] = (),
        limits: DocumentLimits = _NO_LIMITS,
    ) -> None:
        self.clean = clean
        self.summarize = summarize
        self.refine = tuple(refine)
        self.limits = limits

    def run(self, documents: Sequence[Document]) -> list[Result]:
        """One result for each document, in order. A problem with a document is in its result, never raised."""
        limits = self.limits
        cleaned = apply(self.clean, documents, lambda document: document.id, limits)
        states: list[BriefSet | Failure] = _step(self.summarize, cleaned, lambda clean: clean.document.id, limits)
        for stage in self.refine:
            states = _step(stage, states, lambda state: state.clean.document.id, limits)
        return [_result(before, clean, after) for before, clean, after in zip(documents, cleaned, states, strict=True)]


def _step(
    stage: Stage[In, Out],
    items: Sequence[In | Failure],
    document_id: Callable[[In], str],
    limits: DocumentLimits,
) -> list[Out | Failure]:
    """Apply a stage to the items that have not failed; failures keep their place."""
    alive = [item for item in items if not isinstance(item, Failure)]
    outputs = iter(apply(stage, alive, document_id, limits))
    return [item if isinstance(item, Failure) else next(outputs) for item in items]


def _result(document: Document, clean: CleanDocument | Failure, state: BriefSet | Failure) -> Result:
    known = None if isinstance(clean, Failure) else clean
    if isinstance(state, Failure):
        return Result(document.id, known, (), (state,))
    return Result(document.id, known, state.briefs, state.failures)
