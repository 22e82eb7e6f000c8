"""Languages: their codes and names, and what the program knows of each."""

from briefsmith.languages.table import (
    ALL,
    LANGUAGES,
    UNDETERMINED,
    Language,
    Pair,
    canonical,
    characters_per_word,
    describe,
    is_dense,
    is_unspaced,
    primary,
    sentence_separator,
)

__all__ = [
    "ALL",
    "LANGUAGES",
    "UNDETERMINED",
    "Language",
    "Pair",
    "canonical",
    "characters_per_word",
    "describe",
    "is_dense",
    "is_unspaced",
    "primary",
    "sentence_separator",
]
