"""The most common words of a language that are not names: their capital at the start of a sentence says nothing."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from briefsmith.languages.knowledge import knowledge
from briefsmith.languages.table import primary


@cache
def ranks(language: str) -> dict[str, int]:
    """Lower-cased words with their ranks by frequency, from 0; empty for a language without a list.

    `words.*.txt` were made by `benchmarks/words.py`.
    """
    path = files("briefsmith.languages") / "data" / f"words.{primary(language)}.txt"
    if not path.is_file():
        return {}
    return {word: rank for rank, word in enumerate(path.read_text("utf-8").split())}


def is_common(word: str, language: str) -> bool:
    """Whether the lower-cased word is in the list, or the singular of a plural, or the last part of a compound."""
    known = ranks(language)
    if word in known or (word.endswith("s") and word[:-1] in known):
        return True
    if not knowledge(language).names.compounds:
        return False
    # Last parts of five letters and more, or "Altenburg" would be as common as "Burg".
    return any(word[i:] in known for i in range(3, len(word) - 4))
