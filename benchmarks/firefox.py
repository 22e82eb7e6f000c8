"""Speed and memory of the engine `firefox`: `python benchmarks/firefox.py [MODEL_FOLDER TEXT_FILE]`.

Without a folder it writes a model of the shape of Mozilla's "base-memory" with random weights, a vocabulary and a shortlist
of it, and sentences of 20 pieces. Random weights never end an output: it has as many pieces as its source there. Every row
is a process of its own with one thread; the unit is sentences for each second of CPU time, because other work on the
machine changes the wall clock. fxtranslate takes part where it is installed; its outputs are counted in pieces, and
its figure is for outputs as long as ours.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PIECES, LENGTH = 32_000, 20
ROWS = {
    "greedy": (1, False),
    "greedy, shortlist": (1, True),
    "beam 4": (4, False),
    "beam 4, shortlist": (4, True),
}


def write_random_model(folder: Path) -> None:
    """A model of 6 + 4 layers, 384 dimensions and 32,000 pieces, which are made-up words."""
    import sentencepiece

    sys.path.insert(0, str(ROOT / "tests"))
    from engines.firefox import student_writer as writer

    chance = random.Random(0)
    syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ai", "en", "or")]
    words = sorted({"".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(60_000)})
    chance.shuffle(words)
    # Each word once in each of a few lines; the rows of the matrix that get no piece are never written.
    lines = [" ".join(chance.sample(words, 12)) for _ in range(30_000)]
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines), model_prefix=str(folder / "vocab"), vocab_size=PIECES, model_type="word",
        eos_id=0, unk_id=1, bos_id=-1, pad_id=-1, character_coverage=1.0, num_threads=1, minloglevel=2,
    )  # fmt: skip
    (folder / "vocab.model").rename(folder / "vocab.ende.spm")
    (folder / "vocab.vocab").unlink()
    shape = writer.StudentShape(dim=384, ffn=1536, heads=8, encoder=6, decoder=4, vocabulary=PIECES)
    names = [*shape.matrices(), "none"]
    items = writer.student_items(shape, writer.random_weights(shape), dict.fromkeys(names, 30.0))
    (folder / "model.ende.intgemm.alphas.bin").write_bytes(writer.model_file(items, writer.config(shape)))
    # Frequent pieces are candidates of many others, as in the lists of real models.
    allowed = [[int(PIECES * chance.random() ** 3) for _ in range(50)] for _ in range(PIECES)]
    (folder / "lex.50.50.ende.s2t.bin").write_bytes(writer.shortlist_file(allowed, 50))
    known = sentencepiece.SentencePieceProcessor(model_file=str(folder / "vocab.ende.spm"))
    common = [known.id_to_piece(i).lstrip("▁") for i in range(2, PIECES)]
    # Words by Zipf's law, as in real texts: what the shortlists of a batch have in common depends on it.
    chances = [1 / rank for rank in range(1, len(common) + 1)]
    texts = [" ".join(chance.choices(common, chances, k=LENGTH - 1)) for _ in range(256)]
    (folder / "texts.txt").write_text("\n".join(texts) + "\n", "utf-8")


def measure(folder: Path, texts: list[str], row: str, fixed: bool) -> dict[str, Any]:
    """One row in this process."""
    if row == "fxtranslate, greedy":
        return measure_fxtranslate(folder, texts)
    from briefsmith.engines.base import GenerationParams
    from briefsmith.engines.options import EngineOptions
    from briefsmith.engines.registry import open_engine

    beam, _ = ROWS[row]
    engine = open_engine(folder, name="model", revision="0", options=EngineOptions(threads=1))
    begin = time.process_time()
    engine.load()
    loading = time.process_time() - begin
    lengths = {"min_new_tokens": LENGTH, "max_new_tokens": LENGTH} if fixed else {}
    params = GenerationParams(beam_size=beam, num_hypotheses=beam, **lengths)
    engine.generate(texts[:8], params)
    begin = time.process_time()
    found = engine.generate(texts, params)
    spent = time.process_time() - begin
    pieces = sum(engine.count_tokens([best.text for best, *_ in found]))
    return {"rate": len(texts) / spent, "pieces": pieces / spent, "loading": loading, "peak": peak()}


def measure_fxtranslate(folder: Path, texts: list[str]) -> dict[str, Any]:
    """Its sentences and pieces for each second; one sentence a call is all it takes."""
    import fxtranslate
    import sentencepiece

    model, vocabulary = (next(folder.glob(f"{kind}.*")).read_bytes() for kind in ("model", "vocab"))
    pieces = sentencepiece.SentencePieceProcessor(model_proto=vocabulary)
    translator = fxtranslate.Translator(model, vocabulary, vocabulary)
    begin = time.process_time()
    found = [translator.translate(text) for text in texts]
    spent = time.process_time() - begin
    count = sum(len(ids) + 1 for ids in pieces.encode(found))
    return {"rate": len(texts) / spent, "pieces": count / spent, "loading": 0.0, "peak": peak()}


def peak() -> float:
    """The peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(folder: Path, texts: Path, row: str, fixed: bool) -> dict[str, Any]:
    """One row in a process of its own, in a copy of the folder with or without its shortlist."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(shutil.copytree(folder, Path(scratch) / "model"))
        if not ROWS.get(row, (1, False))[1]:
            for shortlist in copy.glob("lex.*"):
                shortlist.unlink()
        command = [sys.executable, __file__, str(copy), str(texts), "--row", row, *(["--fixed"] if fixed else [])]
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def table(folder: Path, texts: Path, fixed: bool) -> None:
    """Print one Markdown table."""
    rows = [*(["fxtranslate, greedy"] if find_spec("fxtranslate") else []), *ROWS]
    print("| one thread | sentences/s of CPU time | pieces/s | loading | peak memory |\n|---|---|---|---|---|")
    for row in rows:
        found = run(folder, texts, row, fixed)
        rate = found["pieces"] / (LENGTH + 1) if fixed and row not in ROWS else found["rate"]
        print(
            f"| {row} | {rate:.1f} | {found['pieces']:.0f} | {found['loading']:.2f} s | {found['peak']:.0f} MB |", flush=True
        )


def main() -> None:
    """Print one Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="a model's folder; without it one with random weights")
    parser.add_argument("texts", type=Path, nargs="?", help="a text file, one sentence a line")
    parser.add_argument("--row", help=argparse.SUPPRESS)
    parser.add_argument("--fixed", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--sentences", type=int, default=128)
    arguments = parser.parse_args()
    if arguments.row:
        lines = arguments.texts.read_text("utf-8").splitlines()
        print(json.dumps(measure(arguments.folder, lines, arguments.row, arguments.fixed)))
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.folder or Path(scratch)
        if arguments.folder is None:
            write_random_model(folder)
        lines = (arguments.texts or folder / "texts.txt").read_text("utf-8").splitlines()
        texts = Path(scratch) / "sentences.txt"
        texts.write_text("\n".join(lines[: arguments.sentences]), "utf-8")
        table(folder, texts, fixed=arguments.folder is None)


if __name__ == "__main__":
    main()
