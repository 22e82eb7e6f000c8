"""Words of a sentence as the summarizer compares them, in any script."""

from __future__ import annotations

import re
import unicodedata

from briefsmith.languages import is_unspaced

# The vowel signs and other marks that are part of a word in the scripts of India and South-East Asia, in Arabic and in
# Hebrew, and that `\w` does not match: "हिन्दी" is one word, and not four.
MARKS = "".join(map(chr, filter(lambda code: unicodedata.category(chr(code)) in {"Mn", "Mc"}, range(0x300, 0x1D00))))
_MARKED = rf"(?:[{MARKS}]+{{}}*)*"

# Runs of letters and digits, of letters alone, and words with one apostrophe in them (`don't`, `l'an`).
_ALPHANUMERIC, _LETTERS = (rf"{kind}+{_MARKED.format(kind)}" for kind in (r"[^\W_]", r"[^\W\d_]"))
ALPHANUMERIC = re.compile(_ALPHANUMERIC)
LETTERS = re.compile(_LETTERS)
WORD = re.compile(rf"{_ALPHANUMERIC}(?:['’]{_ALPHANUMERIC})?")
_RUN = re.compile(rf"{_LETTERS}|\d+")

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
