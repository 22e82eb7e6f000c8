"""Speed and memory of `briefsmith batch`, as ratios within one run: `python benchmarks/batch.py speed|memory|jobs|parts`.

speed    batch against a shell loop of `briefsmith run`, and against a script of transformers' `generate`, one document
         at a time, with the same weights
memory   resident memory of all processes of a run, document by document
jobs     one process on one core and on all, as many processes as cores, and Ray on two
parts    CPU time of a batch against the sum of its parts, done alone
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
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from articles import article

COMMAND = [sys.executable, "-c", "from briefsmith.cli import main; main()"]
EMBEDDED = Path(__file__).parents[1] / "src/briefsmith/translate/models/en-de"
QUIET = {**os.environ, "HF_HUB_OFFLINE": "1"}


def write_rows(path: Path, count: int, words: int, first: int = 0) -> Path:
    """This many synthetic articles as JSONL."""
    with path.open("w", encoding="utf-8") as file:
        for seed in range(first, first + count):
            file.write(json.dumps({"id": f"a{seed}", "text": article(seed, words)}) + "\n")
    return path


def batch(source: Path, out: Path, *arguments: str) -> float:
    """Seconds of one batch, including the start of the process."""
    begin = time.perf_counter()
    command = [*COMMAND, "batch", str(source), "--out", str(out), *arguments]
    subprocess.run(command, check=True, capture_output=True, env=QUIET)
    return time.perf_counter() - begin


def shell_loop(texts: list[str], folder: Path, *arguments: str) -> float:
    """Seconds of a `briefsmith run` for each article."""
    folder.mkdir(exist_ok=True)
    begin = time.perf_counter()
    for number, text in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_text(text, "utf-8")
        subprocess.run([*COMMAND, "run", str(path), *arguments], check=True, capture_output=True, env=QUIET)
    return time.perf_counter() - begin


def export_embedded(folder: Path) -> Path:
    """The embedded translator as a folder that transformers reads."""
    from briefsmith.training.card import Card
    from briefsmith.training.export import export_network
    from briefsmith.training.packaged import load_packaged

    return export_network(load_packaged(EMBEDDED), EMBEDDED / "spm.model", folder, Card("en", "de")).hf


class PlainScript:
    """What a person writes by hand: the same briefs, then `generate` for the sentences of one document at a time."""

    def __init__(self, folder: Path) -> None:
        import torch
        from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

        from briefsmith.settings import Settings
        from briefsmith.wiring.pipeline import build_pipeline

        self._torch = torch
        self._tokenizer = AutoTokenizer.from_pretrained(folder)
        self._model = AutoModelForSeq2SeqLM.from_pretrained(folder).eval()
        self._pipeline = build_pipeline(Settings(source_language="en", lengths=("short",)))

    def seconds(self, texts: list[str]) -> float:
        """Seconds for these articles, with the models already loaded."""
        from briefsmith.model import Document

        begin = time.perf_counter()
        for number, text in enumerate(texts):
            (result,) = self._pipeline.run([Document.create(str(number), text, language="en")])
            (brief,) = result.briefs
            sentences = [brief.headline, *(sentence.text for sentence in brief.sentences)]
            inputs = self._tokenizer(sentences, return_tensors="pt", padding=True)
            with self._torch.inference_mode():
                outputs = self._model.generate(**inputs, num_beams=4, max_new_tokens=128)
            assert all(self._tokenizer.batch_decode(outputs, skip_special_tokens=True))
        return time.perf_counter() - begin


def measure_speed(count: int, words: int, rounds: int, few: int) -> Iterator[str]:
    """All sides take turns; `few` is how many articles the slow sides get in each round."""
    arguments = ("--source-lang", "en", "--lang", "de", "--length", "short")
    rates: dict[str, list[float]] = {"batch": [], "loop": [], "generate": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        script = PlainScript(export_embedded(folder / "model"))
        script.seconds([article(0, words)])
        for number in range(rounds):
            first = 10_000 * (number + 1)
            texts = [article(seed, words) for seed in range(first, first + few)]
            rates["loop"].append(few / shell_loop(texts, folder / "loop", *arguments))
            rates["generate"].append(few / script.seconds(texts))
            rows = write_rows(folder / "rows.jsonl", count, words, first)
            rates["batch"].append(count / batch(rows, folder / f"out{number}", *arguments))
    ours, loop, generate = (statistics.median(rates[side]) for side in ("batch", "loop", "generate"))
    yield f"| batch of {count} against a loop of `briefsmith run` | {ours:.1f} / {loop:.2f} articles/s | {ours / loop:.1f} | ≥ 10 |"
    yield f"| the same against `generate` for each article | {ours:.1f} / {generate:.2f} articles/s | {ours / generate:.1f} | ≥ 4 |"


def measure_jobs(count: int, words: int, rounds: int) -> Iterator[str]:
    """Documents per second of each way to run, including the start."""
    ways = {
        "one process on one core": ("--jobs", "1", "--set", "translator.threads=1"),
        "one process": ("--jobs", "1"),
        "as many as the cores (the default)": (),
        "Ray on two cores": ("--engine", "ray", "--set", "batch.ray.part=64"),
    }
    rates: dict[str, list[float]] = {way: [] for way in ways}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = write_rows(folder / "rows.jsonl", count, words)
        for number in range(rounds):
            for way, arguments in ways.items():
                out = folder / f"{number}-{len(way)}"
                common = ("--source-lang", "en", "--lang", "de", "--length", "short")
                rates[way].append(count / batch(rows, out, *common, *arguments))
    base = statistics.median(rates["one process on one core"])
    for way, found in rates.items():
        rate = statistics.median(found)
        yield f"| {way} | {rate:.1f} articles/s | {rate / base:.2f} |"


def measure_parts(count: int, words: int) -> Iterator[str]:
    """A batch with one job and with two, its start included, against cleaning, summarizing and raw translation."""
    import ctranslate2
    import sentencepiece

    from briefsmith.model import Document
    from briefsmith.settings import Settings
    from briefsmith.wiring.pipeline import build_pipeline

    pipeline = build_pipeline(Settings(source_language="en", lengths=("short",)))
    documents = [Document.create(str(seed), article(seed, words), language="en") for seed in range(count)]
    pipeline.run(documents[:2])
    pieces = sentencepiece.SentencePieceProcessor(str(EMBEDDED / "spm.model"))
    translator = ctranslate2.Translator(str(EMBEDDED), compute_type="int8", inter_threads=1, intra_threads=1)
    spent = {}
    begin = time.process_time()
    cleaned = pipeline.clean(documents)
    spent["cleaning"] = time.process_time() - begin
    sets = pipeline.summarize(cleaned)
    spent["summarizing"] = time.process_time() - begin - spent["cleaning"]
    texts = [
        text for item in sets for brief in item.briefs for text in (brief.headline, *(s.text for s in brief.sentences))
    ]
    begin = time.process_time()
    read = [[*tokens, "</s>"] for tokens in pieces.encode(list(dict.fromkeys(texts)), out_type=str)]
    for result in translator.translate_batch(read, beam_size=4, max_batch_size=1024, batch_type="tokens"):
        pieces.decode(result.hypotheses[0])
    spent["raw translation"] = time.process_time() - begin
    whole = sum(spent.values())
    for part, found in spent.items():
        yield f"| {part} | {found:.2f} s | |"
    with tempfile.TemporaryDirectory() as name:
        rows = write_rows(Path(name) / "rows.jsonl", count, words)
        for jobs in ("1", "2"):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            common = ("--source-lang", "en", "--lang", "de", "--length", "short")
            seconds = batch(rows, Path(name) / jobs, *common, "--jobs", jobs)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            found = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            yield f"| `--jobs {jobs}`, {count / seconds:.1f} articles/s | {found:.2f} s | {whole / found:.2f} |"


def resident(root: int) -> dict[int, float]:
    """Megabytes of a process and of its working descendants, by id."""
    found = {}
    waiting = [root]
    while waiting:
        process = waiting.pop()
        try:
            status = Path(f"/proc/{process}/status").read_text()
            children = Path(f"/proc/{process}/task/{process}/children").read_text()
        except OSError:
            continue
        # A process that is ending has no memory left.
        found[process] = sum(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))
        waiting += map(int, children.split())
    return found


@contextmanager
def watched(out: Path, command: list[str]) -> Iterator[list[tuple[int, float]]]:
    """Run the command; the list fills with (documents done, megabytes of all its processes)."""
    samples: list[tuple[int, float]] = []
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=QUIET)
    done = 0

    def count() -> None:
        nonlocal done
        assert process.stdout is not None
        for _ in process.stdout:
            done += 1

    thread = threading.Thread(target=count)
    thread.start()
    while process.poll() is None:
        samples.append((done, sum(resident(process.pid).values())))
        time.sleep(0.2)
    thread.join()
    assert process.returncode == 0, f"see {out}"
    yield samples


def measure_memory(count: int, words: int, arguments: list[str]) -> str:
    """Growth between a tenth of the documents and all, of medians over a twentieth of the documents."""
    with tempfile.TemporaryDirectory() as name:
        rows, out = write_rows(Path(name) / "rows.jsonl", count, words), Path(name) / "out"
        command = [*COMMAND, "batch", str(rows), "--out", str(out), *arguments]
        with watched(out, command) as samples:
            paths = max(done for done, _ in samples)
    near = paths / 20

    def around(place: float) -> float:
        return statistics.median(rss for done, rss in samples if abs(done - place) <= near)

    begin, end = around(paths / 10), around(paths - near)
    return (
        f"| `batch {' '.join(arguments)}`, {count:,} articles of {words} words | {begin:.0f} MB at {count // 10:,}, "
        f"{end:.0f} MB at the end, at most {max(rss for _, rss in samples):.0f} MB | {end / begin - 1:+.1%} | ≤ 10 % |"
    )


def main() -> None:
    """Print rows of a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["speed", "memory", "jobs", "parts"])
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--words", type=int, default=700)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--few", type=int, default=8, help="articles that the slow sides get in each round")
    given, rest = parser.parse_known_args()  # the rest is for `briefsmith batch`
    if given.what == "speed":
        lines: Iterator[str] = measure_speed(given.articles, given.words, given.rounds, given.few)
    elif given.what == "parts":
        lines = measure_parts(given.articles, given.words)
    elif given.what == "jobs":
        lines = measure_jobs(given.articles, given.words, given.rounds)
    else:
        lines = iter([measure_memory(given.articles, given.words, rest)])
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    main()
