"""What any of the languages with a module knows: a pattern that holds for texts of all of them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

from briefsmith.languages.knowledge import knowledge, known_languages
from briefsmith.languages.sections import Rendering

T = TypeVar("T")


def of_all(part: Callable[[Rendering], T]) -> list[T]:
    """One part of what each language knows, those that know nothing left out."""
    return [found for language in known_languages() if (found := part(knowledge(language).rendering))]


def any_of(part: Callable[[Rendering], str]) -> str:
    """A regular expression for what any language has, each alternative once; for nothing if none has it."""
    return "|".join(dict.fromkeys(of_all(part))) or r"(?!)"


def words_of_all(part: Callable[[Rendering], Collection[str]]) -> frozenset[str]:
    """The words of all languages."""
    return frozenset(word for words in of_all(part) for word in words)
