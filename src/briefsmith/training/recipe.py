"""`briefsmith train translator`: the whole way from files of sentence pairs to packaged weights.

WORK/vocabulary-*.model, corpus-*/    made once for each set of data settings
WORK/checkpoint.pt, spm.model         the run's state, and the vocabulary it uses
WORK/log.csv, training.png            how it went
WORK/model/hf, model/ct2-int8         what it made
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefsmith.engines.folder import ModelFolder
from briefsmith.errors import UsageError
from briefsmith.training.calibrate import calibrate
from briefsmith.training.card import Ancestor, Card, DataOrigin
from briefsmith.training.checkpoint import State, TrainingProgress, identity, restore
from briefsmith.training.corpus import open_corpus
from briefsmith.training.cuda import set_up_cuda
from briefsmith.training.decode import DevPairs, read_dev
from briefsmith.training.export import Exported, export_checkpoint, rewrite_card
from briefsmith.training.files import PairGroup, described, group_weights, refuse_unlisted
from briefsmith.training.network import TranslationNetwork
from briefsmith.training.optimizer import make_optimizers
from briefsmith.training.precision import AUTO, dtype_of, faster, saved_precision
from briefsmith.training.ranks import Ranks, joined
from briefsmith.training.report import TrainingLog, plot, require_extra
from briefsmith.training.score import Translator, score_model
from briefsmith.training.settings import OriginSettings, TrainingSettings
from briefsmith.training.signals import asked_to_stop
from briefsmith.training.start import initial_network, located, vocabulary_path
from briefsmith.training.trainer import Materials, Trainer
from briefsmith.training.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True, slots=True)
class TrainingOutcome:
    """How a run ended: with an exported model, or stopped early with its state saved.

    Only the leading process exports.
    """

    work: Path
    finished: bool
    steps: int
    tokens: int
    exported: Exported | None = None
    card: Card | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Where and how to run. `device` is cpu, cuda or auto; `resume` continues from a checkpoint in `work`."""

    settings: TrainingSettings
    work: Path
    device: str = "auto"
    resume: bool = True

    @property
    def checkpoint(self) -> Path:
        """The run's state."""
        return self.work / "checkpoint.pt"

    @property
    def vocabulary(self) -> Path:
        """The vocabulary that belongs to the checkpoint."""
        return self.work / "spm.model"


def train_translator(run: Run, console: Console) -> TrainingOutcome:
    """Prepare the data, train, export and score. Raises UsageError for settings, files and extras that do not fit."""
    require_extra("matplotlib", "sacrebleu")
    device = _device(run.device, run.settings.threads)
    with joined(device) as ranks:
        console.quiet = not ranks.leading
        return _train_and_export(run, device, ranks, console)


def _train_and_export(run: Run, device: str, ranks: Ranks, console: Console) -> TrainingOutcome:
    settings = run.settings
    sets = [read_dev(settings, dev) for dev in settings.dev]
    run.work.mkdir(parents=True, exist_ok=True)
    if ranks.leading:
        _prepare(run, console)
    ranks.wait()
    corpus = open_corpus(settings, run.vocabulary, run.work)
    state = State(network := initial_network(settings, run.vocabulary, device), {}, [], TrainingProgress())
    state.average = {name: tensor.detach().clone() for name, tensor in network.parameters.items()}
    dtype = dtype_of(_precision(run, network, device, ranks, console))
    state.optimizers = make_optimizers(network.parameters, settings.optimizer, dtype)
    same = identity(settings, network.shape, corpus.key)
    if run.resume and run.checkpoint.is_file():
        restore(run.checkpoint, state, same)
        console.print(f"Continuing from step {state.progress.step:,}.", highlight=False)
    first = sets[0] if sets else None
    lineage = make_card(settings, corpus.counts(), 0, 0).lineage()
    materials = Materials(corpus, load_vocabulary(run.vocabulary), first, run.checkpoint, same, lineage, ranks, dtype)
    finished = _train(run, materials, state, console)
    progress = state.progress
    ranks.wait()
    if ranks.leading:
        plot(run.work / "log.csv", run.work / "training.png")
    if not finished or not ranks.leading:
        return TrainingOutcome(run.work, finished, progress.step, progress.tokens)
    if progress.step < (warmup := settings.schedule.warmup):
        console.print(
            f"The run ended in its warm-up (step {progress.step} of {warmup}), before it could learn much: train longer, or "
            "lower schedule.warmup.",
            highlight=False,
        )
    console.print("Exporting and scoring.")
    card = make_card(settings, corpus.counts(), progress.tokens, progress.step)
    exported, card = export_scored(run.checkpoint, run.vocabulary, run.work / "model", card, sets)
    return TrainingOutcome(run.work, finished, progress.step, progress.tokens, exported, card)


def _precision(run: Run, network: TranslationNetwork, device: str, ranks: Ranks, console: Console) -> str:
    """The precision that the settings name, the one that the run began with, or the faster one here, in all processes."""
    if run.settings.precision != AUTO:
        return run.settings.precision
    chosen = saved_precision(run.checkpoint) if run.resume else None
    if chosen is None and ranks.leading:
        chosen, told = faster(network, device)
        console.print(told, highlight=False)
    return ranks.agreed(chosen or AUTO)


def make_card(settings: TrainingSettings, counts: dict[PairGroup, int], tokens: int, steps: int) -> Card:
    """The model card of a run, not yet scored: every origin that a pair was drawn from, and its licence."""
    drawn: set[PairGroup] = set()
    for stage in range(len(settings.schedule.stages)):
        drawn.update(group for group, weight in group_weights(settings, counts, stage).items() if weight)
    pairs: Counter[str] = Counter()
    for group in drawn:
        pairs[group.origin] += counts[group]
    origins = tuple(
        DataOrigin(name, count, (described(name, settings) or OriginSettings()).licence)
        for name, count in pairs.most_common()
    )
    return Card(
        settings.source,
        settings.target,
        tokens,
        steps,
        max_input_tokens=settings.max_length + 1,
        origins=origins,
        licence=settings.release.licence,
        notices=settings.release.notices,
        ancestor=None if settings.init_from is None else Ancestor.read(located(settings.init_from)),
    )


def export_scored(
    checkpoint: Path, vocabulary: Path, out: Path, card: Card, sets: list[DevPairs]
) -> tuple[Exported, Card]:
    """Export a checkpoint's averaged weights, translate the dev sets with them; write scores and calibration next to them."""
    exported = export_checkpoint(checkpoint, vocabulary, out, card)
    scores = score_model(Translator(exported.ct2), sets)
    return exported, rewrite_card(exported, card, scores, calibrate(ModelFolder.open(exported.ct2), sets))


def _prepare(run: Run, console: Console) -> None:
    settings = run.settings
    keep = run.resume and run.checkpoint.is_file() and run.vocabulary.is_file()
    if not keep:
        console.print("Reading the data; a later start skips this.")
        shutil.copyfile(vocabulary_path(settings, run.work), run.vocabulary)
    corpus = open_corpus(settings, run.vocabulary, run.work)
    refuse_unlisted(settings, corpus.groups)
    tokens = int(corpus.target_ends[-1]) + len(corpus.group)
    console.print(f"{len(corpus.group):,} pairs, {tokens / 1e6:.1f}M target tokens.", highlight=False)


def _train(run: Run, materials: Materials, state: State, console: Console) -> bool:
    log, step = (run.work / "log.csv", state.progress.step) if materials.ranks.leading else (Path(os.devnull), 0)
    with asked_to_stop() as stop, TrainingLog(log, console, step) as report:
        trainer = Trainer(run.settings, materials, state, report)
        return trainer.done() >= 1 or trainer.run(stop)


def _device(wanted: str, threads: int) -> str:
    import torch

    if threads:
        torch.set_num_threads(threads)
    if wanted == "auto":
        wanted = "cuda" if torch.cuda.is_available() else "cpu"
    if wanted == "cuda":
        if not torch.cuda.is_available():
            raise UsageError("torch finds no CUDA device here; --device cpu trains on the processor.")
        set_up_cuda()
    return wanted
