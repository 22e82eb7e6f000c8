"""One network that serves several pairs: its weights lie in the folder of one of them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from briefsmith.engines.base import GenerationParams
from briefsmith.engines.ctranslate2 import embedded_engine
from briefsmith.engines.folder import DESCRIPTION, ModelFolder, embedded_models
from briefsmith.errors import ModelUnavailableError


def test_every_embedded_pair_writes_its_language() -> None:
    sources = {"en": "The bridge is closed.", "de": "Die Brücke ist gesperrt.", "fr": "Le pont est fermé."}
    found = {}
    for model in embedded_models():
        ((best, *_),) = embedded_engine(model).generate([sources[model.source]], GenerationParams())
        found[model.pair] = best.text
    assert set(found) == {("en", "de"), ("en", "fr"), ("en", "es"), ("de", "en"), ("fr", "en")}
    starts = {"de": ("Die ", "Der "), "fr": ("Le ",), "es": ("El ",), "en": ("The ",)}
    assert all(text.startswith(starts[pair[1]]) for pair, text in found.items()), found


def test_weights_that_are_gone_are_told(tmp_path: Path) -> None:
    sharing = next(model for model in embedded_models() if model.shared)
    whole = sharing.path.parent / sharing.shared
    for folder in (sharing.path, whole):
        shutil.copytree(folder, tmp_path / folder.name)
    copy = ModelFolder.open(tmp_path / sharing.path.name)
    assert copy.file("model.bin") == tmp_path / whole.name / "model.bin"
    assert copy.file("source_vocabulary.json") == copy.path / "source_vocabulary.json"
    assert set(json.loads((copy.path / DESCRIPTION).read_text("utf-8"))) >= {"shared", "scores", "revision"}
    (tmp_path / whole.name / "model.bin").unlink()
    with pytest.raises(ModelUnavailableError, match=r"model\.bin"):
        embedded_engine(copy).load()
