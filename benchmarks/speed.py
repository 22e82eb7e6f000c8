"""Speed and memory of the main job, as ratios within one run: `python benchmarks/speed.py`.

Other work on the machine changes absolute times, so both sides of a ratio take turns, and medians of CPU time are compared.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from articles import article, articles

HELP = "from briefsmith.cli import main; main()"
# Run in a separate process: the CPU time of everything once Python had started, and how much of it was models.
ONE_RUN = """
import json, resource, sys, time
begin = time.process_time()
from briefsmith.engines.ctranslate2 import CTranslate2Engine
spent = 0.0
def timed(function):
    def call(*args, **kwargs):
        global spent
        start = time.process_time()
        try:
            return function(*args, **kwargs)
        finally:
            spent += time.process_time() - start
    return call
CTranslate2Engine.load = timed(CTranslate2Engine.load)
CTranslate2Engine.generate = timed(CTranslate2Engine.generate)
from briefsmith.cli import main
sys.argv = ["briefsmith", "run", sys.argv[1], "--lang", "de", "--length", "short,medium"]
try:
    main()
except SystemExit:
    total = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"total": total, "models": spent, "peak": peak}), file=sys.stderr)
"""


def cpu_seconds(*arguments: str) -> float:
    """CPU time of a Python process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure_start(rounds: int) -> Iterator[str]:
    """CPU time of whole commands, start and end of the process included, against a Python that does nothing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.txt"
        path.write_text(article(1), "utf-8")
        run = ("-c", HELP, "run", str(path))
        sides = {
            "python -c pass": (("-c", "pass"), 1),
            "briefsmith --help": (("-c", HELP, "--help"), 20),
            "briefsmith run, 700 words": (run, 45),
            "briefsmith run --lang de, 700 words": ((*run, "--lang", "de"), 70),
        }
        spent: dict[str, list[float]] = {side: [] for side in sides}
        for _ in range(rounds):
            for side, (arguments, _) in sides.items():
                spent[side].append(cpu_seconds(*arguments))
    nothing = statistics.median(spent["python -c pass"])
    for side, (_, most) in sides.items():
        found = statistics.median(spent[side])
        yield f"| `{side}`: CPU time | {found:.3f} s | {found / nothing:.0f} | ≤ {most} |"


def measure_run(rounds: int) -> list[str]:
    runs = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.txt"
        path.write_text(article(1), "utf-8")
        for _ in range(rounds):
            done = subprocess.run([sys.executable, "-c", ONE_RUN, str(path)], check=True, capture_output=True)
            runs.append(json.loads(done.stderr.decode().splitlines()[-1]))
    total, models, peak = (statistics.median(run[key] for run in runs) for key in ("total", "models", "peak"))
    return [
        f"| `run --lang de`, 700 words: peak memory | {peak:.0f} MB | | ≤ 400 MB |",
        f"| `run --lang de`, 700 words: CPU time outside models | {total - models:.2f} s of {total:.2f} s "
        f"| {(total - models) / total:.0%} | ≤ 30 % |",
    ]


def measure_batch(count: int) -> str:
    from briefsmith.model import Document
    from briefsmith.settings import Settings
    from briefsmith.wiring.pipeline import build_pipeline

    documents = [Document.create(str(i), text, language="en") for i, text in enumerate(articles(count))]
    pipeline = build_pipeline(Settings(languages=("de",), lengths=("short",)))
    pipeline.run(documents[:4])  # load the models
    together, apart, half = [], [], count // 2
    for part in (documents[:half], documents[half:]):
        start = time.process_time()
        pipeline.run(part)
        together.append(time.process_time() - start)
        start = time.process_time()
        for document in part:
            pipeline.run([document])
        apart.append(time.process_time() - start)
    a, b = sum(together), sum(apart)
    return f"| {count} articles in one call against one call each | {count / a:.1f} / {count / b:.1f} articles/s | {b / a:.2f} | ≥ 2 |"


def main() -> None:
    """Print one Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7, help="processes on each side")
    parser.add_argument("--articles", type=int, default=500)
    arguments = parser.parse_args()
    os.environ["HF_HUB_OFFLINE"] = "1"
    print("| what | measured | ratio | target |\n|---|---|---|---|")
    for line in measure_start(arguments.rounds):
        print(line, flush=True)
    print("\n".join(measure_run(arguments.rounds)), flush=True)
    print(measure_batch(arguments.articles), flush=True)


if __name__ == "__main__":
    main()
