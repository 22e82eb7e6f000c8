"""A toy language, small enough to be learnt in seconds: every word has one translation, the order is reversed."""

from __future__ import annotations

import io
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from rich.console import Console

from briefsmith.training.recipe import Run, TrainingOutcome, train_translator
from briefsmith.training.settings import load_training_settings

SOURCE = ["ba", "du", "ki", "lo", "me", "nu", "pa", "ri", "so", "te"]
TARGET = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
WORDS = dict(zip(SOURCE, TARGET, strict=True))


def translate(source: str) -> str:
    return " ".join(WORDS[word] for word in reversed(source.split()))


def sentences(count: int, seed: int) -> list[str]:
    random = Random(seed)
    return [" ".join(random.choices(list(WORDS), k=random.randint(2, 5))) for _ in range(count)]


@pytest.fixture(scope="session")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `train.tsv`, `dev.src`, `dev.tgt` and the settings `toy.yaml`."""
    folder = tmp_path_factory.mktemp("toy")
    dev = sentences(20, seed=2)
    lines = [f"{s}\t{translate(s)}" for s in sentences(4000, seed=1) if s not in dev]
    (folder / "train.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "dev.src").write_text("\n".join(dev) + "\n", "utf-8")
    (folder / "dev.tgt").write_text("\n".join(map(translate, dev)) + "\n", "utf-8")
    settings: dict[str, Any] = {
        "source": "en",
        "target": "de",
        "data_dir": str(folder),
        "data": [{"path": "train.tsv", "origin": "toy"}],
        "origins": {"toy": {"licence": "CC0-1.0"}},
        "min_length": 1,
        "vocabulary": {"size": 300, "coverage": 1.0},
        "model": {"width": 64, "feed_forward": 128, "encoder_layers": 1, "decoder_layers": 1},
        "optimizer": {"learning_rate": 0.005},
        "schedule": {
            "max_tokens": 160_000,
            "warmup": 20,
            "stages": [
                {"until": 0.8, "batch_tokens": 400, "sampled_vocabulary": 280},
                {"until": 1.0, "batch_tokens": 800},
            ],
        },
        "dev": [{"name": "toy-dev", "source": "dev.src", "target": "dev.tgt"}],
        "scoring": {"every_tokens": 50_000, "translated": 20},
        "release": {"licence": "CC-BY-SA-4.0", "notices": ["The toy language is nobody's."]},
        "precision": "fp32",
        "threads": 1,
    }
    (folder / "toy.yaml").write_text(yaml.safe_dump(settings), "utf-8")
    return folder


@pytest.fixture(scope="session")
def trained(toy: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, TrainingOutcome]:
    """The toy recipe, run to its end."""
    run = Run(load_training_settings(str(toy / "toy.yaml")), tmp_path_factory.mktemp("work"), "cpu")
    return run, train_translator(run, quiet())


@pytest.fixture(scope="session")
def spm(trained: tuple[Run, TrainingOutcome]) -> Path:
    """The toy language's vocabulary."""
    return trained[0].vocabulary


def quiet() -> Console:
    return Console(file=io.StringIO())


@pytest.fixture(scope="session")
def toy_xx(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The recipe of two toy languages next to a common one, with its data."""
    from .toy_bundle import write_data

    return write_data(tmp_path_factory.mktemp("toy-xx"))


@pytest.fixture(scope="session")
def bundle(toy_xx: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its bundle."""
    from .toy_bundle import make_bundle

    return make_bundle(toy_xx, tmp_path_factory.mktemp("bundle") / "gpu")


@pytest.fixture(scope="session")
def result(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a whole run leaves."""
    from .toy_bundle import STEPS, finish, run_sh

    out = tmp_path_factory.mktemp("result") / "out"
    output, errors = finish(run_sh(bundle, "--steps", str(STEPS), "--out", str(out), "--log-seconds", "1"))
    assert "target tokens/s" in output, errors
    return out


@pytest.fixture(scope="session")
def models(result: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is brought home of it."""
    from briefsmith.training.bundle.home import bring_home

    to = tmp_path_factory.mktemp("home") / "models"
    bring_home(result, to, quiet())
    return to
