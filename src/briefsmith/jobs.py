"""Running a few inputs through a pipeline, and the exit code of the process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefsmith.errors import ExitCode
from briefsmith.model import Document, Failure, Result
from briefsmith.render.common import doubtful
from briefsmith.sources import ReadOptions
from briefsmith.sources.collection import distinct_ids, read_or_failure
from briefsmith.stages import Pipeline

ENGINE_KINDS = frozenset({"model_unavailable", "engine", "died"})


def run_inputs(
    inputs: Sequence[str], pipeline: Pipeline, options: ReadOptions, language: str | None = None
) -> list[Result]:
    """Read the inputs and run them; one result for each, in order. An input that cannot be read is a Failure.

    `language` is the language of all of them; without it, the clean stage detects it.
    """
    read_in = list(distinct_ids(read_or_failure(spec, options) for spec in inputs))
    documents = [replace(item, language=language) for item in read_in if isinstance(item, Document)]
    results = iter(pipeline.run(documents))
    return [
        Result(item.document_id, failures=(item,)) if isinstance(item, Failure) else next(results) for item in read_in
    ]


def exit_code(results: Sequence[Result], strict: bool = False) -> ExitCode:
    """The documented exit code: 3 if only engines failed, else 1 for any failure.

    Else, under `strict`, 4 for a check that raised a flag and for a translation shown although it is doubtful.
    """
    kinds = {failure.kind for result in results for failure in result.failures}
    if kinds and kinds <= ENGINE_KINDS:
        return ExitCode.ENGINE
    if kinds:
        return ExitCode.FAILED
    briefs = [brief for result in results for brief in result.briefs]
    flagged = any(check.status == "flagged" for brief in briefs for check in brief.checks)
    return ExitCode.STRICT if strict and (flagged or any(map(doubtful, briefs))) else ExitCode.OK
