"""Number words of a language as a starting point for its module: `python benchmarks/number_words.py it > numbers.it.txt`.

Writes one line per word: the number, then the word, for 2 to 999, the thousands to 100,000, and the ordinals from 3 to 100.
They come from num2words (LGPL, `pip install num2words`), which is needed here only. Read them before you use them: "one",
"first" and "second" are left out on purpose, and words that also mean something else belong in `Rendering.loose_numbers`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from num2words import num2words


def number_words(language: str) -> Iterator[tuple[int, str]]:
    """Each number with its word, in lower case."""
    for number in [*range(2, 1000), *range(2000, 100_001, 1000)]:
        yield number, num2words(number, lang=language).lower()
    for number in range(3, 101):
        yield number, num2words(number, lang=language, to="ordinal").lower()


if __name__ == "__main__":
    seen: set[str] = set()
    for value, word in number_words(sys.argv[1]):
        if word not in seen:
            seen.add(word)
            print(value, word)
