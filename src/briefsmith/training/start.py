"""Where a run begins: its vocabulary and its first weights, fresh or from an earlier model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefsmith.errors import UsageError
from briefsmith.settings import fingerprint
from briefsmith.training.corpus import data_fingerprint
from briefsmith.training.export import load_checkpoint, load_exported
from briefsmith.training.files import census
from briefsmith.training.network import Network, Parameters, Shape, initial_parameters
from briefsmith.training.packaged import WEIGHTS, load_packaged
from briefsmith.training.settings import TrainingSettings
from briefsmith.training.vocabulary import load_vocabulary, train_vocabulary

if TYPE_CHECKING:
    import torch

VOCABULARY_BESIDE = ("spm.model", "source.spm")


def vocabulary_path(settings: TrainingSettings, work: Path) -> Path:
    """The vocabulary that the settings ask for; learns it if nothing says which and `work` lacks it."""
    if settings.vocabulary.path is not None:
        return settings.vocabulary.path
    if settings.init_from is not None:
        return _vocabulary_of(settings.init_from)
    rules = settings.model_dump(mode="json", include={"vocabulary", "origins", "seed", "data", "synthetic"})
    path = work / f"vocabulary-{fingerprint([data_fingerprint(settings), rules])}.model"
    if not path.is_file():
        train_vocabulary(settings, census(settings), path)
    return path


def initial_network(settings: TrainingSettings, vocabulary: Path, device: str) -> Network:
    """The network to begin with. Raises UsageError if `init_from` is of another size than `model`."""
    size = load_vocabulary(vocabulary).get_piece_size()
    model = settings.model
    shape = Shape(model.width, model.feed_forward, model.encoder_layers, model.decoder_layers, size)
    if settings.init_from is None:
        parameters = initial_parameters(shape, settings.seed)
    else:
        found = _load(settings.init_from)
        if found.shape != shape:
            raise UsageError(
                f"{settings.init_from} has the sizes {found.shape.config()}, but `model` and the vocabulary ask for "
                f"{shape.config()}."
            )
        parameters = found.parameters
    return Network(shape, _trainable(parameters, device), model.dropout)


def _trainable(parameters: Parameters, device: str) -> Parameters:
    def leaf(tensor: torch.Tensor) -> torch.Tensor:
        return tensor.detach().to(device).requires_grad_()

    return {name: leaf(tensor) for name, tensor in parameters.items()}


def _load(source: Path) -> Network:
    if (source / WEIGHTS).is_file():
        return load_packaged(source)
    return load_exported(source) if source.is_dir() else load_checkpoint(source)[0]


def _vocabulary_of(source: Path) -> Path:
    """The vocabulary beside a checkpoint, or in an exported folder."""
    folders = [source, source / "hf"] if source.is_dir() else [source.parent]
    for folder in folders:
        for name in VOCABULARY_BESIDE:
            if (folder / name).is_file():
                return folder / name
    raise UsageError(f"There is no vocabulary beside {source}; name it with vocabulary.path.")
