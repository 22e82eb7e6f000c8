"""Running a handful of inputs through a pipeline, and what the process then says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefsmith.errors import ExitCode, InputError
from briefsmith.model import Document, Failure, Result
from briefsmith.pipeline import Pipeline, failure_of
from briefsmith.sources import ReadOptions, read

ENGINE_KINDS = frozenset({"model_unavailable", "engine"})


def run_inputs(
    inputs: Sequence[str], pipeline: Pipeline, options: ReadOptions, language: str | None = None
) -> list[Result]:
    """Read the inputs and run them; one result for each, in order. An input that cannot be read is a Failure.

    `language` is the language of all of them; without it the clean stage finds out.
    """
    read_in: list[Document | Failure] = []
    for spec in inputs:
        try:
            read_in.append(replace(read(spec, options=options), language=language))
        except InputError as error:
            read_in.append(failure_of(spec, "read", error))
    documents = _distinct_ids([item for item in read_in if isinstance(item, Document)])
    results = iter(pipeline.run(documents))
    return [
        Result(item.document_id, failures=(item,)) if isinstance(item, Failure) else next(results) for item in read_in
    ]


def _distinct_ids(documents: Sequence[Document]) -> list[Document]:
    """`report`, `report-2`, ...: two files of one name in different folders must not overwrite each other's briefs."""
    seen: set[str] = set()
    distinct = []
    for document in documents:
        id_, n = document.id, 1
        while id_ in seen:
            n += 1
            id_ = f"{document.id}-{n}"
        seen.add(id_)
        distinct.append(document if n == 1 else replace(document, id=id_))
    return distinct


def exit_code(results: Sequence[Result], strict: bool = False) -> ExitCode:
    """The documented exit code: engine trouble outranks failed documents, which outrank flags under `--strict`."""
    kinds = {failure.kind for result in results for failure in result.failures}
    if kinds and kinds <= ENGINE_KINDS:
        return ExitCode.ENGINE
    if kinds:
        return ExitCode.FAILED
    flagged = any(c.status == "flagged" for result in results for brief in result.briefs for c in brief.checks)
    return ExitCode.STRICT if strict and flagged else ExitCode.OK
