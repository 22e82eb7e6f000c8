"""What CTranslate2 runs: folders that `briefsmith train` exported, and Hugging Face checkpoints, converted once."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from briefsmith.engines.base import EngineInfo, EngineSpec, GenerationParams
from briefsmith.engines.cache import cache_folder, checkpoint_hash
from briefsmith.engines.checkpoint import Checkpoint
from briefsmith.engines.ctranslate2 import CTranslate2Engine, Prefix, Runtime, embedded_engine
from briefsmith.engines.decoding import Decoding
from briefsmith.engines.folder import DESCRIPTION, ModelFolder
from briefsmith.engines.options import EngineOptions
from briefsmith.engines.quiet import quiet_transformers
from briefsmith.engines.tokens import CheckpointTokenizer
from briefsmith.errors import EngineError, ModelUnavailableError

# Every CTranslate2 model has this file.
WEIGHTS = "model.bin"
_STEPS = 3


def converted_engine(checkpoint: Checkpoint, options: EngineOptions) -> CTranslate2Engine:
    """CTranslate2 for a checkpoint, converted at the first use. Raises EngineError if it cannot be converted."""
    if not checkpoint.convertible:
        raise EngineError(
            f"{checkpoint.name}: CTranslate2 does not run {checkpoint.model_type} models; use engine transformers"
        )
    runtime = Runtime.of(options)
    return CTranslate2Engine(
        weights=lambda: converted(checkpoint, runtime.quantization),
        codec=CheckpointCodec(checkpoint),
        info=EngineInfo("ctranslate2", checkpoint.name, checkpoint.revision),
        max_input_tokens=checkpoint.max_input_tokens,
        runtime=runtime,
    )


def opens(path: Path) -> bool:
    """Whether these are exported weights, or a checkpoint that can be converted."""
    if (path / DESCRIPTION).is_file():
        try:
            return ModelFolder.open(path).file(WEIGHTS).is_file()
        except ModelUnavailableError:  # to be told when it is opened
            return (path / WEIGHTS).is_file()
    checkpoint = Checkpoint.found(path)
    return checkpoint is not None and checkpoint.convertible


def open_folder(path: Path, name: str, revision: str, options: EngineOptions) -> CTranslate2Engine:
    """The engine for either kind of folder; an exported folder's description gives its name and revision."""
    if (path / DESCRIPTION).is_file():
        return embedded_engine(ModelFolder.open(path), options.threads)
    return converted_engine(Checkpoint.open(path, name=name, revision=revision), options)


CTRANSLATE2 = EngineSpec("ctranslate2", opens, open_folder)


class CheckpointCodec:
    """The tokenizer of a checkpoint, for a converted model whose tokens are ids written as digits."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self.checkpoint = checkpoint
        self._tokenizer = CheckpointTokenizer(checkpoint)

    def load(self) -> None:
        _ = self._tokenizer.hf

    @cached_property
    def _names(self) -> list[str]:
        return [str(i) for i in range(self.checkpoint.config["vocab_size"])]

    def encode(self, texts: Sequence[str], params: GenerationParams) -> list[list[str]]:
        names = self._names
        return [[names[i] for i in ids] for ids in self._tokenizer.encode(texts, params)]

    def decode(self, tokens: Sequence[str]) -> str:
        return self._tokenizer.decode([int(token) for token in tokens])

    def outputs(self, texts: Sequence[str]) -> list[list[str]]:
        names = self._names
        return [[names[i] for i in ids] for ids in self._tokenizer.outputs(texts)]

    def prefix(self, params: GenerationParams) -> Prefix:
        start = self._tokenizer.start(params)
        # mBART's converted model has no start token of its own: with 25 languages it is the target's code.
        first = (start.token,) if self.checkpoint.model_type == "mbart" else ()
        return Prefix([self._names[i] for i in (*first, *start.forced)], len(start.forced))

    def decoding(self, params: GenerationParams) -> Decoding:
        decoding = Decoding.of(params, self.checkpoint)
        if self.checkpoint.model_type != "marian":
            return decoding
        # Its list names <pad>, the last row, which the converted model no longer has.
        pad = self.checkpoint.config["vocab_size"] - 1
        return replace(decoding, bad_words=tuple(word for word in decoding.bad_words if pad not in word))

    def count(self, texts: Sequence[str]) -> list[int]:
        return self._tokenizer.count(texts)


def converted(checkpoint: Checkpoint, quantization: str) -> Path:
    """The folder of the converted model, created if missing. Several processes may ask at the same time.

    Raises ModelUnavailableError if the checkpoint is broken or the cache cannot be written.
    """
    import ctranslate2
    from filelock import FileLock

    try:
        name = f"{checkpoint_hash(checkpoint.path)}-{quantization}-{ctranslate2.__version__}"
        folder = cache_folder() / "converted" / name
        if not folder.is_dir():
            folder.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{folder}.lock"):
                if not folder.is_dir():
                    _convert(checkpoint, quantization, folder)
    except ModelUnavailableError:
        raise
    except OSError as error:
        raise ModelUnavailableError(f"{checkpoint.name}: cannot be converted for CTranslate2: {error}") from error
    return folder


def _convert(checkpoint: Checkpoint, quantization: str, folder: Path) -> None:
    """Convert into a temporary folder and rename it: a folder with the final name is complete."""
    quiet_transformers()
    from briefsmith.engines.converter import IdConverter

    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch, _progress(checkpoint.name) as step:
        try:
            IdConverter(str(checkpoint.path), step).convert(f"{scratch}/model", quantization=quantization)
        except Exception as error:  # torch, safetensors and the converter each have their own errors
            raise ModelUnavailableError(f"{checkpoint.name}: cannot be converted for CTranslate2: {error}") from error
        step("done")
        (Path(scratch) / "model").rename(folder)


@contextmanager
def _progress(name: str) -> Iterator[Callable[[str], None]]:
    """A progress bar on stderr if that is a terminal; yields the function that advances it."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(file=sys.stderr, no_color="NO_COLOR" in os.environ or None)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(f"converting {name} (once)", total=_STEPS)

        def step(doing: str) -> None:
            progress.update(task, advance=1, description=f"converting {name} (once): {doing}")

        yield step
