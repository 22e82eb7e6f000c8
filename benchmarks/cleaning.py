"""Measures cleaning: 4-gram shingle precision, recall and F1 against the true article texts.

    python benchmarks/cleaning.py ../shared/data/cleaning

The folder holds dev.jsonl (`page_text`, `article`) and html/ID.html.gz. The score counts the multiset of 4-gram
shingles of the lower-cased words; precision and recall are averaged over the pages, F1 is of the two averages.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from briefsmith.clean.blocks import find_body

_WORD = re.compile(r"\w+")
_TITLES = re.compile(
    r"<meta(?=[^>]*og:title)[^>]*content=[\"']([^\"]*)[\"']|<(?:title|h1)\b[^>]*>(.*?)</(?:title|h1)>",
    re.DOTALL | re.IGNORECASE,
)
MIN_TITLE = 8  # characters
_LINE_HEAD = re.compile(r"^\s*(?:[*+•]|\d+\.)?\s*")

# The rules were written on the first pages, the worst of the next ones were looked at once, none of the last ones ever; but
# the figures of the last ones were seen while settings were chosen.
PARTS = {"written on (0-47)": slice(0, 48), "checked on (48-71)": slice(48, 72), "held out (72-94)": slice(72, 95)}


TUNED = 48  # pages on which the choice of the title was tuned


class Score(NamedTuple):
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


def score(predictions: Sequence[str], truth: Sequence[str]) -> Score:
    precision = recall = 0.0
    for prediction, article in zip(predictions, truth, strict=True):
        found, wanted = shingles(prediction), shingles(article)
        common = (found & wanted).total()
        precision += common / max(1, found.total())
        recall += common / max(1, wanted.total())
    return Score(precision / len(truth), recall / len(truth))


def body_text(text: str, *, extracted: bool = False) -> str:
    return "\n".join(text[start:end] for start, end in find_body(text, extracted=extracted).paragraphs)


def flatten(text: str) -> str:
    """The page without indentation, bullets and blank lines: as it looks after copy and paste."""
    lines = (_LINE_HEAD.sub("", line).rstrip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _page(path: Path) -> str:
    return gzip.decompress(path.read_bytes()).decode("utf-8", "replace")


def _html(path: Path) -> str:
    from briefsmith.sources.html import extract_html

    return extract_html(_page(path), path.name).text


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(html.unescape(re.sub("<[^>]+>", " ", text)).lower()))


def titles_of(page: str) -> set[str]:
    """What the page itself calls its title, in its markup."""
    found = [first or second for first, second in _TITLES.findall(page)]
    return {title for text in found if len(title := _plain(text)) > MIN_TITLE}


def is_title(found: str, titles: set[str]) -> bool:
    """Whether a line is one of the titles, most of one, or one with something after it (the site's name)."""
    line = _plain(found)
    most = [title for title in titles if title.startswith(line) and len(line) > len(title) / 2]
    return len(line) > MIN_TITLE and (bool(most) or any(line.startswith(title) for title in titles))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    with (folder / "dev.jsonl").open(encoding="utf-8") as lines:
        pages = [json.loads(line) for line in lines]
    truth = [page["article"] for page in pages]

    def show(name: str, texts: list[str], part: slice = slice(None)) -> None:
        result = score(texts[part], truth[part])
        print(f"{name:44} precision {result.precision:.3f}  recall {result.recall:.3f}  F1 {result.f1:.3f}")

    whole = [page["page_text"] for page in pages]
    show("whole page", whole)
    variants: dict[str, Callable[[str], str]] = {"page": str, "page, pasted (flat)": flatten}
    for name, change in variants.items():
        texts = [change(text) for text in whole]
        start = time.perf_counter()
        bodies = [body_text(text) for text in texts]
        seconds = time.perf_counter() - start
        show(f"{name}, cleaned", bodies)
        for part, pages_of in PARTS.items():
            show(f"    {part}", bodies, pages_of)
        print(f"    {sum(map(len, texts)) / seconds / 1e6:.1f} million characters a second")

    paths = [folder / "html" / f"{page['id']}.html.gz" for page in pages]
    extracted = [_html(path) for path in paths]
    show("HTML, as the reader extracts it", extracted)
    show("HTML, extracted and cleaned", [body_text(text, extracted=True) for text in extracted])
    stated = [titles_of(_page(path)) for path in paths]
    for name, change in variants.items():
        named = [find_body(change(text)).metadata.get("title", "") for text in whole]
        right = [is_title(title, titles) for title, titles in zip(named, stated, strict=True)]
        halves = f"{sum(right[:TUNED])} of {TUNED}, {sum(right[TUNED:])} of {len(right) - TUNED} others"
        print(f"{name}: title found on {halves}")


if __name__ == "__main__":
    main()
