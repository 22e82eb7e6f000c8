"""Headlines of our own making: `python benchmarks/headlines.py DATA.jsonl [...] [--limit 500]`.

The records have `text`, `summary` (the publisher's headline) and `lang`; the text is given without its title. Shown: ROUGE-1/2
of our headline and of the text's first twelve words, mean length, and the share that is broken off.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from statistics import mean

from rouge_score.rouge_scorer import RougeScorer

from briefsmith.evaluate.data import read
from briefsmith.evaluate.summaries import document
from briefsmith.summarize.extractive import ExtractiveSummarizer
from briefsmith.text.length import HEADLINE_WORDS, Length

SCORES = ("rouge1", "rouge2")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, default=500)
    arguments = parser.parse_args()
    print("| data | ours | first 12 words | words | broken off |\n|---|---|---|---|---|")
    for path in arguments.data:
        print(row(path, arguments.limit))


def row(path: Path, limit: int) -> str:
    """One line of the table."""
    scorer = RougeScorer(list(SCORES), use_stemmer=False)
    summarize = ExtractiveSummarizer([Length.parse("headline")])
    ours, first, words, broken = [], [], [], []
    for record in read(str(path), ("text", "summary"))[:limit]:
        headline = summarize([document(record["text"], record["lang"])])[0].briefs[0].headline
        lead = " ".join(record["text"].split()[:HEADLINE_WORDS])
        ours.append(scorer.score(record["summary"], headline))
        first.append(scorer.score(record["summary"], lead))
        words.append(len(headline.split()))
        broken.append(headline.endswith("…"))
    figures = [
        "/".join(f"{100 * mean(s[name].fmeasure for s in scored):.1f}" for name in SCORES) for scored in (ours, first)
    ]
    return f"| {path.stem} | {figures[0]} | {figures[1]} | {mean(words):.1f} | {mean(broken):.1%} |"


if __name__ == "__main__":
    main()
