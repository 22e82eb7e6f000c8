"""A brief as one flat row, the same in JSONL, Parquet and CSV, with types that readers infer alike from any part of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefsmith.model import Brief, Result
from briefsmith.render.common import body, flags, machine_translated, shown_metadata, worst_level
from briefsmith.text.length import count_words

if TYPE_CHECKING:
    import pyarrow

_METADATA = ("title", "author", "date", "url")
COLUMNS = (
    *("id", "language", "length", "headline", "text", "sentences", "sources"),
    *("machine_translated", "flags", "levels", "headline_level", "level", "models", "source_language", *_METADATA),
    *("path", "row", "source_words", "sha256"),
)


def brief_rows(result: Result) -> list[dict[str, Any]]:
    """One row per brief. Strings are empty, not null: a reader that first sees only nulls infers a column of nulls."""
    if result.clean is None:
        return []
    metadata = shown_metadata(result)
    about = {name: metadata.get(name, "") for name in _METADATA}
    document = result.clean.document
    source = {
        "source_language": result.clean.language,
        **about,
        "path": document.metadata.get("path", ""),
        "row": int(document.metadata.get("row", 0)),
        "source_words": sum(count_words(sentence.text) for sentence in result.clean.sentences),
        "sha256": document.sha256,
    }
    return [_row(brief) | source for brief in result.briefs]


def _row(brief: Brief) -> dict[str, Any]:
    models = dict.fromkeys(f"{s.model}@{s.revision}" for s in brief.provenance if s.revision is not None)
    return {
        "id": brief.document_id,
        "language": brief.language,
        "length": brief.length,
        "headline": brief.headline,
        "text": body(brief),
        "sentences": [sentence.text for sentence in brief.sentences],
        "sources": [list(sentence.sources) for sentence in brief.sentences],
        "machine_translated": machine_translated(brief),
        "flags": "\n".join(flags(brief)),
        "levels": [sentence.level or "" for sentence in brief.sentences],
        "headline_level": brief.headline_level or "",
        "level": worst_level(brief) or "",
        "models": " ".join(models),
    }


def schema() -> pyarrow.Schema:
    """The types of the columns for Parquet."""
    import pyarrow as pa

    types = {
        "sentences": pa.list_(pa.string()),
        "sources": pa.list_(pa.list_(pa.int64())),
        "levels": pa.list_(pa.string()),
        "machine_translated": pa.bool_(),
        "row": pa.int64(),
        "source_words": pa.int64(),
    }
    return pa.schema([(name, types.get(name, pa.string())) for name in COLUMNS])
