"""briefsmith beside the tools that people would use instead: `python benchmarks/peers.py`.

The same texts for all sides of a row; each side is a process of its own, they take turns, and medians are shown: CPU time,
wall time, peak memory. Start and imports are part of a command line (`clean`, `run`), and of nothing else: there the
clock starts when the libraries and models are loaded. One thread a side.

Argos Translate joins with `--argos PYTHON`, an interpreter that has `argostranslate` (it pins other libraries than ours). It
gets our weights in a package of its format, and the sentences as they are, for its sentence splitter needs a download.
sumy's own commands need the data of nltk, which they download, so its summarizers get our sentences.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from articles import article

from batch import EMBEDDED, export_embedded

LANGUAGE, SENTENCES = "en", 3
Work = Callable[[], object]
# What does the work of one side, after all is loaded.
Side = Callable[[Path], Work]


def _documents(folder: Path) -> list[str]:
    return [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))]


def _lines(folder: Path) -> list[str]:
    return (folder / "lines").read_text("utf-8").splitlines()


def summarize_ours(folder: Path) -> Work:
    from briefsmith.model import Document
    from briefsmith.settings import Settings
    from briefsmith.wiring.pipeline import build_pipeline

    pipeline = build_pipeline(Settings(source_language=LANGUAGE, lengths=(f"{SENTENCES}s",)))
    documents = [Document.create(str(i), text, language=LANGUAGE) for i, text in enumerate(_documents(folder))]
    pipeline.run(documents[:1])
    return lambda: pipeline.run(documents)


def summarize_sumy(method: str) -> Side:
    def prepare(folder: Path) -> Work:
        from briefsmith.clean.stage import Clean
        from briefsmith.evaluate.baselines import sumy
        from briefsmith.model import Document
        from briefsmith.text.length import Length

        cleaner, length = Clean(), Length.parse(f"{SENTENCES}s")
        documents = [Document.create(str(i), text, language=LANGUAGE) for i, text in enumerate(_documents(folder))]

        def work() -> object:
            return [sumy(method, clean, length) for clean in cleaner(documents)]

        sumy(method, cleaner(documents[:1])[0], length)
        return work

    return prepare


def translate_ours(folder: Path) -> Work:
    from briefsmith.settings import Settings, TranslatorSettings
    from briefsmith.wiring.translation import build_translator

    translator = build_translator(Settings(translator=TranslatorSettings(threads=1)), "en", "de")
    lines = _lines(folder)
    translator.translate(lines[:4])
    return lambda: translator.translate(lines)


def translate_raw(folder: Path) -> Work:
    import ctranslate2
    import sentencepiece

    pieces = sentencepiece.SentencePieceProcessor(str(EMBEDDED / "spm.model"))
    translator = ctranslate2.Translator(str(EMBEDDED), compute_type="int8", inter_threads=1, intra_threads=1)
    lines = _lines(folder)

    def work() -> object:
        read = [[*tokens, "</s>"] for tokens in pieces.encode(lines, out_type=str)]
        found = translator.translate_batch(
            read, beam_size=4, num_hypotheses=4, max_batch_size=1024, batch_type="tokens"
        )
        return [pieces.decode(result.hypotheses[0]) for result in found]

    return work


def translate_transformers(folder: Path) -> Work:
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    torch.set_num_threads(1)
    tokenizer = AutoTokenizer.from_pretrained(folder / "hf")
    model = AutoModelForSeq2SeqLM.from_pretrained(folder / "hf").eval()
    lines = sorted(_lines(folder), key=len)

    def work() -> object:
        done = []
        for at in range(0, len(lines), 32):
            inputs = tokenizer(lines[at : at + 32], return_tensors="pt", padding=True)
            with torch.inference_mode():
                outputs = model.generate(**inputs, num_beams=4, max_new_tokens=128)
            done += tokenizer.batch_decode(outputs, skip_special_tokens=True)
        return done

    return work


def translate_argos(folder: Path) -> Work:
    """All sentences as one paragraph, which Argos Translate batches as it does the sentences of an article."""
    from argostranslate.package import Package
    from argostranslate.translate import PackageTranslation

    class GivenSentences:
        def split_sentences(self, text: str) -> list[str]:
            return text.split(" | ")

    translation = PackageTranslation(None, None, Package(folder / "argos"))
    translation.sentencizer = GivenSentences()
    lines = _lines(folder)
    translation.hypotheses(" | ".join(lines[:4]))
    return lambda: translation.hypotheses(" | ".join(lines))[0].value


def command(*words: str) -> Side:
    """A command on the page, its start included."""

    def prepare(folder: Path) -> Work:
        filled = [str(folder / "page.html") if word == "PAGE" else word for word in words]
        return lambda: subprocess.run(filled, check=True, capture_output=True)

    return prepare


_OURS = (sys.executable, "-m", "briefsmith")
_TRAFILATURA = f"{sys.executable} -m trafilatura.cli"
_SHELL = f"{_TRAFILATURA} < PAGE | {sys.executable} {__file__} --sumy"


def pipeline_of_others(folder: Path) -> Work:
    shell = _SHELL.replace("PAGE", str(folder / "page.html"))
    return lambda: subprocess.run(["bash", "-c", shell], check=True, capture_output=True)


ARGOS = "Argos Translate, sentences given"
ROWS: dict[str, dict[str, Side]] = {
    "three sentences of each of 100 articles": {
        "briefsmith, facts checked": summarize_ours,
        "sumy LexRank": summarize_sumy("LexRank"),
        "sumy TextRank": summarize_sumy("TextRank"),
    },
    "sentences into German, beam 4, same weights": {
        "briefsmith, every sentence checked": translate_ours,
        "raw CTranslate2": translate_raw,
        "transformers `generate`": translate_transformers,
        ARGOS: translate_argos,
    },
    "the article in one page, from the command line": {
        "`briefsmith clean`": command(*_OURS, "clean", "PAGE"),
        "`trafilatura`": command("bash", "-c", f"{_TRAFILATURA} < $0", "PAGE"),
    },
    "from one page to a brief, from the command line": {
        "`briefsmith run`": command(*_OURS, "run", "PAGE", "--length", f"{SENTENCES}s"),
        "`trafilatura`, then sumy LexRank": pipeline_of_others,
    },
}


def sumy_of_stdin() -> None:
    """The second half of the others' pipeline."""
    from briefsmith.clean.stage import Clean
    from briefsmith.evaluate.baselines import sumy
    from briefsmith.model import Document
    from briefsmith.text.length import Length

    (clean,) = Clean()([Document.create("page", sys.stdin.read(), language=LANGUAGE)])
    print("\n".join(sumy("LexRank", clean, Length.parse(f"{SENTENCES}s"))))


def _spent() -> float:
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def measure_one(row: str, side: str, folder: Path) -> None:
    """One run of one side, in this process: prints CPU seconds, wall seconds and the peak in MB."""
    work = ROWS[row][side](folder)
    begin, start = _spent(), time.perf_counter()
    work()
    wall, cpu = time.perf_counter() - start, _spent() - begin
    peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps({"cpu": cpu, "wall": wall, "peak": max(peaks)}))


def _prepare(folder: Path) -> None:
    texts = [article(seed, 700) for seed in range(100)]
    for number, text in enumerate(texts):
        (folder / f"{number:03}.txt").write_text(text, "utf-8")
    lines = [line.strip() for text in texts for line in text.replace("\n", " ").split(". ") if 40 < len(line) < 200]
    (folder / "lines").write_text("\n".join(f"{line}." for line in list(dict.fromkeys(lines))[:400]), "utf-8")
    paragraphs = "".join(f"<p>{part}</p>\n" for part in texts[0].split("\n\n"))
    menu = "".join(f'<li><a href="/{i}">Section {i}</a></li>' for i in range(40))
    (folder / "page.html").write_text(
        f"<html lang='en'><head><title>News</title></head><body><nav><ul>{menu}</ul></nav><article><h1>News</h1>\n"
        f"{paragraphs}</article><footer><p>All rights reserved</p></footer></body></html>",
        "utf-8",
    )
    (export_embedded(folder / "exported")).rename(folder / "hf")
    _argos_package(folder / "argos")


def _argos_package(folder: Path) -> None:
    """Our weights as Argos Translate reads them: it does not end its sources, so the model has to."""
    shutil.copytree(EMBEDDED, folder / "model")
    config = folder / "model" / "config.json"
    config.write_text(json.dumps(json.loads(config.read_text("utf-8")) | {"add_source_eos": True}), "utf-8")
    shutil.copy(EMBEDDED / "spm.model", folder / "sentencepiece.model")
    names = {"from_code": "en", "from_name": "English", "to_code": "de", "to_name": "German"}
    (folder / "metadata.json").write_text(json.dumps({"package_version": "1", "argos_version": "1", **names}), "utf-8")


def main() -> None:
    """Print one Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--argos", metavar="PYTHON", help="an interpreter with argostranslate")
    parser.add_argument("--lines", type=Path, help="sentences to translate instead of ours, one a line")
    parser.add_argument("--only", default="", help="rows whose name holds this")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    parser.add_argument("--sumy", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    os.environ |= {"HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1"}
    if arguments.sumy:
        sumy_of_stdin()
        return
    if arguments.one:
        measure_one(arguments.one[0], arguments.one[1], Path(arguments.one[2]))
        return
    print(
        "| the same work | CPU seconds | wall seconds | peak memory | our CPU time against it |\n|---|---|---|---|---|"
    )
    with tempfile.TemporaryDirectory() as name:
        subprocess.run(  # in a process of its own, whose libraries the sides do not inherit
            [sys.executable, "-c", f"import peers, pathlib; peers._prepare(pathlib.Path({name!r}))"],
            check=True,
            cwd=Path(__file__).parent,
        )
        if arguments.lines:
            shutil.copy(arguments.lines, Path(name) / "lines")
        pythons = {ARGOS: arguments.argos}
        for row, sides in ROWS.items():
            there = [side for side in sides if pythons.get(side, sys.executable)] if arguments.only in row else []
            runs: dict[str, list[dict[str, float]]] = {side: [] for side in there}
            for _ in range(arguments.rounds):
                for side, found in runs.items():
                    call = [pythons.get(side, sys.executable), __file__, "--one", row, side, name]
                    found.append(json.loads(subprocess.run(call, check=True, capture_output=True).stdout))
            if there:
                print(f"| **{row}** | | | | |")
            ours = 0.0
            for side, found in runs.items():
                cpu, wall, peak = (statistics.median(run[key] for run in found) for key in ("cpu", "wall", "peak"))
                ours = ours or cpu
                print(f"| {side} | {cpu:.2f} | {wall:.2f} | {peak:.0f} MB | {ours / cpu:.2f} |", flush=True)


if __name__ == "__main__":
    main()
