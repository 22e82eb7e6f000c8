"""What is processed once: a text with the settings and models that make its briefs, whatever the article is called.

A *work* is an article without its name. Its key is a hash of all that its briefs depend on, so two articles of one
text share it, and a changed text, setting or model gets another. `adopt` gives the finished work a document's name.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from briefsmith.fingerprint import fingerprint
from briefsmith.model import Document, Failure, Result, from_json, to_json
from briefsmith.version import __version__

# Where an article was found (`ReadOptions.places`): an article of a table may move without a change of anything else.
PLACE = frozenset({"path", "row"})
# Who published an article and where does not shape its briefs: the pipeline does not see it, so that one agency report
# on forty sites is one work. All other metadata is part of the key; the check of facts counts days from `date`.
BYLINE = frozenset({"author", "place", "site", "sitename", "source", "url"}) | PLACE


@dataclass(frozen=True, slots=True)
class Recipe:
    """What makes the briefs besides the text: its `fingerprint` is the part that the keys of all works share."""

    fingerprint: str
    models: Mapping[str, str]

    @classmethod
    def of(cls, shaping: Mapping[str, Any], models: Mapping[str, str]) -> Recipe:
        """The recipe of settings that shape a brief, as JSON, and the revisions of the models that may write it."""
        # The rules of cleaning and summarizing are code: the version is their revision.
        return cls(fingerprint([shaping, dict(models), __version__]), models)

    def key(self, document: Document) -> str:
        """64 hexadecimal digits that say what the briefs of this document depend on."""
        shaping = sorted((k, v) for k, v in document.metadata.items() if k not in BYLINE)
        parts: list[object] = [self.fingerprint, document.sha256, document.language, shaping]
        if document.dropped:
            parts.append([(span.start, span.end, span.reason) for span in document.dropped])
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def anonymous(document: Document, key: str) -> Document:
    """The document as the pipeline gets it: named by its key, without its byline."""
    metadata = {k: v for k, v in document.metadata.items() if k not in BYLINE}
    return replace(document, id=key, metadata=metadata)


def adopt(result: Result, key: str, document: Document) -> Result:
    """The result of a work as the result of `document`."""
    clean = result.clean
    if clean is not None:
        metadata = {**clean.document.metadata, **document.metadata}
        language = clean.document.language
        clean = replace(clean, document=replace(document, metadata=metadata, language=language))
    return Result(
        document.id,
        clean,
        tuple(replace(brief, document_id=document.id) for brief in result.briefs),
        failures_of(result, key, document.id),
    )


def failures_of(result: Result, key: str, name: str) -> tuple[Failure, ...]:
    """The failures of a work as those of the document called `name`."""
    return tuple(replace(f, document_id=name, message=f.message.replace(key, name)) for f in result.failures)


def translators_of(result: Result) -> list[tuple[str | None, str | None]]:
    """The models that translated the briefs of a result, with their revisions."""
    return sorted(
        {(s.model, s.revision) for b in result.briefs for s in b.provenance if s.stage == "translate"}, key=repr
    )


def encode(result: Result) -> bytes:
    """A result as compressed JSON without the text, which the caller of `decode` has anyway."""
    if result.clean is not None:
        document = replace(result.clean.document, text="")
        result = replace(result, clean=replace(result.clean, document=document))
    return zlib.compress(json.dumps(to_json(result), ensure_ascii=False, separators=(",", ":")).encode())


def decode(data: bytes) -> Result:
    """The inverse of `encode`; `adopt` puts the text back."""
    return from_json(Result, json.loads(zlib.decompress(data)))
