"""Makes the filters of a language's word forms (`src/briefsmith/languages/data/forms.*.bin`) from text and a word list:

    python benchmarks/word_forms.py de DATA/parallel/en-de.*.tsv.xz DATA/mono/de.txt.xz

A form is in the filter if the text has it twice, or the list of the package wordfreq (3.1.1, `pip install wordfreq`) has
it; it may be a part of compounds if it is frequent and the language has them. Of tab-separated lines the last column is
read, or `--column`.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

from words import lines

from briefsmith.languages.knowledge import knowledge
from briefsmith.languages.word_forms import BloomFilter, WordForms

LETTERS = re.compile(r"[^\W\d_]+")
DATA = Path(__file__).parents[1] / "src/briefsmith/languages/data"
# Once may be a misprint. Parts of compounds: as often as this in the text, or in a word list of a hundred million words.
LEAST, LEAST_PART, LEAST_PART_LISTED = 2, 10, 3e-7
SHORTEST_PART = 3


def main() -> None:
    """Write the file of one language, and say how many words are in it."""
    from wordfreq import get_frequency_dict

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("language")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--column", type=int, default=-1)
    options = parser.parse_args()
    counts = Counter(
        word for path in options.files for text in lines(path, options.column) for word in LETTERS.findall(text.lower())
    )
    listed = {word: share for word, share in get_frequency_dict(options.language, "large").items() if word.isalpha()}
    forms = {word for word, count in counts.items() if count >= LEAST} | set(listed)
    parts = {word for word, count in counts.items() if count >= LEAST_PART}
    parts |= {word for word, share in listed.items() if share >= LEAST_PART_LISTED}
    parts = {word for word in parts if len(word) >= SHORTEST_PART and knowledge(options.language).names.compounds}
    out = DATA / f"forms.{options.language}.bin"
    out.write_bytes(WordForms(BloomFilter.of(forms), BloomFilter.of(parts)).to_bytes())
    print(f"{out.name}: {len(forms):,} forms, {len(parts):,} parts, {out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
