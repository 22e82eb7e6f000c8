"""What every check reports: what kind of fault a sentence has, a few words about it, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, `start:end` in code points; `text` is what stands there, or what must stand for it elsewhere."""

    start: int
    end: int
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with a sentence."""

    kind: str
    message: str
