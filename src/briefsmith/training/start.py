"""Where a run starts: its vocabulary and its first weights, fresh or from an earlier model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefsmith.engines.folder import embedded_models
from briefsmith.errors import UsageError
from briefsmith.fingerprint import fingerprint
from briefsmith.training.corpus import data_fingerprint
from briefsmith.training.export import load_checkpoint, load_exported
from briefsmith.training.files import census
from briefsmith.training.learn import train_vocabulary
from briefsmith.training.network import UNK, NetworkShape, Parameters, TranslationNetwork, initial_parameters
from briefsmith.training.packaged import WEIGHTS, load_packaged
from briefsmith.training.settings import TrainingSettings
from briefsmith.training.vocabulary import load_vocabulary

if TYPE_CHECKING:
    import torch

VOCABULARY_BESIDE = ("spm.model", "source.spm")


def vocabulary_path(settings: TrainingSettings, work: Path) -> Path:
    """The vocabulary that the settings ask for; learns it if they name none and `work` has none."""
    if settings.vocabulary.path is not None:
        return settings.vocabulary.path
    if settings.init_from is not None and not settings.vocabulary.learn:
        return _vocabulary_of(located(settings.init_from))
    rules = settings.model_dump(mode="json", include={"vocabulary", "origins", "seed", "data", "synthetic"})
    path = work / f"vocabulary-{fingerprint([data_fingerprint(settings), rules])}.model"
    if not path.is_file():
        train_vocabulary(settings, census(settings), path)
    return path


def initial_network(settings: TrainingSettings, vocabulary: Path, device: str) -> TranslationNetwork:
    """The network to start from. Raises UsageError if `init_from` and `model` differ in size.

    A `model` that names no sizes takes those of what it starts from. Where the vocabulary of that is not `vocabulary`, pieces
    that both have keep their vectors: a pair with the same source language starts well ahead, for its encoder already knows
    the language.
    """
    size = load_vocabulary(vocabulary).get_piece_size()
    model = settings.model
    shape = NetworkShape(model.width, model.feed_forward, model.encoder_layers, model.decoder_layers, size)
    if settings.init_from is None:
        parameters = initial_parameters(shape, settings.seed)
    else:
        start = located(settings.init_from)
        found = _load(start)
        theirs = _vocabulary_of(start)
        if theirs.read_bytes() != vocabulary.read_bytes():
            found = transfer(found, load_vocabulary(theirs), load_vocabulary(vocabulary))
        if not model.model_fields_set - {"dropout"}:
            shape = found.shape
        if found.shape != shape:
            raise UsageError(
                f"{settings.init_from} has the sizes {found.shape.config()}, but `model` and the vocabulary ask for "
                f"{shape.config()}."
            )
        parameters = found.parameters
    return TranslationNetwork(shape, _trainable(parameters, device), model.dropout)


def transfer(network: TranslationNetwork, theirs: Any, ours: Any) -> TranslationNetwork:
    """The network with the rows of its vocabulary `theirs` moved to `ours` (SentencePiece processors).

    A piece that only ours has starts with the mean of the pieces that theirs splits it into.
    """
    import torch

    known = {theirs.id_to_piece(i): i for i in range(theirs.get_piece_size())}
    pieces = [ours.id_to_piece(i) for i in range(ours.get_piece_size())]
    rows = [[known[p]] if p in known else theirs.encode(p.replace("▁", " ").strip()) or [UNK] for p in pieces]
    parameters = dict(network.parameters)
    for name in ("e.weight", "b"):
        parameters[name] = torch.stack([parameters[name][row].mean(0) for row in rows])
    return TranslationNetwork(replace(network.shape, vocab=len(pieces)), parameters)


def _trainable(parameters: Parameters, device: str) -> Parameters:
    def leaf(tensor: torch.Tensor) -> torch.Tensor:
        return tensor.detach().to(device).requires_grad_()

    return {name: leaf(tensor) for name, tensor in parameters.items()}


def located(source: Path) -> Path:
    """The path itself, or the folder with the weights of the embedded model of this name."""
    if source.exists():
        return source
    return next((model.file(WEIGHTS).parent for model in embedded_models() if model.name == str(source)), source)


def _load(source: Path) -> TranslationNetwork:
    if (source / WEIGHTS).is_file():
        return load_packaged(source)
    return load_exported(source) if source.is_dir() else load_checkpoint(source)[0]


def _vocabulary_of(source: Path) -> Path:
    """The vocabulary next to a checkpoint, or in an exported folder."""
    folders = [source, source / "hf"] if source.is_dir() else [source.parent]
    for folder in folders:
        for name in VOCABULARY_BESIDE:
            if (folder / name).is_file():
                return folder / name
    raise UsageError(f"There is no vocabulary next to {source}; set vocabulary.path.")
