"""Running a few inputs through a pipeline, and the exit code of the process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from briefsmith.errors import ExitCode
from briefsmith.model import Document, Failure, Result
from briefsmith.render.common import doubtful
from briefsmith.sources.collection import Collection, CollectionOptions, distinct_ids, open_input
from briefsmith.sources.extracted import Item
from briefsmith.stages import Pipeline

ENGINE_KINDS = frozenset({"model_unavailable", "engine", "died"})


# Articles that go through the pipeline together: enough for full batches of the engines, few enough to see progress.
_TOGETHER = 16


def open_inputs(inputs: Sequence[str], options: CollectionOptions) -> Collection:
    """The articles of all inputs in order, each with an id of its own. Raises UsageError as `open_input` does."""
    opened = [open_input(spec, options) for spec in inputs]
    totals = [one.total for one in opened]
    total = None if None in totals else sum(filter(None, totals))
    items = distinct_ids(chain.from_iterable(one.items for one in opened))
    return Collection(items, total, sum((one.skipped for one in opened), Counter()))


def run_items(items: Iterable[Item], pipeline: Pipeline, language: str | None = None) -> Iterator[Result]:
    """One result for each article, in order, a few at a time. An article that could not be read stays a failure.

    `language` is the language of all of them; without it, the clean stage detects it.
    """
    left = iter(items)
    while group := list(islice(left, _TOGETHER)):
        documents = [replace(item, language=language) for item in group if isinstance(item, Document)]
        results = iter(pipeline.run(documents))
        for item in group:
            yield Result(item.document_id, failures=(item,)) if isinstance(item, Failure) else next(results)


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
