"""Lists of the beginnings of words, in `data/`, one file a language.

A beginning that ends in a full stop is the whole word, `_` is a space, and a small first letter stands for a capital too.
"""

from __future__ import annotations

import re
from importlib.resources import files


def rows(name: str, language: str) -> list[list[str]]:
    """The rows of `data/NAME.XX.txt`, each cut at its spaces; none for a language without that file."""
    path = files("briefsmith.languages") / "data" / f"{name}.{language}.txt"
    return [line.split() for line in path.read_text("utf-8").splitlines()] if path.is_file() else []


def begins(word: str) -> str:
    """A regular expression for the words with this beginning, to be used after the edge of a word."""
    plain = re.escape(word.removesuffix(".").replace("_", " "))
    if word[0].islower():
        plain = f"[{word[0].upper()}{word[0]}]{plain[1:]}"
    return plain + (r"(?![\w-])" if word.endswith(".") else r"\w*")
