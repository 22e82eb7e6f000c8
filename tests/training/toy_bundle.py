"""Two toy languages next to a common one, and the bundle that learns them in seconds."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console

from briefsmith.training.bundle.build import Order, build_bundle
from briefsmith.training.bundle.settings import load_bundle_settings

from .conftest import SOURCE, TARGET, sentences, translate

STEPS = 900
SPANISH = dict(
    zip(SOURCE, ["uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"], strict=True)
)
CLOSER = dict(zip(TARGET, SOURCE, strict=True))


def into(language: str, text: str) -> str:
    """German reverses the order, Spanish keeps it."""
    return translate(text) if language == "de" else " ".join(SPANISH[word] for word in text.split())


def write_data(folder: Path) -> Path:
    """Pairs, text, dev sets and a recipe; returns the recipe."""
    folder.mkdir(parents=True, exist_ok=True)
    dev = sentences(20, seed=2)
    pairs = []
    for language in ("de", "es"):
        rows = [f"toy\t{s}\t{into(language, s)}" for s in sentences(3000, seed=1) if s not in dev]
        (folder / f"{language}.tsv").write_text("\n".join(rows) + "\n", "utf-8")
        extra = [f"toy-extra\t{s}\t{into(language, s)}" for s in sentences(800, seed=3) if s not in dev]
        (folder / f"{language}.extra.tsv").write_text("\n".join(extra) + "\n", "utf-8")
        text = [into(language, s) for s in sentences(600, seed=4)]
        (folder / f"{language}.txt").write_text("\n".join(text) + "\n", "utf-8")
        (folder / f"dev.{language}").write_text("\n".join(into(language, s) for s in dev) + "\n", "utf-8")
        pairs.append(
            {
                "target": language,
                "data": [{"path": f"{language}.tsv", "worth": 2}, {"path": f"{language}.extra.tsv", "worth": 0}],
                "mono": [{"path": f"{language}.txt", "origin": f"back_{language}"}],
                "dev": [{"name": "toy-dev", "source": "dev.en", "target": f"dev.{language}"}],
            }
        )
    (folder / "dev.en").write_text("\n".join(dev) + "\n", "utf-8")
    recipe: dict[str, Any] = {
        "source": "en",
        "data_dir": str(folder),
        "pairs": pairs,
        "origins": {"toy*": {"licence": "CC0-1.0"}, "back_*": {"licence": "CC-BY-4.0"}},
        "unlisted": "error",
        "min_length": 1,
        "max_ratio": 20.0,
        "vocabulary": {"size": 310, "coverage": 1.0, "pairs": 4000},
        "model": {"width": 64, "feed_forward": 128, "encoder_layers": 1, "decoder_layers": 1},
        "optimizer": {"learning_rate": 0.005},
        "muon_share": 1.0,
        "schedule": {"max_tokens": 1, "warmup": 20, "decay": "inverse_sqrt"},
        "batch_tokens": 1200,
        "release": {"licence": "CC-BY-SA-4.0", "notices": ["The toy languages are nobody's."]},
        "threads": 1,
    }
    path = folder / "toy-xx.yaml"
    path.write_text(yaml.safe_dump(recipe), "utf-8")
    return path


def make_bundle(recipe: Path, out: Path, size: int | None = None, *assignments: str) -> Path:
    settings = load_bundle_settings(str(recipe), assignments)
    build_bundle(Order(settings, out, recipe.parent / "work", size), Console(file=io.StringIO()))
    return out


def run_sh(bundle: Path, *arguments: str) -> subprocess.Popen[str]:
    """The bundle's own command, on one thread of the processor, without our package in reach."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment |= {"PYTHON": sys.executable, "OMP_NUM_THREADS": "1"}
    command = ["sh", str(bundle / "run.sh"), "--device", "cpu", *arguments]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, env=environment, cwd=bundle.parent, **pipes)  # type: ignore[call-overload,no-any-return]


def finish(process: subprocess.Popen[str], code: int = 0) -> tuple[str, str]:
    output, errors = process.communicate(timeout=200)
    assert process.returncode == code, (output, errors)
    return output, errors
