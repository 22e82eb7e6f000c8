"""Back-translation: sentences of the target language, translated back, become pairs whose target side is genuine.

`OUT.partial` and `OUT.state` hold what is done; a killed run continues after its last whole window.
"""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefsmith.engines.folder import ModelFolder
from briefsmith.errors import UsageError
from briefsmith.training.files import read_lines
from briefsmith.training.score import SearchOptions, Translator
from briefsmith.translate.guards.figures import compare

if TYPE_CHECKING:
    from rich.console import Console

# Sentences between two marks of progress: sorted by length inside, so that batches hold little padding.
WINDOW = 2048
WRITERS: dict[str, Any] = {".xz": lzma.open, ".gz": gzip.open, ".bz2": bz2.open}


@dataclass(frozen=True, slots=True)
class Job:
    """Monolingual text `mono` (one sentence a line) to become `out`: origin, translation, the sentence itself.

    Sentences of more than `max_length` pieces are left out. `limit` lines are read; None reads all. Translations that
    are copies, or in which figures changed, are left out too: a model that learns from them changes figures.
    """

    mono: Path
    out: Path
    origin: str
    decoding: SearchOptions
    max_length: int = 70
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class _Done:
    """Lines of the text that were read, pairs that were written, and the bytes they take."""

    lines: int = 0
    pairs: int = 0
    size: int = 0


def backtranslate(translator: Translator, job: Job, console: Console) -> int:
    """Write the file of a job; returns its number of pairs. `translator` translates from the text's language."""
    partial, state = (job.out.with_name(job.out.name + end) for end in (".partial", ".state"))
    job.out.parent.mkdir(parents=True, exist_ok=True)
    terms = [str(job.mono), job.origin, str(job.decoding), job.max_length]
    done = _resume(partial, state, terms)
    pair = ModelFolder.open(translator.folder).pair
    with partial.open("ab") as file:
        file.truncate(done.size)
        for lines in _windows(job, done.lines):
            rows = [_row(job, *each) for each in _translate(translator, lines, job) if _faithful(*each, pair)]
            file.write("".join(rows).encode())
            file.flush()
            os.fsync(file.fileno())
            done = _Done(done.lines + len(lines), done.pairs + len(rows), file.tell())
            _write_state(state, terms, done)
            console.print(f"{done.lines:,} sentences read, {done.pairs:,} pairs", highlight=False)
    _pack(partial, job.out)
    partial.unlink()
    state.unlink(missing_ok=True)
    return done.pairs


def _resume(partial: Path, state: Path, terms: list[Any]) -> _Done:
    if not state.is_file() or not partial.is_file():
        return _Done()
    content = json.loads(state.read_text("utf-8"))
    if content["terms"] != terms:
        raise UsageError(f"{partial} was started with other settings; delete it to start over.")
    return _Done(**content["done"])


def _write_state(state: Path, terms: list[Any], done: _Done) -> None:
    temporary = state.with_name(state.name + ".tmp")
    content = {"terms": terms, "done": {"lines": done.lines, "pairs": done.pairs, "size": done.size}}
    temporary.write_text(json.dumps(content), "utf-8")
    temporary.replace(state)


def _windows(job: Job, skip: int) -> Iterator[list[str]]:
    lines = islice(chain.from_iterable(read_lines(job.mono)), skip, job.limit)
    while window := list(islice(lines, WINDOW)):
        yield window


def _translate(translator: Translator, lines: list[str], job: Job) -> list[tuple[str, str]]:
    """Genuine sentences and their translations."""
    texts = [text for line in lines if (text := line.strip().replace("\t", " "))]
    pieces = translator.vocabulary.encode(texts)
    texts = [text for text, ids in zip(texts, pieces, strict=True) if len(ids) <= job.max_length]
    outputs = translator.translate(texts, job.decoding) if texts else []
    return [(text, " ".join(output.split())) for text, output in zip(texts, outputs, strict=True)]


def _faithful(text: str, output: str, pair: tuple[str, str]) -> bool:
    return bool(output) and output.casefold() != text.casefold() and not any(compare(text, output, pair))


def _row(job: Job, text: str, output: str) -> str:
    return f"{job.origin}\t{output}\t{text}\n"


def _pack(plain: Path, out: Path) -> None:
    temporary = out.with_name(f"tmp-{out.name}")
    with plain.open("rb") as source, WRITERS.get(out.suffix, open)(temporary, "wb") as target:
        shutil.copyfileobj(source, target)
    temporary.replace(out)
