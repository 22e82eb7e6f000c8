"""Training of the sentence ranker: labels from reference summaries, features of the summarizer, scikit-learn's MLP.

The label of a sentence is how much of the reference it supplies: matched stems, and matched pairs of stems counted
twice, over the reference's stems, each match clipped as in ROUGE.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from briefsmith.errors import UsageError
from briefsmith.model import CleanDocument
from briefsmith.summarize.features import Analysis, analyse, features
from briefsmith.summarize.ranker import Perceptron, Ranker
from briefsmith.summarize.sparse import Floats
from briefsmith.text.tokens import stems
from briefsmith.training.report import require_extra

BIGRAM_WEIGHT = 2.0


@dataclass(frozen=True, slots=True)
class RankerRecipe:
    """What determines the trained weights: the same recipe on the same examples gives the same ranker."""

    networks: int = 4
    units: int = 16
    epochs: int = 60
    weight_decay: float = 0.3
    learning_rate: float = 0.002
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Example:
    """One document with its reference summary."""

    analysis: Analysis
    reference: str


def examples(documents: Iterable[tuple[CleanDocument, str]]) -> list[Example]:
    """Analyse documents given with their references; documents without sentences are left out."""
    return [Example(analyse(clean), reference) for clean, reference in documents if clean.sentences]


def labels(example: Example) -> Floats:
    """The share of the reference that each sentence supplies; shape (sentences,)."""
    reference = stems(example.reference, example.analysis.language)
    singles, pairs = Counter(reference), Counter(pairwise(reference))
    size = max(len(reference), 1)
    found = []
    for words in example.analysis.stems:
        one = (Counter(words) & singles).total()
        two = (Counter(pairwise(words)) & pairs).total()
        found.append((one + BIGRAM_WEIGHT * two) / size)
    return np.array(found, dtype=np.float64)


def fit(data: Sequence[Example], recipe: RankerRecipe | None = None) -> Ranker:
    """Train a ranker. Raises UsageError without examples or without scikit-learn."""
    recipe = recipe or RankerRecipe()
    if not data:
        raise UsageError("There are no examples to train on: the files hold no document with text and summary.")
    require_extra("sklearn")
    from sklearn.neural_network import MLPRegressor

    names = features(data[0].analysis)[0]
    values = np.concatenate([features(example.analysis)[1] for example in data])
    targets = np.concatenate([labels(example) for example in data])
    mean, scale = values.mean(axis=0), values.std(axis=0)
    scale[scale < 1e-9] = 1.0
    standard = (values - mean) / scale
    networks = []
    for number in range(recipe.networks):
        model = MLPRegressor(
            hidden_layer_sizes=(recipe.units,),
            activation="tanh",
            alpha=recipe.weight_decay,
            max_iter=recipe.epochs,
            tol=0.0,
            n_iter_no_change=recipe.epochs,
            learning_rate_init=recipe.learning_rate,
            random_state=recipe.seed + number,
        )
        _quietly(model, standard, targets)
        (hidden, output), (hidden_bias, output_bias) = model.coefs_, model.intercepts_
        networks.append(Perceptron(hidden, hidden_bias, output[:, 0], float(output_bias[0])))
    ranker = Ranker(names, mean, scale, tuple(networks))
    digest = hashlib.sha256(json.dumps(ranker.to_json(), sort_keys=True).encode()).hexdigest()
    return replace(ranker, revision=digest[:12])


def folds(count: int, parts: int, seed: int = 0) -> list[list[int]]:
    """The documents 0 to count-1 dealt into `parts` random test sets of nearly equal size."""
    order = list(range(count))
    random.Random(seed).shuffle(order)  # noqa: S311 - a fixed split, no secret
    return [sorted(order[part::parts]) for part in range(parts)]


def cross_validate(
    data: Sequence[Example], parts: int = 5, extra: Sequence[Example] = (), recipe: RankerRecipe | None = None
) -> Iterator[tuple[Ranker, list[int]]]:
    """For each fold a ranker trained on all other folds and on `extra`, and the documents it has not seen."""
    for held_out in folds(len(data), parts):
        unseen = set(held_out)
        train = [example for index, example in enumerate(data) if index not in unseen]
        yield fit([*train, *extra], recipe), held_out


def save(ranker: Ranker, path: Path) -> None:
    """Write the weights as one JSON document, through a temporary name."""
    temporary = path.with_name(path.name + ".tmp")
    temporary.write_text(json.dumps(ranker.to_json(), separators=(",", ":")) + "\n", encoding="utf-8")
    temporary.replace(path)


def _quietly(model: object, values: Floats, targets: Floats) -> None:
    """Fit without the warning that the epochs ended before the loss settled: this is intended."""
    import warnings

    from sklearn.exceptions import ConvergenceWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(values, targets)  # type: ignore[attr-defined]
