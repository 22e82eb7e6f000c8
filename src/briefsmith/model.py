"""The values that flow through the pipeline: frozen, slotted, with lossless JSON round-trips.

    Document ─► CleanDocument ─► BriefSet (one Brief for each length and language) ─► Result

All offsets are indices into `Document.text`, counted in Unicode code points, end exclusive.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal, TypeVar

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from typing_extensions import Self

T = TypeVar("T")

Support = Literal["exact", "chunk"]
CheckStatus = Literal["passed", "warned", "flagged"]
Level = Literal["sure", "read", "doubtful"]
# What becomes of doubtful sentences: shown with a mark, shown as the source sentence, or left out.
Treatment = Literal["mark", "source", "drop"]

# In characters: up to about 110 words, sentences from different paragraphs read better as one paragraph.
ONE_PARAGRAPH = 700


class Value:
    """Base of all values: they convert to plain JSON data and back."""

    __slots__ = ()

    def to_json(self) -> dict[str, Any]:
        """The value as plain JSON data (dicts, lists, strings, numbers)."""
        data: dict[str, Any] = to_json(self)
        return data

    @classmethod
    def from_json(cls, data: Any) -> Self:
        """The inverse of `to_json`. Raises pydantic.ValidationError if the data does not fit the type."""
        return from_json(cls, data)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A span that is left out, and why (`byline`, `cookie_banner`, ...)."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Document(Value):
    """One article as read. `text` is the decoded or extracted text and never changes; offsets point into it.

    `dropped` are whole lines that the reader knows not to be the article (running heads, quoted mail).
    """

    id: str
    text: str
    language: str | None
    metadata: Mapping[str, str]
    sha256: str
    dropped: tuple[Dropped, ...] = ()

    @classmethod
    def create(
        cls,
        id: str,
        text: str,
        *,
        language: str | None = None,
        metadata: Mapping[str, str] | None = None,
        dropped: tuple[Dropped, ...] = (),
    ) -> Document:
        """Make a document and compute `sha256`, the hash of the UTF-8 text (lone surrogates included)."""
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return cls(id, text, language, dict(metadata or {}), digest, dropped)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: `text` is normalised, `start:end` is its position in the document.

    `paragraph` counts paragraphs from 0. Two sentences are the same only if their positions are.
    """

    text: str
    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class CleanDocument(Value):
    """The article's body as sentences in order; what was left out is in `dropped`."""

    document: Document
    sentences: tuple[Sentence, ...]
    dropped: tuple[Dropped, ...] = ()

    @property
    def language(self) -> str:
        """The language of the text; cleaning always sets it."""
        assert self.document.language is not None  # noqa: S101 - an invariant of the clean stage
        return self.document.language

    def paragraphs(self) -> list[list[Sentence]]:
        """The sentences grouped by paragraph, in order."""
        groups: dict[int, list[Sentence]] = {}
        for sentence in self.sentences:
            groups.setdefault(sentence.paragraph, []).append(sentence)
        return list(groups.values())


@dataclass(frozen=True, slots=True)
class BriefSentence:
    """One sentence of a brief. `sources` are indices into `CleanDocument.sentences`.

    `support` says what those sources prove: `exact`, the sentence (or its translation) was taken from them;
    `chunk`, a model wrote it after reading them. `doubt` is the estimated probability (0 to 1) that its translation has
    a serious error, `level` what follows for a reader; both are None for a sentence that was not translated and checked.
    """

    text: str
    sources: tuple[int, ...]
    support: Support = "exact"
    paragraph: int = 0
    doubt: float | None = None
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """What one check found; `sentence` is an index into the brief's sentences, None for the brief as a whole.

    A warning is shown like a flag, but is too often wrong to fail a run.
    """

    name: str
    status: CheckStatus
    message: str = ""
    sentence: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step in the making of a brief. `parameters` is a hash of the stage's settings; `route` e.g. `en>de`."""

    stage: str
    engine: str
    model: str | None = None
    revision: str | None = None
    parameters: str | None = None
    route: str | None = None


@dataclass(frozen=True, slots=True)
class Brief(Value):
    """A summary of one document in one language and one length.

    `coverage` is the share of the document's sentences that the summarizer read, from 0 to 1. `headline_doubt` and
    `headline_level` are of the headline what `doubt` and `level` are of a sentence.
    """

    document_id: str
    language: str
    length: str
    headline: str
    sentences: tuple[BriefSentence, ...]
    checks: tuple[Check, ...] = ()
    provenance: tuple[Step, ...] = ()
    coverage: float = 1.0
    headline_doubt: float | None = None
    headline_level: Level | None = None

    def text(self, separator: str = " ") -> str:
        """The sentences as running text. In a long brief, a blank line separates the source's paragraphs."""
        texts = [sentence.text for sentence in self.sentences]
        if sum(len(text) for text in texts) <= ONE_PARAGRAPH:
            return separator.join(texts)
        groups = groupby(self.sentences, key=lambda sentence: sentence.paragraph)
        return "\n\n".join(separator.join(sentence.text for sentence in group) for _, group in groups)


@dataclass(frozen=True, slots=True)
class Failure(Value):
    """One document that could not be processed, and the stage that failed: a value, so that the others continue."""

    document_id: str
    stage: str
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class BriefCandidate:
    """A sentence that a brief could have, its value there, and the steps and checks that it brings along.

    `needs` is the place, among the candidates before it, of the one without which it cannot be read. The checks are
    about a sentence 0.
    """

    sentence: BriefSentence
    value: float
    needs: int | None = None
    steps: tuple[Step, ...] = ()
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """What the sentences of a brief were chosen from, in the order of the source, so that a later stage may choose again.

    `brief` is its place in the set. Two candidates lose `redundancy` (n rows of n) of their values if both are taken.
    """

    brief: int
    candidates: tuple[BriefCandidate, ...]
    redundancy: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class BriefSet(Value):
    """A document with its briefs so far, what some of them were chosen from, and what failed (one of several languages)."""

    clean: CleanDocument
    briefs: tuple[Brief, ...] = ()
    failures: tuple[Failure, ...] = ()
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class Result(Value):
    """The outcome for one document: its briefs, or why there are none."""

    document_id: str
    clean: CleanDocument | None = None
    briefs: tuple[Brief, ...] = ()
    failures: tuple[Failure, ...] = field(default=())


_adapters: dict[type, TypeAdapter[Any]] = {}


def _adapter(cls: type) -> TypeAdapter[Any]:
    if cls not in _adapters:
        from pydantic import TypeAdapter  # here, so that `briefsmith --help` does not load it

        _adapters[cls] = TypeAdapter(cls)
    return _adapters[cls]


def to_json(value: Any) -> Any:
    """The value as plain JSON data (dicts, lists, strings, numbers)."""
    return _adapter(type(value)).dump_python(value, mode="json")


def from_json(cls: type[T], data: Any) -> T:
    """The inverse of `to_json`. Raises pydantic.ValidationError if the data does not fit the type."""
    value: T = _adapter(cls).validate_python(data)
    return value
