"""Patterns for the words that open a sentence or a clause."""

from __future__ import annotations

import re
from functools import cache

from briefsmith.languages import is_unspaced
from briefsmith.text.tokens import MARKS


@cache
def opening(words: str, language: str) -> re.Pattern[str]:
    """A pattern that finds one of `words` at the start, whole in languages that have spaces between words."""
    # A word that ends with an apostrophe is joined to the next: "d'après", "l'un".
    end = "" if is_unspaced(language) else rf"(?:(?<=['’])|(?![\w{MARKS}]))"
    return re.compile(rf"(?:{words}){end}", re.IGNORECASE)
