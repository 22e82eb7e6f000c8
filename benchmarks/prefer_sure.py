"""What `summarizer.prefer_sure` changes: `python benchmarks/prefer_sure.py cnndm.en.dev.jsonl [--length 40w]`.

Briefs of all documents are translated by the embedded models as they are, and chosen again by how surely their candidates
translate. ROUGE compares the source sentences of what is shown with the reference, so it is the price of the choice, not of the
translation.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

from briefsmith.check.stage import CheckFacts
from briefsmith.evaluate.data import read
from briefsmith.evaluate.rouge import METRICS, rouge
from briefsmith.evaluate.summaries import document
from briefsmith.model import Brief, BriefSet
from briefsmith.settings import Settings
from briefsmith.summarize.extractive import ExtractiveSummarizer
from briefsmith.text.length import Length
from briefsmith.translate.checked import TranslationOptions
from briefsmith.translate.stage import Translate
from briefsmith.wiring.translation import build_translators


@dataclass(frozen=True)
class Shown:
    """The briefs of one way in one language, with the ROUGE of what they are translated from and the seconds it took."""

    briefs: Sequence[Brief]
    scores: Sequence[dict[str, float]]
    seconds: float

    def row(self) -> str:
        levels = [sentence.level for brief in self.briefs for sentence in brief.sentences]
        some = mean("doubtful" in {sentence.level for sentence in brief.sentences} for brief in self.briefs)
        shares = [levels.count("doubtful") / len(levels), levels.count("sure") / len(levels), some]
        rates = " | ".join(f"{share:.1%}" for share in shares)
        rouges = " | ".join(f"{mean(score[name] for score in self.scores):.2f}" for name in METRICS)
        return f"{len(levels)} | {rates} | {rouges} | {self.seconds:.0f}"


def sources(item: BriefSet) -> dict[int, str]:
    """The texts in the source language that a sentence may be translated from, by the index of the source sentence."""
    offered = [candidate.sentence for offer in item.offers for candidate in offer.candidates]
    return {sentence.sources[-1]: sentence.text for sentence in (*offered, *item.briefs[0].sentences)}


def shown(items: Sequence[BriefSet], references: Sequence[str], stage: Translate) -> Shown:
    start = time.process_time()
    done = [item.briefs[0] for item in stage(items)]
    seconds = time.process_time() - start
    texts = [
        "\n".join(of[sentence.sources[-1]] for sentence in brief.sentences)
        for brief, of in zip(done, map(sources, items), strict=True)
    ]
    scores = [rouge(text, reference, "en") for text, reference in zip(texts, references, strict=True)]
    return Shown(done, scores, seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--length", default="40w")
    parser.add_argument("--languages", default="de,fr")
    parser.add_argument("--documents", type=int, default=None)
    options = parser.parse_args()
    records = read(str(options.data), ("text", "summary"))[: options.documents]
    summarizer = ExtractiveSummarizer([Length.parse(options.length)], hand_on=True)
    cleaned = [document(record["text"], "en", record["id"]) for record in records]
    references = ["\n".join(s.text for s in document(record["summary"], "en").sentences) for record in records]
    items = CheckFacts()(summarizer(cleaned))
    offered = mean(len(offer.candidates) for item in items for offer in item.offers)
    print(
        f"{len(items)} documents, {sum(map(len, (i.offers for i in items)))} with a choice of {offered:.1f} sentences"
    )
    heads = ["", "sentences", "doubtful", "sure", "briefs with a doubtful one", *METRICS, "CPU seconds"]
    print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    translators = build_translators(Settings())
    for language in options.languages.split(","):
        stage = Translate([language], translators, TranslationOptions())
        stage(items[:2])  # loads the model
        for name, sets in (("as they are", [replace(item, offers=()) for item in items]), ("chosen again", items)):
            print(f"| {language}, {name} | {shown(sets, references, stage).row()} |", flush=True)


if __name__ == "__main__":
    main()
