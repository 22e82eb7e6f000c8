"""All that is known of a language: one frozen value, made by the module of that language.

`languages/de.py` holds everything that is known of German; no other module does. A language without a module has the
defaults of `sections`, which know nothing; functions that use a section say so where that matters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TypeVar

from briefsmith.languages.phrases import Phrases
from briefsmith.languages.sections import (
    Calendar,
    Checking,
    Names,
    Negation,
    Newsletter,
    Numbers,
    Rendering,
    Sentences,
    Typography,
)
from briefsmith.languages.table import primary

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that is known of one language."""

    code: str
    numbers: Numbers = field(default_factory=Numbers)
    calendar: Calendar = field(default_factory=Calendar)
    negation: Negation = field(default_factory=Negation)
    names: Names = field(default_factory=Names)
    typography: Typography = field(default_factory=Typography)
    sentences: Sentences = field(default_factory=Sentences)
    phrases: Phrases = field(default_factory=Phrases)
    checking: Checking = field(default_factory=Checking)
    rendering: Rendering = field(default_factory=Rendering)
    newsletter: Newsletter = field(default_factory=Newsletter)


@cache
def known_languages() -> tuple[str, ...]:
    """The codes of the languages that have a module, in order."""
    return tuple(sorted(name for _, name, _ in iter_modules([str(Path(__file__).parent)]) if len(name) == 2))


@cache
def knowledge(language: str) -> Knowledge:
    """What is known of a language, loaded once; for one without a module a `Knowledge` with only its code."""
    code = primary(language)
    if code not in known_languages():
        return Knowledge(code)
    known: Knowledge = import_module(f"briefsmith.languages.{code}").KNOWLEDGE
    return known


def gathered(part: Callable[[Knowledge], Iterable[T]]) -> tuple[T, ...]:
    """The items of a part in all languages, each once: texts use words of other languages."""
    return tuple(dict.fromkeys(item for code in known_languages() for item in part(knowledge(code))))
