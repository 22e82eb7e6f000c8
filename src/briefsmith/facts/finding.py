"""What every check reports: the kind of fault in a sentence, a short message, and its place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text, `start:end` in code points; `text` is what it says, or what another text must have for it."""

    start: int
    end: int
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with a sentence."""

    kind: str
    message: str
