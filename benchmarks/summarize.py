"""Quality and speed of the embedded summarizer: `python benchmarks/summarize.py quality|speed DATA.jsonl [...]`.

`quality` cross-validates: each document is summarized by a ranker that has not seen it. The ranker is trained like
the packaged one for the language: English on English, any other on all files given. `--transfer` trains on the other
files alone. `speed` times 700-word articles and sumy's LexRank in the same run, and one article of 20,000 words.
"""

from __future__ import annotations

import argparse
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from statistics import median

from briefsmith.evaluate.baselines import SUMY, lead, sumy
from briefsmith.evaluate.data import read
from briefsmith.evaluate.report import Report, as_markdown
from briefsmith.evaluate.summaries import Item, document, score_system
from briefsmith.model import CleanDocument
from briefsmith.summarize.extractive import ExtractiveSummarizer
from briefsmith.summarize.ranker import Ranker
from briefsmith.text.length import Length
from briefsmith.training.ranker import Example, cross_validate, examples, fit

ROUNDS = 5


def items(path: Path) -> list[Item]:
    """The file's documents in the form the evaluation uses."""
    records = read(str(path), ("text", "summary"))
    made = []
    for record in records:
        reference = document(record["summary"], record["lang"])
        lines = "\n".join(sentence.text for sentence in reference.sentences)
        made.append(Item(document(record["text"], record["lang"], record["id"]), lines))
    return [item for item in made if item.clean.sentences]


def as_examples(data: list[Item]) -> list[Example]:
    return examples((item.clean, item.reference) for item in data)


def rankers(data: list[Item], others: list[Item], *, transfer: bool) -> dict[str, Ranker]:
    """For each document the ranker that has not seen it."""
    if transfer:
        ranker = fit(as_examples(others))
        return {item.clean.document.id: ranker for item in data}
    extra = [] if data[0].clean.language == "en" else as_examples(others)
    unseen = {}
    for ranker, held_out in cross_validate(as_examples(data), extra=extra):
        unseen.update({data[index].clean.document.id: ranker for index in held_out})
    return unseen


def quality(paths: list[Path], lengths: list[str], *, transfer: bool, with_sumy: bool) -> None:
    data = {path: items(path) for path in paths}
    path = paths[0]
    others = [item for other in paths[1:] for item in data[other]]
    unseen = rankers(data[path], others, transfer=transfer)
    for name in lengths:
        length = Length.parse(name)

        def ours(clean: CleanDocument, length: Length = length, *, compress: bool = True) -> list[str]:
            summarizer = ExtractiveSummarizer([length], compress=compress, ranker=unseen[clean.document.id])
            return [sentence.text for sentence in summarizer([clean])[0].briefs[0].sentences]

        systems = {
            "briefsmith": ours,
            "without compression": lambda clean, ours=ours: ours(clean, compress=False),
            "Lead": lambda clean, length=length: lead(clean, length),
        }
        if with_sumy:
            systems |= {f"sumy {m}": lambda clean, m=m, length=length: sumy(m, clean, length) for m in SUMY}
        rows = tuple(score_system(system, call, data[path]) for system, call in systems.items())
        print(as_markdown(Report(f"{name}, cross-validated", path.name, len(data[path]), rows)), flush=True)


def speed(path: Path) -> None:
    articles = [CleanDocument(i.clean.document, _words(i.clean, 700)) for i in items(path) if _size(i.clean) >= 700][
        :200
    ]
    summarizer = ExtractiveSummarizer([Length.parse("medium")])
    summarizer(articles[:5])
    three = Length.parse("3s")
    ours, theirs = [], []
    for _ in range(ROUNDS):  # the sides alternate, so that a busy machine slows both
        ours.append(_seconds(lambda: summarizer(articles)) / len(articles))
        few = articles[:40]
        theirs.append(_seconds(lambda few=few: [sumy("LexRank", clean, three) for clean in few]) / len(few))
    mine, other = median(ours), median(theirs)
    print(f"{len(articles)} articles of 700 words, 100-word briefs: {1 / mine:.0f} articles/s ({1000 * mine:.1f} ms)")
    print(f"sumy LexRank, 3 sentences: {1 / other:.1f} articles/s; ratio {other / mine:.1f}")
    for words in (5_000, 10_000, 20_000):
        long = document(" ".join(s.text for a in articles for s in a.sentences)[: words * 6], "en")
        start = time.process_time()
        summarizer([long])
        seconds = time.process_time() - start
        tracemalloc.start()
        summarizer([long])
        peak = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
        print(f"one document of {_size(long):,} words: {seconds:.2f} s, {peak:.0f} MB at the peak")


def _seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def _size(clean: CleanDocument) -> int:
    return sum(len(sentence.text.split()) for sentence in clean.sentences)


def _words(clean: CleanDocument, count: int) -> tuple:
    kept = []
    for sentence in clean.sentences:
        if count <= 0:
            break
        kept.append(sentence)
        count -= len(sentence.text.split())
    return tuple(kept)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["quality", "speed"])
    parser.add_argument("data", type=Path, nargs="+", help="the file to measure on; further ones to train on")
    parser.add_argument("--lengths", default="3s,40w,100w")
    parser.add_argument("--transfer", action="store_true")
    parser.add_argument("--sumy", action="store_true")
    options = parser.parse_args()
    if options.what == "speed":
        speed(options.data[0])
    else:
        quality(options.data, options.lengths.split(","), transfer=options.transfer, with_sumy=options.sumy)


if __name__ == "__main__":
    main()
