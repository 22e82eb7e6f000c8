"""The learned ranker: how much of an editor's summary each sentence would supply.

A small ensemble of neural networks with one hidden layer, trained by `briefsmith.training.ranker`; its weights ship as
JSON next to this module. Inference is four matrix products.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from briefsmith.errors import EngineError, ModelUnavailableError
from briefsmith.languages.knowledge import knowledge
from briefsmith.summarize.features import Analysis, features
from briefsmith.summarize.sparse import Floats

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Perceptron:
    """One network: `tanh(x @ hidden + hidden_bias) @ output + output_bias`; hidden (features, units), output (units,)."""

    hidden: Floats
    hidden_bias: Floats
    output: Floats
    output_bias: float


@dataclass(frozen=True, slots=True)
class Ranker:
    """Networks over features standardised with `mean` and `scale` (features,); `names` fixes their order."""

    names: tuple[str, ...]
    mean: Floats
    scale: Floats
    networks: tuple[Perceptron, ...]
    revision: str = "untrained"

    def gains(self, analysis: Analysis) -> Floats:
        """The expected share of a reference summary that each sentence supplies; shape (sentences,).

        Unigrams count once, bigrams twice, over the reference's words. Raises EngineError if the weights belong to
        another set of features.
        """
        names, values = features(analysis)
        if names != self.names:
            raise EngineError("The summarizer's weights were trained on other features; run `briefsmith train ranker`.")
        standard = (values - self.mean) / self.scale
        gains = [np.tanh(standard @ n.hidden + n.hidden_bias) @ n.output + n.output_bias for n in self.networks]
        return np.asarray(np.mean(gains, axis=0))

    def to_json(self) -> dict[str, Any]:
        """The weights as JSON data, rounded to five significant digits."""
        return {
            "format": FORMAT,
            "revision": self.revision,
            "names": list(self.names),
            "mean": _rounded(self.mean),
            "scale": _rounded(self.scale),
            "networks": [
                {
                    "hidden": [_rounded(row) for row in network.hidden],
                    "hidden_bias": _rounded(network.hidden_bias),
                    "output": _rounded(network.output),
                    "output_bias": _rounded([network.output_bias])[0],
                }
                for network in self.networks
            ],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Ranker:
        """The inverse of `to_json`. Raises EngineError for another format."""
        if data.get("format") != FORMAT:
            raise EngineError(
                f"The summarizer's weights have format {data.get('format')!r}; this version reads {FORMAT}."
            )
        networks = tuple(
            Perceptron(
                np.array(item["hidden"], dtype=np.float64),
                np.array(item["hidden_bias"], dtype=np.float64),
                np.array(item["output"], dtype=np.float64),
                float(item["output_bias"]),
            )
            for item in data["networks"]
        )
        mean, scale = np.array(data["mean"], dtype=np.float64), np.array(data["scale"], dtype=np.float64)
        return cls(tuple(data["names"]), mean, scale, networks, str(data["revision"]))


def open_ranker(path: Path) -> Ranker:
    """A ranker that `briefsmith train ranker` wrote. Raises ModelUnavailableError."""
    try:
        return Ranker.from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelUnavailableError(f"{path}: not weights from 'briefsmith train ranker': {error!r}") from None


def packaged(language: str) -> Ranker:
    """The ranker that ships with the package for texts of `language`."""
    return _load(knowledge(language).phrases.ranker)


@cache
def _load(name: str) -> Ranker:
    text = files("briefsmith.summarize").joinpath(name).read_text(encoding="utf-8")
    return Ranker.from_json(json.loads(text))


def _rounded(values: Sequence[float] | Floats) -> list[float]:
    return [float(f"{value:.5g}") for value in values]
