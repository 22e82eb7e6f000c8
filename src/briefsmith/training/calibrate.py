"""How far a model's own probabilities say that a translation is wrong, learned from development sets alone.

Nobody's verdicts are needed: a translation counts as wrong when more than `MOST_MISSING` of its reference's longer words
are not in it. Of twenty such labels this one gave the curve that fitted a reader's verdicts best (docs/measured/doubt.md). A
good translation in other words counts as wrong too, so that the doubt about good models is too high rather than too low.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from briefsmith.engines.base import GenerationParams
from briefsmith.engines.folder import DESCRIPTION, ModelFolder
from briefsmith.engines.options import EngineOptions
from briefsmith.files import OUT_HINT, write_atomically
from briefsmith.text.tokens import LETTERS
from briefsmith.training.decode import DevPairs
from briefsmith.translate.candidates import FolderCandidate
from briefsmith.translate.checked import CheckedTranslator, Translation
from briefsmith.translate.doubt import NAMES, Calibration
from briefsmith.translate.registry import Translators

# Lines of each development set: the rest is left for whoever wants to test the curve.
LINES = 700
# Below this many sentences a curve is not fitted.
FEWEST = 200
MOST_MISSING = 5
# Words are compared by their beginnings, since endings differ; shorter ones occur in any text.
_STEM, _SHORTEST = 5, 4
_PRIOR = 0.01
_STEPS = 50


def missing(reference: str, text: str) -> int:
    """How many of the reference's longer words do not occur in a text."""
    wanted = [word for word in LETTERS.findall(reference.lower()) if len(word) >= _SHORTEST]
    lowered = text.lower()
    return sum(word[:_STEM] not in lowered for word in wanted)


def calibrate(folder: ModelFolder, sets: Sequence[DevPairs], lines: int = LINES) -> dict[str, Any]:
    """The `calibration` for the folder's `briefsmith.json`; empty if the sets are too small, or nothing tells them apart."""
    sources = [text for dev in sets for text in dev.sources[:lines]]
    references = [text for dev in sets for text in dev.targets[:lines]]
    params = GenerationParams(beam_size=4, num_hypotheses=4)
    translator = Translators([FolderCandidate(folder)], params, EngineOptions(), "").get(*folder.pair)
    return fitted(CheckedTranslator(translator, folder.pair).checked(sources), references)


def fitted(translations: Sequence[Translation], references: Sequence[str]) -> dict[str, Any]:
    """The same from translations with their signals."""
    rows, labels = [], []
    for translation, reference in zip(translations, references, strict=True):
        if translation.signals.surprise is not None:
            rows.append([translation.signals.surprise, translation.signals.gap or 0.0])
            labels.append(missing(reference, translation.text) > MOST_MISSING)
    wrong = np.array(labels, float)
    if len(rows) < FEWEST or not 0 < wrong.sum() < len(wrong):
        return {}
    values = np.array(rows)
    typical = values.mean(0)
    bias, *weights = _logistic(values - typical, wrong)
    # A signal that speaks for a translation the more suspicious it is has learned noise.
    curve = Calibration(round(bias, 3), tuple(max(round(w, 3), 0.0) for w in weights), tuple(typical.round(3).tolist()))
    label = f"more than {MOST_MISSING} of the reference's longer words missing"
    return {**curve.to_json(), "sentences": len(rows), "share_wrong": round(float(wrong.mean()), 3), "wrong": label}


def _logistic(values: np.ndarray, wrong: np.ndarray) -> list[float]:
    """Bias and weights of a logistic regression, by Newton's method with a small normal prior on the weights."""
    columns = np.hstack([np.ones((len(values), 1)), values])
    prior = _PRIOR * np.diag([0.0, *np.ones(len(NAMES))])
    weights = np.zeros(columns.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-columns @ weights))
        slope = columns.T @ (chance - wrong) + prior @ weights
        curvature = (columns * (chance * (1 - chance))[:, None]).T @ columns + prior
        step = np.linalg.solve(curvature + 1e-9 * np.eye(len(weights)), slope)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    found: list[float] = weights.tolist()
    return found


def write_calibration(folder: Path, calibration: dict[str, Any]) -> None:
    """Put it into the folder's `briefsmith.json`. Raises OutputError."""
    path = folder / DESCRIPTION
    facts = json.loads(path.read_text("utf-8")) | {"calibration": calibration}
    write_atomically(path, json.dumps(facts, ensure_ascii=False, indent=1) + "\n", OUT_HINT)
