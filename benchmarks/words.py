"""The list of common words in the package, made from text: `python benchmarks/words.py de FILE.xz [...] > words.de.txt`.

A word is common if it occurs in lower case within sentences; a German noun, if an article or a preposition with an
article often precedes it, which is rare before names. The most common come first. For tab-separated files `--column`
names the column.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
DETERMINER_WORDS = (
    "der die das den dem des ein eine einer einem einen eines kein keine keinen im am zum zur beim vom ins ans "
    "diese dieser diesem dieses seine seiner ihre ihrer ihren mehr viele alle"
)
DETERMINERS = frozenset(DETERMINER_WORDS.split())
MIN_LOWER_SHARE = 0.5
MIN_DETERMINER_SHARE = 0.12
SIZE = 10_000


def lines(path: Path, column: int) -> Iterator[str]:
    """The texts of a file: JSON lines with `text`, or lines (xz or not), or one column of them."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)["text"] if path.suffix == ".jsonl" else line.rstrip("\n").split("\t")[column]


def common(texts: Iterator[str], language: str) -> list[str]:
    """At most `SIZE` words, the most common first."""
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    led: Counter[str] = Counter()
    for text in texts:
        before = ""
        for word in WORD.findall(text):
            if word.islower():
                lower[word] += 1
            elif before:
                upper[word.lower()] += 1
                led[word.lower()] += before in DETERMINERS
            before = word.lower()
    kept = {word: n + upper[word] for word, n in lower.items() if n >= MIN_LOWER_SHARE * (n + upper[word])}
    if language == "de":
        kept |= {word: n for word, n in upper.items() if led[word] >= MIN_DETERMINER_SHARE * n}
    ranked = sorted((-n, word) for word, n in kept.items() if len(word) > 1 and n > 3)
    return [word for _, word in ranked[:SIZE]]


def main() -> None:
    """Print one word per line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("language")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--column", type=int, default=0)
    options = parser.parse_args()
    texts = (text for path in options.files for text in lines(path, options.column))
    sys.stdout.write("\n".join(common(texts, options.language)) + "\n")


if __name__ == "__main__":
    main()
