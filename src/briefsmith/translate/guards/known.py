"""What is known of all languages with a module: patterns that work for texts in any of them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

from briefsmith.languages.knowledge import knowledge, known_languages
from briefsmith.languages.sections import Rendering

T = TypeVar("T")


def of_all(part: Callable[[Rendering], T]) -> list[T]:
    """One part of the knowledge of each language, without those that have none."""
    return [found for language in known_languages() if (found := part(knowledge(language).rendering))]


def any_of(part: Callable[[Rendering], str]) -> str:
    """A regular expression for what any language has, each alternative once; it matches nothing if none has any."""
    return "|".join(dict.fromkeys(of_all(part))) or r"(?!)"


def words_of_all(part: Callable[[Rendering], Collection[str]]) -> frozenset[str]:
    """The words of all languages."""
    return frozenset(word for words in of_all(part) for word in words)
