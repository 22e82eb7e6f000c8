"""The JSON Schema of `run --format json`, made from the types; published as docs/reference/schema/run.schema.json."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, TypeAdapter, with_config
from typing_extensions import NotRequired, TypedDict

from briefsmith.model import BriefSentence, Check, Dropped, Failure, Level, Sentence, Step

_CLOSED = ConfigDict(extra="forbid")


@with_config(_CLOSED)
class DocumentData(TypedDict):
    """The article. All but `id` is missing when it could not be read or cleaned."""

    id: str
    language: NotRequired[str]
    metadata: NotRequired[dict[str, str]]
    sha256: NotRequired[str]
    sentences: NotRequired[list[Sentence]]
    dropped: NotRequired[list[Dropped]]


@with_config(_CLOSED)
class BriefData(TypedDict):
    """One brief; `text` is its sentences as running text, `coverage` the share of the document that was read for it."""

    document_id: str
    language: str
    length: str
    headline: str
    text: str
    sentences: list[BriefSentence]
    checks: list[Check]
    provenance: list[Step]
    coverage: float
    headline_doubt: float | None
    headline_level: Level | None


@with_config(_CLOSED)
class ResultData(TypedDict):
    """The output for one INPUT; for several INPUTs, the output is a list of these."""

    document: DocumentData
    briefs: list[BriefData]
    failures: list[Failure]


def run_schema() -> dict[str, Any]:
    """The schema: one result or a list of results."""
    schema = TypeAdapter(ResultData | list[ResultData]).json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "briefsmith run --format json",
        **schema,
    }
