"""Languages: their codes and names, and what the program knows of each."""

from briefsmith.languages.table import (
    LANGUAGES,
    Language,
    Pair,
    canonical,
    characters_per_word,
    describe,
    is_dense,
    is_unspaced,
    primary,
)

__all__ = [
    "LANGUAGES",
    "Language",
    "Pair",
    "canonical",
    "characters_per_word",
    "describe",
    "is_dense",
    "is_unspaced",
    "primary",
]
