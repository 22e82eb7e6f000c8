"""Which library splits sentences best: sentencex, pysbd, and our split_sentences (sentencex and a few rules).

    pip install pysbd
    python benchmarks/segmentation.py [FOLDER]

Three tables: our own hard cases (tests/text/sentences.jsonl), FLORES dev in pairs of neighbouring lines if FOLDER
(default ../shared/data/translation) exists, and speed.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import sentencex

from briefsmith.text.sentences import normalize, split_sentences

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # invalid escapes in pysbd's regular expressions
    import pysbd
    from pysbd.languages import LANGUAGE_CODES

CASES = Path(__file__).parents[1] / "tests/text/sentences.jsonl"
FLORES = {
    "en": "en-de/flores-dev.en",
    "de": "en-de/flores-dev.de",
    "fr": "en-fr/flores-dev.fr",
    "es": "en-es/flores-dev.es",
}
Splitter = Callable[[str, str], list[str]]


def by_sentencex(language: str, text: str) -> list[str]:
    return [piece for found in sentencex.segment(language, text) if (piece := normalize(found))]


def by_pysbd(language: str, text: str) -> list[str]:
    segmenter = pysbd.Segmenter(language=language if language in LANGUAGE_CODES else "en", clean=False)
    return [piece for found in segmenter.segment(text) if (piece := normalize(found))]


def by_us(language: str, text: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(text, 0, len(text), language, 0)]


SPLITTERS: dict[str, Splitter] = {"sentencex": by_sentencex, "pysbd": by_pysbd, "briefsmith": by_us}


def hard_cases() -> None:
    """How many of the cases each splitter gets exactly right, by language."""
    cases = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]
    total = Counter(case["language"] for case in cases)
    right: dict[str, Counter[str]] = {name: Counter() for name in SPLITTERS}
    for case in cases:
        separator = "" if case["language"] in {"zh", "ja"} else " "
        wanted = [normalize(sentence) for sentence in case["sentences"]]
        for name, split in SPLITTERS.items():
            right[name][case["language"]] += split(case["language"], separator.join(case["sentences"])) == wanted
    print(f"hard cases right, of {len(cases)}: " + ", ".join(f"{n} {sum(right[n].values())}" for n in SPLITTERS))
    for language, count in total.items():
        print(f"  {language}  of {count:>2}: " + "  ".join(f"{name} {right[name][language]:>2}" for name in SPLITTERS))


def flores(folder: Path) -> None:
    """Lines of FLORES joined in pairs: joints found, and splits inside the lines (many hold two sentences)."""
    for language, file in FLORES.items():
        lines = [line.strip() for line in (folder / file).read_text("utf-8").splitlines()]
        pairs = list(zip(lines[::2], lines[1::2], strict=False))
        for name, split in SPLITTERS.items():
            found = false = 0
            for first, second in pairs:
                starts = _starts(split(language, f"{first} {second}"))
                joint = len("".join(first.split()))
                found += joint in starts
                false += len(starts - {joint, 0})
            print(
                f"  {language} {name:<10} splits inside {500 * false / len(pairs):5.1f} in 1,000 lines, "
                f"joints found {found / len(pairs):.1%}"
            )


def _starts(sentences: list[str]) -> set[int]:
    """Where the sentences start, counted without white space."""
    starts, position = set(), 0
    for sentence in sentences:
        starts.add(position)
        position += len("".join(sentence.split()))
    return starts


def speed() -> None:
    """Seconds for 100,000 characters of prose, and for one line of that length without punctuation."""
    texts = {"prose": "The river rose by two metres on Oct. 3. Nobody was hurt. " * 1754, "no stops": "word " * 20_000}
    for what, text in texts.items():
        for name, split in SPLITTERS.items():
            start = time.perf_counter()
            split("en", text)
            print(f"  {what:<8} {name:<10} {time.perf_counter() - start:8.3f} s for {len(text):,} characters")


def main() -> None:
    """Print the three tables."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "shared/data/translation"
    hard_cases()
    if folder.is_dir():
        print("FLORES dev, neighbouring lines joined:")
        flores(folder)
    print("speed:")
    speed()


if __name__ == "__main__":
    main()
