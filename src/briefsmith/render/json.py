"""The JSON of `run`; docs/reference/schema/run.schema.json is its schema."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from briefsmith.model import Brief, CleanDocument, Document, Result, to_json
from briefsmith.render.common import body

SCHEMA_VERSION = 1


def render_json(results: Sequence[Result], footnotes: bool = False) -> str:
    """One JSON document: an object for one result, a list of them for several.

    `footnotes` has no effect: the evidence of every sentence is always included.
    """
    data = [result_data(result) for result in results]
    return json.dumps(data[0] if len(data) == 1 else data, ensure_ascii=False, indent=2) + "\n"


def result_data(result: Result) -> dict[str, Any]:
    """What the schema describes: the document with its sentences, the briefs, the failures."""
    clean = result.clean
    document: dict[str, Any] = {"id": result.document_id}
    if clean is not None:
        document |= document_data(clean.document)
        parts = to_json(clean)
        document |= {"sentences": parts["sentences"], "dropped": parts["dropped"]}
    return {
        "document": document,
        "briefs": [brief_data(brief) for brief in result.briefs],
        "failures": [to_json(failure) for failure in result.failures],
    }


def document_data(document: Document) -> dict[str, Any]:
    """Everything but the text, which the caller has."""
    data: dict[str, Any] = to_json(document)
    del data["text"]
    return data


def brief_data(brief: Brief) -> dict[str, Any]:
    """The brief with its running text in addition to the sentences."""
    data: dict[str, Any] = to_json(brief)
    keys = ("document_id", "language", "length", "headline")
    return {key: data.pop(key) for key in keys} | {"text": body(brief)} | data


def clean_data(clean: CleanDocument) -> dict[str, Any]:
    """The document, its sentences, and each dropped span with its text and reason."""
    text = clean.document.text
    return document_data(clean.document) | {
        "sentences": to_json(clean)["sentences"],
        "dropped": [to_json(span) | {"text": text[span.start : span.end]} for span in clean.dropped],
    }


def render_clean(clean: CleanDocument) -> str:
    """The JSON of `clean`."""
    return json.dumps(clean_data(clean), ensure_ascii=False, indent=2) + "\n"
