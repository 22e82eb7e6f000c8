"""What the check costs: `python benchmarks/check.py [--count N] [--rounds N]`.

A batch of synthetic articles with and without the check, alternating; medians of the wall times, and their ratio.
"""

from __future__ import annotations

import argparse
import statistics
import time

from articles import articles

from briefsmith.model import Document
from briefsmith.settings import CheckSettings, Settings
from briefsmith.wiring.pipeline import build_pipeline


def measure(documents: list[Document], languages: tuple[str, ...], rounds: int) -> str:
    """One line of a Markdown table."""
    lengths = ("short", "medium")
    on = build_pipeline(Settings(languages=languages, lengths=lengths))
    off = build_pipeline(Settings(languages=languages, lengths=lengths, check=CheckSettings(facts=False)))
    for pipeline in (on, off):  # load models and lexicons
        pipeline.run(documents[:2])
    times: dict[str, list[float]] = {"on": [], "off": []}
    for turn in range(rounds):
        for name, pipeline in [("on", on), ("off", off)][:: 1 if turn % 2 else -1]:
            start = time.perf_counter()
            pipeline.run(documents)
            times[name].append(time.perf_counter() - start)
    a, b = statistics.median(times["on"]), statistics.median(times["off"])
    what = ", ".join(languages) or "source language"
    return f"| {len(documents)} articles, {what} | {a * 1000 / len(documents):.1f} | {b * 1000 / len(documents):.1f} | {a / b:.3f} |"


def main() -> None:
    """Print one Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    documents = [Document.create(str(i), text, language="en") for i, text in enumerate(articles(options.count))]
    print("| batch | with the check, ms an article | without | ratio |\n|---|---|---|---|")
    print(measure(documents, (), options.rounds * 3))
    print(measure(documents[: options.count // 3], ("de",), options.rounds))


if __name__ == "__main__":
    main()
