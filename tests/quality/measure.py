"""briefsmith measured on the corpus beside this file: `python tests/quality/measure.py [--write] [--misses]`.

Prints each figure with its floor in floors.json. `--write` measures the floors anew, which a changed corpus needs;
`--misses` prints what went wrong: the worst pages, right translations that were flagged, errors that were not.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import corpus

from briefsmith.clean.blocks import find_body
from briefsmith.evaluate.baselines import lead
from briefsmith.evaluate.cleaning import precision_recall
from briefsmith.evaluate.summaries import Item, System, document, score_system
from briefsmith.summarize.extractive import ExtractiveSummarizer
from briefsmith.text.detect import detect
from briefsmith.text.length import Length

FLOORS = Path(__file__).with_name("floors.json")
REMEASURE = "python tests/quality/measure.py --write"
LENGTH = Length.parse("40w")
ROUGE = ("ROUGE-1", "ROUGE-2", "ROUGE-Lsum")

# How far a figure may fall before the gate closes: more than another platform's rounding, less than a regression.
CLEANING_MARGIN = 0.01
ROUGE_MARGIN = 0.02
COUNT_MARGIN = 1


@dataclass(frozen=True, slots=True)
class Figure:
    """Something measured: a share, or a count out of `of`. Without a margin it is shown but not held to anything."""

    name: str
    value: float
    of: int | None = None
    margin: float | None = None
    at_most: bool = False

    @property
    def floor(self) -> float | None:
        """The value that the figure may not fall below or, with `at_most`, rise above."""
        if self.margin is None:
            return None
        limit = round(self.value + self.margin if self.at_most else self.value - self.margin, 4)
        return limit if self.at_most else max(limit, 0)

    def holds(self, floor: float) -> bool:
        """Whether the figure keeps to that floor."""
        return self.value <= floor if self.at_most else self.value >= floor


def measure() -> list[Figure]:
    """All figures of the gate."""
    return [*_cleaning(), *_summaries(), *_checks(), *_languages(), *_sentences()]


def problems(figures: Sequence[Figure], floors: dict[str, Any]) -> list[str]:
    """What keeps the gate closed, a sentence each; for a corpus that is not the one of the floors, only that."""
    if floors["corpus"] != corpus.digest():
        return [f"The corpus is not the one that the floors were measured on; re-measure with: {REMEASURE}"]
    pinned: dict[str, float] = {name: entry["floor"] for name, entry in floors["figures"].items()}
    held = [figure for figure in figures if figure.margin is not None]
    if pinned.keys() != {figure.name for figure in held}:
        return [f"{FLOORS.name} has other figures than are measured; re-measure with: {REMEASURE}"]
    return [
        f"{figure.name} is {figure.value:g}, {'above' if figure.at_most else 'below'} {pinned[figure.name]:g}."
        for figure in held
        if not figure.holds(pinned[figure.name])
    ]


def check(source: str, target: str, pair: tuple[str, str]) -> list[str]:
    """What the product says is wrong with a translation: the one place where the gate asks it."""
    from briefsmith.translate.guards import findings

    return [finding.message for finding in findings(source, target, pair)]


def finds(item: corpus.Translation) -> bool:
    """Whether the product says something of the bad translation that it does not say of the right one."""
    right = check(item.source, item.good, item.pair)
    return any(message not in right for message in check(item.source, item.bad, item.pair))


def cleaned(page: corpus.Page) -> str:
    """The paragraphs that the product keeps of a page, without the lines that count neither for nor against."""
    text = page.text
    for start, end in page.neutral:
        text = text[:start] + " " * (end - start) + text[end:]
    return "\n".join(text[start:end] for start, end in find_body(page.text).paragraphs)


def _cleaning() -> list[Figure]:
    scores = [(page.language, *precision_recall(cleaned(page), page.article)) for page in corpus.pages()]

    def average(language: str = "") -> tuple[float, float, float]:
        chosen = [(precision, recall) for code, precision, recall in scores if code.startswith(language)]
        precision, recall = (sum(values) / len(chosen) for values in zip(*chosen, strict=True))
        return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)

    names = ("precision", "recall", "F1")
    return [
        *(_share(f"cleaning: {name}", value) for name, value in zip(names, average(), strict=True)),
        *(_share(f"cleaning: F1, {code}", average(code)[2]) for code in sorted({score[0] for score in scores})),
    ]


def _summaries() -> list[Figure]:
    items = [
        Item(document(article.text, article.language, article.name), "\n".join(article.summary))
        for article in corpus.articles()
    ]
    summarizer = ExtractiveSummarizer([LENGTH])
    systems: dict[str, System] = {
        "briefsmith": lambda clean: [sentence.text for sentence in summarizer([clean])[0].briefs[0].sentences],
        "Lead": lambda clean: lead(clean, LENGTH),
    }
    rows = [score_system(name, system, items) for name, system in systems.items()]
    figures = []
    for row in rows:
        figures += [
            _share(f"summaries: {row.system}, {metric}", row.scores[metric].mean / 100, held=row.system != "Lead")
            for metric in ROUGE
        ]
        figures.append(Figure(f"summaries: {row.system}, words", row.figures["words"]))
    return figures


def _checks() -> list[Figure]:
    translations = corpus.translations()
    found = [item.kind for item in translations if finds(item)]
    false = sum(bool(check(item.source, item.good, item.pair)) for item in translations)
    kinds = [item.kind for item in translations]
    return [
        _count("check: errors found", len(found), len(kinds)),
        *(_count(f"check: {kind}", found.count(kind), kinds.count(kind)) for kind in corpus.KINDS),
        _count("check: false alarms", false, len(kinds), at_most=True),
    ]


def _languages() -> list[Figure]:
    texts = [(page.language, cleaned(page)) for page in corpus.pages()]
    texts += [(article.language, article.text) for article in corpus.articles()]
    return [_count("language: right", sum(detect(text).language == code for code, text in texts), len(texts))]


def _sentences() -> list[Figure]:
    found = total = counts = 0
    for article in (articles := corpus.articles()):
        ours = {(s.start, s.end) for s in document(article.text, article.language).sentences}
        truth = article.spans
        found, total = found + len(ours.intersection(truth)), total + len(truth)
        counts += len(ours) == len(truth)
    return [
        _count("sentences: found to the character", found, total),
        _count("sentences: articles with the right number", counts, len(articles)),
    ]


def _share(name: str, value: float, *, held: bool = True) -> Figure:
    margin = ROUGE_MARGIN if "ROUGE" in name else CLEANING_MARGIN
    return Figure(name, round(value, 4), margin=margin if held else None)


def _count(name: str, value: int, of: int, *, at_most: bool = False) -> Figure:
    return Figure(name, value, of, COUNT_MARGIN, at_most)


def read_floors() -> dict[str, Any]:
    """floors.json; empty where there is none yet."""
    return dict(json.loads(FLOORS.read_text("utf-8"))) if FLOORS.exists() else {"corpus": "", "figures": {}}


def write_floors(figures: Sequence[Figure]) -> None:
    """Pin the figures, with the digest of the corpus that they were measured on."""
    pinned = {
        figure.name: {"measured": figure.value, "floor": figure.floor}
        for figure in figures
        if figure.margin is not None
    }
    content = json.dumps({"corpus": corpus.digest(), "figures": pinned}, indent=2)
    FLOORS.write_text(content + "\n", "utf-8")


def table(figures: Sequence[Figure], floors: dict[str, Any]) -> str:
    """The figures in Markdown, beside the floors as they are pinned."""
    lines = ["| figure | measured | floor |", "|---|---|---|"]
    for figure in figures:
        value = f"{figure.value:.3f}" if figure.of is None else f"{figure.value} of {figure.of}"
        floor = floors["figures"].get(figure.name, {}).get("floor", "")
        sign = "at most " if figure.at_most else ""
        lines.append(f"| {figure.name} | {value} | {sign}{floor} |")
    return "\n".join(lines)


def misses() -> str:
    """What the figures hide: pages from the worst on, right translations flagged, errors not found, broken sentences."""
    lines = ["Pages, worst first (precision, recall; then what was kept too much and what was lost):"]
    scored = [(precision_recall(cleaned(page), page.article), page) for page in corpus.pages()]
    for (precision, recall), page in sorted(scored, key=lambda item: sum(item[0])):
        lines.append(f"  {page.name}: {precision:.3f}, {recall:.3f}")
        lines += [f"    kept: {line}" for line in _lines_beyond(cleaned(page), page.article)]
        lines += [f"    lost: {line}" for line in _lines_beyond(page.article, cleaned(page))]
    lines.append("Right translations that were flagged:")
    for item in corpus.translations():
        if messages := check(item.source, item.good, item.pair):
            lines.append(f"  {item.source}\n  {item.good}\n    {'; '.join(messages)}")
    lines.append("Errors that were not found:")
    for item in corpus.translations():
        if not finds(item):
            lines.append(f"  {item.kind}: {item.source}\n  {item.bad}")
    lines.append("Sentences that were not parted as they should be:")
    for article in corpus.articles():
        ours = {(s.start, s.end) for s in document(article.text, article.language).sentences}
        lines += [f"  {article.name}: {article.text[a:b]}" for a, b in article.spans if (a, b) not in ours]
    return "\n".join(lines)


def _lines_beyond(text: str, other: str) -> list[str]:
    """The lines of a text whose words do not stand in the other, one after the other."""
    there = f" {_words(other)} "
    return [line.strip() for line in text.splitlines() if (words := _words(line)) and f" {words} " not in there]


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def main() -> None:
    """Print the table; write the floors or print the misses if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="pin what is measured now in floors.json")
    parser.add_argument("--misses", action="store_true", help="print what went wrong as well")
    options = parser.parse_args()
    figures = measure()
    if options.write:
        write_floors(figures)
    floors = read_floors()
    print(table(figures, floors))
    for problem in problems(figures, floors):
        print(problem)
    if options.misses:
        print(misses())


if __name__ == "__main__":
    main()
