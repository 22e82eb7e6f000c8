"""Words of a sentence as the summarizer compares them, in any script."""

from __future__ import annotations

import re

from briefsmith.languages import is_unspaced

# Runs of letters and digits, of letters alone, and words with one apostrophe in them (`don't`, `l'an`).
ALPHANUMERIC = re.compile(r"[^\W_]+")
LETTERS = re.compile(r"[^\W\d_]+")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_RUN = re.compile(r"[^\W\d_]+|\d+")

# Inflections differ mostly in the ending: the first six letters serve as a stem in every alphabet.
STEM_LETTERS = 6


def stems(text: str, language: str) -> list[str]:
    """Lower-cased words cut to their first six letters; letter pairs for scripts without spaces."""
    lowered = text.lower()
    if not is_unspaced(language):
        return [word[:STEM_LETTERS] for word in WORD.findall(lowered)]
    pairs: list[str] = []
    for run in _RUN.findall(lowered):
        if run.isascii() or len(run) < 2:
            pairs.append(run[:STEM_LETTERS])
        else:
            pairs.extend(run[i : i + 2] for i in range(len(run) - 1))
    return pairs
