"""Runs what was gathered through the pipeline, once for all languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefsmith.languages import describe
from briefsmith.model import Document, Failure, Result
from briefsmith.newsletter.edits import EDITED
from briefsmith.newsletter.inputs import Item
from briefsmith.newsletter.issue import Issue
from briefsmith.newsletter.story import flagged
from briefsmith.sources.collection import distinct_ids
from briefsmith.stages import Pipeline


def run_items(items: Sequence[Item], pipeline: Pipeline, languages: Sequence[str]) -> list[Result]:
    """One result for each item, in order. Earlier briefs are kept; a language that they do not have is a failure."""
    named = distinct_ids(item for item in items if isinstance(item, Document))
    made = iter(pipeline.run([item for item in named if isinstance(item, Document)]))
    results = []
    for item in items:
        if isinstance(item, Failure):
            results.append(Result(item.document_id, failures=(item,)))
        else:
            results.append(next(made) if isinstance(item, Document) else _with_lacking(item, languages))
    return results


def languages_of(results: Sequence[Result]) -> tuple[str, ...]:
    """The languages of the briefs, in the order in which they occur."""
    return tuple(dict.fromkeys(brief.language for result in results for brief in result.briefs))


def only(results: Sequence[Result], languages: Sequence[str]) -> list[Result]:
    """The results with only the briefs in these languages: earlier briefs may have more."""
    return [replace(result, briefs=tuple(b for b in result.briefs if b.language in languages)) for result in results]


def troubles(results: Sequence[Result]) -> Iterator[str]:
    """A sentence for every failure; one that several articles share is reported once, with their number."""
    failures = [failure for result in results for failure in result.failures]
    messages = Counter(failure.message for failure in failures)
    for message, document in {failure.message: failure.document_id for failure in failures}.items():
        if messages[message] > 1:
            yield f"{messages[message]} articles: {message}"
        else:
            yield message if document in message else f"{document}: {message}"


def flags(results: Sequence[Result], languages: Sequence[str]) -> Iterator[str]:
    """A line for everything that a check flagged in the briefs to be sent."""
    for result in results:
        for language in languages:
            for message in flagged(result, language):
                yield f"{result.document_id} ({language}): {message}"


def edit_flags(issue: Issue) -> Iterator[str]:
    """A line for everything that an editor wrote and the article does not say."""
    for story in issue.stories:
        for flag in story.flags:
            if flag.startswith(EDITED):
                yield f"{story.id} ({issue.language}): {flag}"


def _with_lacking(result: Result, languages: Sequence[str]) -> Result:
    there = {brief.language for brief in result.briefs}
    lacking = [language for language in languages if language not in there] if result.briefs else []
    failures = [
        Failure(
            result.document_id,
            "read",
            "language_missing",
            f"the briefs of {result.document_id} are not in {describe(language)}; make them with 'briefsmith run --lang'",
        )
        for language in lacking
    ]
    return replace(result, failures=(*result.failures, *failures))
