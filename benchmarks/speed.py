"""Speed and memory of the main job, as ratios within one run: `python benchmarks/speed.py`.

Other work on the machine changes absolute times, so both sides of a ratio take turns and medians are compared.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from articles import article, articles

EMPTY_APP = "import typer\napp = typer.Typer()\n@app.command()\ndef main() -> None:\n    '''Do nothing.'''\napp()\n"
HELP = "from briefsmith.cli import main; main()"
# Run in a separate process: how long everything took once Python had started, and how much of it was models.
ONE_RUN = """
import json, resource, sys, time
begin = time.perf_counter()
from briefsmith.engines.ctranslate2 import CTranslate2Engine
spent = 0.0
def timed(function):
    def call(*args, **kwargs):
        global spent
        start = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            spent += time.perf_counter() - start
    return call
from briefsmith.text import detect
detect._identifier = timed(detect._identifier)  # the language detector is a model too
CTranslate2Engine.load = timed(CTranslate2Engine.load)
CTranslate2Engine.generate = timed(CTranslate2Engine.generate)
from briefsmith.cli import main
sys.argv = ["briefsmith", "run", sys.argv[1], "--lang", "de", "--length", "short,medium"]
try:
    main()
except SystemExit:
    total = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"total": total, "models": spent, "peak": peak}), file=sys.stderr)
"""


def seconds(code: str, *arguments: str) -> float:
    """Wall time of a Python process."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True)
    return time.perf_counter() - start


def measure_help(rounds: int) -> str:
    ours, empty = [], []
    for _ in range(rounds):
        ours.append(seconds(HELP, "--help"))
        empty.append(seconds(EMPTY_APP, "--help"))
    a, b = statistics.median(ours), statistics.median(empty)
    return f"| `briefsmith --help` against an empty Typer app | {a * 1000:.0f} ms / {b * 1000:.0f} ms | {a / b:.2f} | ≤ 2.5 |"


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
        f"| `run --lang de`, 700 words: time outside models | {total - models:.2f} s of {total:.2f} s "
        f"| {(total - models) / total:.0%} | ≤ 30 % |",
    ]


def measure_batch(count: int) -> str:
    from briefsmith.build import build_pipeline
    from briefsmith.model import Document
    from briefsmith.settings import Settings

    documents = [Document.create(str(i), text, language="en") for i, text in enumerate(articles(count))]
    pipeline = build_pipeline(Settings(languages=("de",), lengths=("short",)))
    pipeline.run(documents[:4])  # load the models
    together, apart, half = [], [], count // 2
    for part in (documents[:half], documents[half:]):
        start = time.perf_counter()
        pipeline.run(part)
        together.append(time.perf_counter() - start)
        start = time.perf_counter()
        for document in part:
            pipeline.run([document])
        apart.append(time.perf_counter() - start)
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
    print(measure_help(arguments.rounds), flush=True)
    print("\n".join(measure_run(arguments.rounds)), flush=True)
    print(measure_batch(arguments.articles), flush=True)


if __name__ == "__main__":
    main()
