"""`briefsmith train bundle`: a folder that trains on a bare machine with Python, torch, numpy and sentencepiece.

run.sh, README.txt, code/     what runs there
bundle.json                   the recipe, what the parts hold, where it comes from
spm.model, dev.json.xz        the vocabulary, the dev sets
data.00, data.01, …           the encoded sentences
"""

from __future__ import annotations

import json
import lzma
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefsmith.errors import UsageError
from briefsmith.fingerprint import fingerprint
from briefsmith.training.bundle.code import write_code
from briefsmith.training.bundle.pieces import Packed, PackPiece, pack, pair_pieces, text_piece
from briefsmith.training.bundle.settings import BundleSettings, PairSettings
from briefsmith.training.corpus import data_fingerprint, open_corpus
from briefsmith.training.decode import read_dev
from briefsmith.training.files import (
    PairGroup,
    census,
    described,
    group_weights,
    read_lines,
    refuse_unlisted,
)
from briefsmith.training.gpu.parts import write_parts
from briefsmith.training.gpu.recipe import BACK_TAG, language_tag
from briefsmith.training.gpu.sections import DEV, FORMAT, INDEX, PAIRS, VOCABULARY, Origins, Section
from briefsmith.training.learn import sample
from briefsmith.training.settings import OriginSettings
from briefsmith.training.vocabulary import Wanted, learn_vocabulary, load_vocabulary

if TYPE_CHECKING:
    from rich.console import Console

PART_BYTES = 27_000_000
# The vocabulary is also learnt from sentences of each text file: this share of the number of pairs.
TEXT_SHARE = 0.1
RUN = """#!/bin/sh
# sh run.sh --smoke --out OUT        does it run here, and how fast
# sh run.sh --minutes 9 --out OUT    the run; --help lists the rest
here=$(cd "$(dirname "$0")" && pwd)
# Batches have many shapes; without this, memory is lost between them.
export PYTORCH_CUDA_ALLOC_CONF="${PYTORCH_CUDA_ALLOC_CONF:-expandable_segments:True}"
exec "${PYTHON:-python3}" "$here/code" --bundle "$here" "$@"
"""
README = """A translator to be trained on a GPU. Needs Python 3.10 or later, torch, numpy and sentencepiece; no network.

    sh run.sh --smoke --out OUT                some steps of everything: does it run, how fast, how much memory
    sh run.sh --minutes 9 --out OUT            the run: OUT is what comes home, at most 60 MiB
    sh run.sh --minutes 9 --out OUT --resume   continue an earlier run in OUT, finished or cut off

If the parts (data.00, ...) arrive in two transfers, name the folder of the first: --data FOLDER.
At home: briefsmith train import OUT
"""


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted: the settings, the folder to make, where intermediate files are kept, the size in bytes at most."""

    settings: BundleSettings
    out: Path
    work: Path
    size: int | None = None


def build_bundle(order: Order, console: Console) -> int:
    """Make the folder; returns the bytes of its parts. Raises UsageError for settings and files that do not fit."""
    settings = order.settings
    if order.out.exists() and any(order.out.iterdir()) and not (order.out / INDEX).is_file():
        raise UsageError(f"{order.out} exists and is not a bundle; use another --out.")
    _refuse_unlisted_text(settings)
    dev = _dev_sets(settings)
    order.work.mkdir(parents=True, exist_ok=True)
    spm = _vocabulary(settings, order.work, console)
    pieces = list(_pieces(settings, spm, order.work, console))
    packed = pack(pieces, order.size, settings.threads)
    building = order.out.with_name(order.out.name + ".tmp")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    shutil.copyfile(spm, building / VOCABULARY)
    (building / DEV).write_bytes(lzma.compress(json.dumps(dev, ensure_ascii=False).encode()))
    parts = write_parts(b"".join(each.data for each in packed), building, "data", PART_BYTES)
    sections = [asdict(section) for section in _sections(settings, packed)]
    index = {
        "format": FORMAT,
        "recipe": settings.recipe().to_json(),
        "sections": sections,
        "parts": [asdict(part) for part in parts],
        "card": _card(settings, packed),
    }
    index["key"] = fingerprint(index)
    (building / INDEX).write_text(json.dumps(index, ensure_ascii=False, indent=1) + "\n", "utf-8")
    write_code(building / "code")
    (building / "run.sh").write_text(RUN, "utf-8")
    (building / "run.sh").chmod(0o755)
    (building / "README.txt").write_text(README, "utf-8")
    shutil.rmtree(order.out, ignore_errors=True)
    building.rename(order.out)
    for each in packed:
        unit = "pairs" if each.piece.kind == PAIRS else "sentences"
        console.print(
            f"{each.piece.language} {each.piece.name}: {len(each.piece):,} {unit}, {len(each.data) / 1e6:.1f} MB",
            highlight=False,
        )
    return sum(part.size for part in parts)


def _refuse_unlisted_text(settings: BundleSettings) -> None:
    """Origins of text are held to the same rule as those of pairs."""
    for pair in settings.pairs:
        refuse_unlisted(settings.of_pair(pair), [PairGroup(0, file.origin) for file in pair.mono])


def _dev_sets(settings: BundleSettings) -> dict[str, dict[str, list[list[str]]]]:
    found: dict[str, dict[str, list[list[str]]]] = {}
    for pair in settings.pairs:
        sets = [read_dev(settings.of_pair(pair), dev) for dev in pair.dev]
        found[pair.target] = {each.name: [each.sources, each.targets] for each in sets}
    return found


def _vocabulary(settings: BundleSettings, work: Path, console: Console) -> Path:
    """The vocabulary that the settings name, or one learnt from all pairs and texts."""
    if settings.vocabulary.path is not None:
        return settings.vocabulary.path
    rules = settings.model_dump(mode="json", include={"vocabulary", "origins", "seed", "pairs", "source"})
    key = fingerprint([[data_fingerprint(settings.of_pair(pair)) for pair in settings.pairs], rules])
    path = work / f"vocabulary-{key}.model"
    if not path.is_file():
        console.print("Learning the vocabulary.")
        tags = [BACK_TAG, *(language_tag(x) for x in (settings.source, *(pair.target for pair in settings.pairs)))]
        wanted = Wanted(settings.vocabulary.size, settings.vocabulary.coverage, tags, settings.threads)
        total = sum(pair.share for pair in settings.pairs)
        samples = [_sample(settings, pair, pair.share / total) for pair in settings.pairs]
        learn_vocabulary(chain.from_iterable(samples), wanted, path)
    return path


def _sample(settings: BundleSettings, pair: PairSettings, share: float) -> Iterator[str]:
    wanted = max(1, int(settings.vocabulary.pairs * share))
    own = settings.of_pair(pair)
    own = own.model_copy(update={"vocabulary": own.vocabulary.model_copy(update={"pairs": wanted})})
    yield from sample(own, census(own))
    for file in pair.mono:
        lines = (line for block in read_lines(settings.located(file.path)) for line in block)
        yield from islice(lines, int(settings.vocabulary.pairs * TEXT_SHARE))


def _pieces(settings: BundleSettings, spm: Path, work: Path, console: Console) -> Iterator[PackPiece]:
    vocabulary = load_vocabulary(spm)
    known = {vocabulary.id_to_piece(i) for i in range(vocabulary.get_piece_size())}
    for tag in (BACK_TAG, *(language_tag(x) for x in (settings.source, *(pair.target for pair in settings.pairs)))):
        if tag not in known:
            raise UsageError(f"The vocabulary {spm} has no piece {tag}; have a new one learnt.")
    for pair in settings.pairs:
        console.print(f"Encoding {settings.source}-{pair.target}.", highlight=False)
        own = settings.of_pair(pair)
        corpus = open_corpus(own, spm, work)
        refuse_unlisted(own, corpus.groups)
        yield from pair_pieces(pair, corpus)
        for file in pair.mono:
            yield text_piece(settings, pair, file, vocabulary)


def _counts(pair: PairSettings, packed: Sequence[Packed]) -> dict[PairGroup, int]:
    """What is packed of a pair's groups."""
    total: Counter[PairGroup] = Counter()
    for each in packed:
        if each.piece.language == pair.target:
            total.update(each.piece.counts())
    return dict(total)


def _sections(settings: BundleSettings, packed: Sequence[Packed]) -> Iterator[Section]:
    """What the index says of each piece, with the weights of its origins before and in the last phase."""
    weights: dict[str, tuple[dict[PairGroup, float], dict[PairGroup, float]]] = {}
    for pair in settings.pairs:
        own, counts = settings.of_pair(pair), _counts(pair, packed)
        last = len(settings.schedule.stages) - 1
        weights[pair.target] = (group_weights(own, counts), group_weights(own, counts, last))
    for each in packed:
        piece = each.piece
        before, ending = weights[piece.language]
        origins = tuple(Origins(g.origin, before.get(g, 0.0), ending.get(g, 0.0)) for g in piece.groups)
        arrays = tuple((name, len(array)) for name, array in piece.arrays().items())
        yield Section(piece.kind, piece.name, piece.language, len(each.data), arrays, origins)


def _card(settings: BundleSettings, packed: Sequence[Packed]) -> dict[str, Any]:
    """What the model cards will say: origins with their pairs, and those of text, whose pairs are still to come."""
    counts: Counter[str] = Counter()
    for each in packed:
        for group, size in each.piece.counts().items():
            counts[group.origin] += size
    there = {(each.piece.language, each.piece.name) for each in packed}
    return {
        "origins": [
            {"name": name, "pairs": size, "licence": _licence(settings, name)} for name, size in counts.most_common()
        ],
        "text": [
            {"language": pair.target, "name": file.origin, "licence": _licence(settings, file.origin)}
            for pair in settings.pairs
            for file in pair.mono
            if (pair.target, file.path.name) in there
        ],
        "licence": settings.release.licence,
        "notices": list(settings.release.notices),
        "max_input_tokens": settings.max_length + 1,
    }


def _licence(settings: BundleSettings, origin: str) -> str:
    known = described(origin, settings.of_pair(settings.pairs[0])) or OriginSettings()
    return known.licence
