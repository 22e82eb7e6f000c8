"""Brief sentences next to their evidence, to be read and judged: `python benchmarks/evidence.py DATA.jsonl [...]`.

Prints tab-separated: document, length, sentence number, source numbers, `same` or `shortened`, the sentence, its
source sentences. docs/measured/evidence-verdicts.tsv holds the first four columns and a reader's verdict.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from articles import articles

from briefsmith.evaluate.data import read
from briefsmith.model import Document
from briefsmith.settings import Settings
from briefsmith.wiring.pipeline import build_pipeline

LENGTHS = ("short", "medium")


def main() -> None:
    """Print `--count` sentences, one in five of them from our own articles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=200, help="Briefs; one sentence of each is shown.")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    documents = [Document.create(f"own-{i}", text, language="en") for i, text in enumerate(articles(20))]
    share = (options.count // len(LENGTHS) - len(documents)) // len(options.data) + 1
    for path in options.data:
        records = rng.sample(read(str(path), ("text",)), share)
        documents += [Document.create(r["id"], r["text"], language=r["lang"]) for r in records]
    shown = 0
    for result in build_pipeline(Settings(lengths=LENGTHS)).run(documents):
        for brief in result.briefs:
            if brief.sentences and result.clean is not None and shown < options.count:
                shown += 1
                # Shortened sentences are few, and evidence can go wrong in them: they come first.
                texts = [s.text for s in result.clean.sentences]
                same = [s.text in [texts[i] for i in s.sources] for s in brief.sentences]
                index = same.index(False) if False in same else rng.randrange(len(same))
                sentence = brief.sentences[index]
                evidence = " ".join(texts[i] for i in sentence.sources)
                kind = "same" if same[index] else "shortened"
                numbers = ",".join(map(str, sentence.sources))
                print(result.document_id, brief.length, index, numbers, kind, sentence.text, evidence, sep="\t")


if __name__ == "__main__":
    main()
