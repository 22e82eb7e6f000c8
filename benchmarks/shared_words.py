"""The words that a language shares with another, made from text of both:

    python benchmarks/shared_words.py en fr PAIRS.tsv.xz [...] > src/briefsmith/translate/guards/data/en-fr.shared.txt

A word is shared if it is at least a fiftieth as common in the texts of the second language as in those of the first, in lower
case or, for German nouns, after an article. Fewer are quotations and names of works, or left untranslated by mistake. Only
words in the first language's list of common words are kept. The files have three columns, of which the first language is
the second, as the training pairs have.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from words import DETERMINERS, WORD, lines

from briefsmith.languages.vocabulary import ranks

LEAST_SHARE = 0.02
LEAST = 4
LINES = 400_000


def counted(texts: Iterator[str], determiners: frozenset[str]) -> Counter[str]:
    """How often each word occurs, in a million."""
    found: Counter[str] = Counter()
    every = 1
    for text in texts:
        before = ""
        for word in WORD.findall(text):
            every += 1
            if word.islower() or before in determiners:
                found[word.lower()] += 1
            before = word.lower()
    return Counter({word: n * 1e6 / every for word, n in found.items() if n >= LEAST})  # type: ignore[misc]


def texts(files: Sequence[Path], column: int) -> Iterator[str]:
    """The first `LINES` texts of a column of the files."""
    return islice(chain.from_iterable(lines(path, column) for path in files), LINES)


def main() -> None:
    """Print one word a line, in order."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source")
    parser.add_argument("target")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument(
        "--more", nargs="*", default=(), type=Path, help="texts of the second language alone, a line each"
    )
    options = parser.parse_args()
    determiners = DETERMINERS if options.target == "de" else frozenset[str]()
    first = counted(texts(options.files, 1), frozenset())
    # Each kind of text by itself: an encyclopedia has no traders, and news no debuggers.
    second = [counted(texts(*of), determiners) for of in ((options.files, 2), (options.more, 0))]
    shared = sorted(
        w for w in ranks(options.source) if first[w] and any(n[w] >= LEAST_SHARE * first[w] for n in second)
    )
    sys.stdout.write("\n".join(shared) + "\n")


if __name__ == "__main__":
    main()
