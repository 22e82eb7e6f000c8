"""Time and memory of one long document, without translation: `python benchmarks/long.py`.

Each size is a process of its own: CPU time of cleaning, summarizing and checking, and the memory that they add. The last
line is the power of the number of words that each grows with, fitted from 10,000 words on; 1 is linear.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import time

from articles import article

SIZES = (1_000, 10_000, 100_000, 300_000, 1_000_000)
# Below this the constant part of the work hides how it grows.
FITTED_FROM = 10_000
# Articles are joined to documents of any length.
ARTICLE_WORDS = 700


def document(words: int, one_line: bool) -> str:
    """Synthetic prose of about this many words, in paragraphs or in one line."""
    text = "\n\n".join(article(seed, ARTICLE_WORDS) for seed in range(-(-words // ARTICLE_WORDS)))
    text = " ".join(text.split()) if one_line else text
    return text[: int(len(text) * words / len(text.split()))]


def measure(words: int, one_line: bool) -> None:
    """Print CPU seconds and the memory added, in MB."""
    from briefsmith.model import Document
    from briefsmith.settings import Settings
    from briefsmith.wiring.pipeline import build_pipeline

    pipeline = build_pipeline(Settings(source_language="en"))
    pipeline.run([Document.create("first", article(0, ARTICLE_WORDS), language="en")])
    long = Document.create("long", document(words, one_line), language="en")
    memory, begin = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    (result,) = pipeline.run([long])
    assert result.briefs
    cpu, peak = time.process_time() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps([cpu, max(peak - memory, 0) / 1024]))


def power(points: list[tuple[int, float]]) -> float:
    """The slope of the least squares line through the logarithms."""
    logs = [(math.log(x), math.log(y)) for x, y in points if x >= FITTED_FROM and y > 0]
    x_mean, y_mean = (sum(values) / len(logs) for values in zip(*logs, strict=True))
    return sum((x - x_mean) * (y - y_mean) for x, y in logs) / sum((x - x_mean) ** 2 for x, _ in logs)


def main() -> None:
    """Print one Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        measure(int(given.one[0]), given.one[1] == "line")
        return
    columns: dict[str, list[tuple[int, float]]] = {}
    print("| words | in paragraphs | memory | in one line | memory |\n|---|---|---|---|---|")
    for words in SIZES:
        cells = [f"{words:,}"]
        for form in ("paragraphs", "line"):
            call = [sys.executable, __file__, "--one", str(words), form]
            cpu, memory = json.loads(subprocess.run(call, check=True, capture_output=True).stdout)
            columns.setdefault(f"{form} cpu", []).append((words, cpu))
            columns.setdefault(f"{form} memory", []).append((words, memory))
            cells += [f"{cpu:.2f} s", f"{memory:.0f} MB"]
        print(f"| {' | '.join(cells)} |", flush=True)
    print(f"| power | {' | '.join(f'{power(points):.2f}' for points in columns.values())} |")


if __name__ == "__main__":
    main()
