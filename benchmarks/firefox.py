"""Quality, speed and memory of Mozilla's models and the engine that runs them.

    python benchmarks/firefox.py en-de [FOLDER]               quality: needs a network once
    python benchmarks/firefox.py [MODEL_FOLDER TEXT_FILE]     speed and memory

With a pair it pulls the model (firefox-en-de), translates flores-dev and prints one row: BLEU and chrF of the model alone, BLEU of
what a run prints, and the BLEU that Mozilla publishes. FOLDER holds `flores-dev.en` and `flores-dev.de`, the 997 sentences of
FLORES-200 "dev" in lines (default ../shared/data/translation/en-de).

Without a folder it writes a model of the shape of Mozilla's "base-memory" with random weights, a vocabulary and a shortlist
of it, and sentences of 20 pieces. Random weights never end an output. fxtranslate, where it is installed, writes 44 pieces
there, twice the source and four; so the rows to compare with it have 44 as well, the others 20. Every row is a process of its
own with one thread; the unit is sentences for each second of CPU time, because other work on the machine changes the
wall clock.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[1]
PIECES, LENGTH = 32_000, 20
RANDOM_SENTENCES = 204
PAIR = re.compile(r"([a-z]{2,3})-([a-z]{2,3})")
SENTENCES = Path(__file__).parents[2] / "shared/data/translation"
# What fxtranslate writes when nothing ends the output of a source of 20 pieces.
LONG = 44


@dataclass(frozen=True)
class Row:
    """One line of the table; `length` is of the outputs of random weights."""

    name: str
    beam: int
    shortlist: bool
    length: int = LENGTH
    other: bool = False


ROWS = (
    Row("fxtranslate, greedy", 1, False, LONG, other=True),
    Row("greedy", 1, False, LONG),
    Row("fxtranslate, greedy, shortlist", 1, True, LONG, other=True),
    Row("greedy, shortlist", 1, True, LONG),
    Row("greedy", 1, False),
    Row("greedy, shortlist", 1, True),
    Row("beam 4", 4, False),
    Row("beam 4, shortlist", 4, True),
)


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


def measure(folder: Path, texts: list[str], row: Row, fixed: bool) -> dict[str, float]:
    """One row in this process; `fixed` gives every output the row's length."""
    if row.other:
        return measure_fxtranslate(folder, texts, row)
    from briefsmith.engines.base import GenerationParams
    from briefsmith.engines.options import EngineOptions
    from briefsmith.engines.registry import open_engine

    engine = open_engine(folder, name="model", revision="0", options=EngineOptions(threads=1))
    begin = time.process_time()
    engine.load()
    loading = time.process_time() - begin
    params = GenerationParams(beam_size=row.beam, num_hypotheses=row.beam)
    if fixed:
        params = replace(params, min_new_tokens=row.length, max_new_tokens=row.length)
    engine.generate(texts[:8], params)
    begin = time.process_time()
    engine.generate(texts, params)
    spent = time.process_time() - begin
    return {"rate": len(texts) / spent, "loading": loading, "peak": peak()}


def measure_fxtranslate(folder: Path, texts: list[str], row: Row) -> dict[str, float]:
    """One sentence a call is all it takes."""
    import fxtranslate

    model, vocabulary, *shortlist = (
        next(folder.glob(f"{kind}.*")).read_bytes() for kind in ("model", "vocab", *(["lex"] if row.shortlist else []))
    )
    begin = time.process_time()
    translator = fxtranslate.Translator(model, vocabulary, vocabulary, *shortlist)
    loading = time.process_time() - begin
    begin = time.process_time()
    for text in texts:
        translator.translate(text)
    return {"rate": len(texts) / (time.process_time() - begin), "loading": loading, "peak": peak()}


def peak() -> float:
    """The peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(folder: Path, texts: Path, number: int, fixed: bool) -> dict[str, float]:
    """One row in a process of its own, in a copy of the folder with or without its shortlist."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(shutil.copytree(folder, Path(scratch) / "model"))
        if not ROWS[number].shortlist:
            for shortlist in copy.glob("lex.*"):
                shortlist.unlink()
        own = ["--row", str(number), *(["--fixed"] if fixed else [])]
        command = [sys.executable, __file__, str(copy), str(texts), *own]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def table(folder: Path, texts: Path, fixed: bool) -> None:
    """Print one Markdown table."""
    length = "pieces of output | " if fixed else ""
    print(f"| one thread | {length}sentences/s of CPU time | loading | peak memory |")
    print("|---|---|---|---|---|" if fixed else "|---|---|---|---|")
    for number, row in enumerate(ROWS):
        if (row.other and not find_spec("fxtranslate")) or (not fixed and not row.other and row.length == LONG):
            continue
        found = run(folder, texts, number, fixed)
        length = f"{row.length} | " if fixed else ""
        figures = f"{found['rate']:.1f} | {found['loading']:.2f} s | {found['peak']:.0f} MB"
        print(f"| {row.name} | {length}{figures} |", flush=True)


def main() -> None:
    """Print one Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", help="a pair; or a model's folder, by default one with random weights")
    parser.add_argument(
        "texts", type=Path, nargs="?", help="a folder with flores-dev; or a text file, a sentence a line"
    )
    parser.add_argument(
        "--sentences", type=int, help="the number of sentences; of random ones 204, which are 2 batches, otherwise all"
    )
    parser.add_argument("--row", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--fixed", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--write", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.folder is not None and (pair := PAIR.fullmatch(arguments.folder)):
        score(pair[1], pair[2], arguments.texts or SENTENCES / arguments.folder, arguments.sentences)
        return
    arguments.folder = arguments.folder and Path(arguments.folder)
    if arguments.write:
        write_random_model(arguments.folder)
    elif arguments.row is not None:
        lines = arguments.texts.read_text("utf-8").splitlines()
        print(json.dumps(measure(arguments.folder, lines, ROWS[arguments.row], arguments.fixed)))
    else:
        compare(arguments.folder, arguments.texts, arguments.sentences)


def score(source: str, target: str, folder: Path, sentences: int | None) -> None:
    """Pull a pair's model and print how well it translates flores-dev."""
    from sacrebleu.metrics import BLEU, CHRF

    from briefsmith.errors import BriefsmithError
    from briefsmith.models.pull import pull
    from briefsmith.wiring.reading import configured
    from briefsmith.wiring.translation import build_translator

    if not (folder / f"flores-dev.{target}").is_file():
        sys.exit(f"{folder}: no flores-dev.{source} and flores-dev.{target} there; give their folder")
    texts, references = (
        (folder / f"flores-dev.{language}").read_text("utf-8").splitlines()[:sentences] for language in (source, target)
    )
    try:
        model = pull(f"firefox-{source}-{target}").model
    except BriefsmithError as error:
        sys.exit(str(error))
    values = {"languages": [target], "source_language": source, "translator.models": [model.name]}
    found = []
    for check in (False, True):
        translator = build_translator(configured(None, {**values, "check.translation": check}), source, target)
        begin = time.process_time()
        found.append((translator.translate(texts), len(texts) / (time.process_time() - begin)))
    (plain, rate), (checked, checked_rate) = found
    bleu, chrf = BLEU(trg_lang=target), CHRF()
    published = model.entry.firefox.bleu if model.entry and model.entry.firefox else None
    print(
        "| model | sentences | BLEU | chrF | BLEU as `run` decodes | published BLEU | sentences/s of CPU time, checked |"
    )
    print("|---|---|---|---|---|---|---|")
    print(
        f"| {model.name} | {len(texts)} | {bleu.corpus_score(plain, [references]).score:.1f} "
        f"| {chrf.corpus_score(plain, [references]).score:.1f} | {bleu.corpus_score(checked, [references]).score:.1f} "
        f"| {published} | {rate:.1f}, {checked_rate:.1f} |"
    )


def compare(folder: Path | None, texts: Path | None, sentences: int | None) -> None:
    """Measure all rows, each in its own process, for a process begins with the peak memory of the one that starts it."""
    with tempfile.TemporaryDirectory() as scratch:
        model = folder or Path(scratch)
        if folder is None:
            subprocess.run([sys.executable, __file__, str(model), "--write"], check=True)
        lines = (texts or model / "texts.txt").read_text("utf-8").splitlines()
        lines = lines[: sentences or (RANDOM_SENTENCES if folder is None else None)]
        chosen = Path(scratch) / "sentences.txt"
        chosen.write_text("\n".join(lines), "utf-8")
        table(model, chosen, fixed=folder is None)


if __name__ == "__main__":
    main()
