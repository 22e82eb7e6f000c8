"""A folder with a model as Mozilla names its files: `model.ende.intgemm.alphas.bin`, `vocab.ende.spm`, a shortlist."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from briefsmith.engines.cache import checkpoint_hash
from briefsmith.engines.codes import known_language
from briefsmith.engines.folder import DESCRIPTION, ModelFolder
from briefsmith.errors import ModelUnavailableError

# Firefox cuts longer texts into pieces of 128 tokens. Positions are sinusoids, which have no limit of their own.
MAX_INPUT_TOKENS = 127
_NAMED = {
    "model": re.compile(r"model\.(\w+)\.[\w.]*bin"),
    "vocab": re.compile(r"vocab\.(\w+)\.spm"),
    "source": re.compile(r"srcvocab\.(\w+)\.spm"),
    "target": re.compile(r"trgvocab\.(\w+)\.spm"),
    "shortlist": re.compile(r"lex\.[\w.]*?\.(\w+)\.s2t\.bin"),
}


@dataclass(frozen=True, slots=True)
class StudentFiles:
    """The files of one model; `pair` is how their names write it: `ende`."""

    model: Path
    source: Path
    target: Path
    shortlist: Path | None
    pair: str


def opens(path: Path) -> bool:
    """Whether a folder has a model and a vocabulary with Mozilla's names."""
    found = _by_kind(path)
    return bool(found["model"] and (found["vocab"] or (found["source"] and found["target"])))


def student_files(path: Path) -> StudentFiles:
    """The files of the one model in a folder. Raises ModelUnavailableError if there is none, or more than one."""
    found = _by_kind(path)
    models = found["model"]
    if len(models) != 1:
        what = (
            "no model.*.bin"
            if not models
            else f"more than one model: {', '.join(sorted(p.name for p in models.values()))}"
        )
        raise ModelUnavailableError(f"{path}: {what}; a folder has the files of one Firefox model")
    ((pair, model),) = models.items()
    source, target = (found["vocab"].get(pair) or found[side].get(pair) for side in ("source", "target"))
    if source is None or target is None:
        raise ModelUnavailableError(
            f"{path}: the vocabulary of {model.name} is missing: vocab.{pair}.spm, or srcvocab and trgvocab"
        )
    return StudentFiles(model, source, target, found["shortlist"].get(pair), pair)


def student_folder(path: Path) -> ModelFolder:
    """What a folder says of its model: its `briefsmith.json`, otherwise the names of its files.

    Raises ModelUnavailableError if the names do not say which languages it translates.
    """
    if (path / DESCRIPTION).is_file():
        return ModelFolder.open(path)
    files = student_files(path)
    source, target = languages_of(files.pair, files.model.name)
    return ModelFolder(
        path=path,
        name=path.resolve().name,
        source=source,
        target=target,
        revision=checkpoint_hash(path),
        max_input_tokens=MAX_INPUT_TOKENS,
        scores={},
        license="",
    )


def languages_of(pair: str, name: str) -> tuple[str, str]:
    """The languages in `ende`, `en_de` or `endeu`. Raises ModelUnavailableError unless there is one way to read it."""
    splits = [(pair[:i], pair[i:].removeprefix("_")) for i in range(2, len(pair) - 1)]
    read = {(known_language(a), known_language(b)) for a, b in splits}
    known = [(a, b) for a, b in read if a is not None and b is not None and a != b]
    if len(known) != 1:
        raise ModelUnavailableError(
            f"{name}: {pair!r} does not say from which language into which; say it in a {DESCRIPTION} beside it"
        )
    return known[0]


def _by_kind(path: Path) -> dict[str, dict[str, Path]]:
    """The files of a folder by what they are and by pair."""
    found: dict[str, dict[str, Path]] = {kind: {} for kind in _NAMED}
    if path.is_dir():
        for file in sorted(path.iterdir()):
            for kind, pattern in _NAMED.items():
                if match := pattern.fullmatch(file.name):
                    found[kind].setdefault(match[1], file)
    return found
