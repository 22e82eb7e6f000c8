"""What a trained model says about itself: `briefsmith.json` for programs, and the model card for people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefsmith.version import __version__

if TYPE_CHECKING:
    from briefsmith.training.network import NetworkShape


@dataclass(frozen=True, slots=True)
class DataOrigin:
    """Where a part of the training text comes from; `pairs` counts its sentence pairs, before any up-weighting."""

    name: str
    pairs: int
    licence: str = "not stated"


@dataclass(frozen=True, slots=True)
class CardScore:
    """How a model does on one development set, with the sacrebleu signatures that make the figures comparable.

    Both keep four decimals; the one that people are shown is rounded from them.
    """

    dataset: str
    sentences: int
    bleu: float
    chrf: float
    bleu_signature: str
    chrf_signature: str
    decoding: str


@dataclass(frozen=True, slots=True)
class Ancestor:
    """The model whose weights a run began with: what it had seen is in the new weights too."""

    pair: str
    revision: str
    tokens: int
    origins: tuple[DataOrigin, ...]

    @classmethod
    def read(cls, source: Path) -> Ancestor | None:
        """The model in an exported folder (or one level below it), or in a checkpoint; None if nothing there says what it is."""
        data = _checkpoint_facts(source) if source.is_file() else _folder_facts(source)
        if not data:
            return None
        before = data.get("began_with", {}).get("target_tokens_seen", 0)
        origins = tuple(DataOrigin(o["name"], o["pairs"], o["licence"]) for o in data["origins"])
        return cls(data["pair"], data["revision"], before + data["target_tokens_seen"], origins)

    def facts(self) -> dict[str, Any]:
        """What `briefsmith.json` says about it."""
        return {"pair": self.pair, "revision": self.revision, "target_tokens_seen": self.tokens}


def _folder_facts(folder: Path) -> dict[str, Any]:
    found = next((f for f in (folder, folder / "hf") if (f / "briefsmith.json").is_file()), None)
    facts: dict[str, Any] = json.loads((found / "briefsmith.json").read_text("utf-8")) if found else {}
    return facts


def _checkpoint_facts(path: Path) -> dict[str, Any]:
    """What a run wrote into its checkpoint (`Card.lineage`), with the tokens seen by then and the file's hash."""
    import torch

    content = torch.load(path, map_location="cpu", mmap=True, weights_only=True)
    if "lineage" not in content:
        return {}
    revision = sha256(path.read_bytes()).hexdigest()
    return {**content["lineage"], "revision": revision, "target_tokens_seen": content["progress"]["tokens"]}


@dataclass(frozen=True, slots=True)
class Card:
    """All that is known about a model besides its weights. `source` and `target` are language codes.

    `max_input_tokens` is the longest source in training, its end mark included; `tokens` leaves out what the ancestor saw.
    `calibration` says how far its probabilities are to be trusted (`training.calibrate`); empty before it is measured.
    `directions`, such as `en-de`, are those of a network of several; `tokens` and `origins` then cover all of them.
    """

    source: str
    target: str
    tokens: int = 0
    steps: int = 0
    max_input_tokens: int = 73
    scores: tuple[CardScore, ...] = ()
    origins: tuple[DataOrigin, ...] = ()
    licence: str = "other"
    notices: tuple[str, ...] = ()
    ancestor: Ancestor | None = None
    directions: tuple[str, ...] = ()
    calibration: Mapping[str, Any] = field(default_factory=dict)

    def all_origins(self) -> list[DataOrigin]:
        """The run's own origins, then what only its ancestor saw."""
        own = {origin.name for origin in self.origins}
        inherited = self.ancestor.origins if self.ancestor else ()
        return [*self.origins, *(origin for origin in inherited if origin.name not in own)]

    def lineage(self) -> dict[str, Any]:
        """The pair, what it was trained on with licences, and what it began with: its successors inherit them."""
        return {
            "pair": f"{self.source}-{self.target}",
            **({"began_with": self.ancestor.facts()} if self.ancestor else {}),
            "origins": [{"name": o.name, "pairs": o.pairs, "licence": o.licence} for o in self.all_origins()],
        }

    def facts(self, shape: NetworkShape, revision: str) -> dict[str, Any]:
        """The content of `briefsmith.json`."""
        lineage = self.lineage()
        origins = lineage.pop("origins")
        return {
            **lineage,
            "source": self.source,
            "target": self.target,
            **({"directions": list(self.directions)} if self.directions else {}),
            "target_tokens_seen": self.tokens,
            "steps": self.steps,
            "max_input_tokens": self.max_input_tokens,
            "shape": shape.config(),
            "scores": [
                {
                    "dataset": s.dataset,
                    "sentences": s.sentences,
                    "bleu": s.bleu,
                    "chrf": s.chrf,
                    "bleu_signature": s.bleu_signature,
                    "chrf_signature": s.chrf_signature,
                    "decoding": s.decoding,
                }
                for s in self.scores
            ],
            **({"calibration": dict(self.calibration)} if self.calibration else {}),
            "origins": origins,
            "license": self.licence,
            "notices": list(self.notices),
            "revision": revision,
            "created": datetime.now(timezone.utc).strftime("%Y-%m-%d"),
            "briefsmith": __version__,
        }

    def markdown(self, shape: NetworkShape, revision: str) -> str:
        """The model card, with the front matter that the Hugging Face hub reads."""
        lines = [
            "---",
            f"language: [{self.source}, {self.target}]",
            f"license: {self.licence.lower()}",
            "pipeline_tag: translation",
            "library_name: transformers",
            "---",
            "",
            f"# {self.source} → {self.target}, trained with briefsmith {__version__}",
            "",
            f"An encoder-decoder Transformer, pre-norm, tied embeddings: width {shape.d}, feed-forward {shape.ffn},",
            f"{shape.enc} encoder and {shape.dec} decoder layers, {shape.vocab:,} SentencePiece pieces.",
            f"It has seen {self.tokens / 1e6:.1f} million target tokens in {self.steps:,} steps.",
            *self._direction_lines(),
            *self._ancestor_lines(),
            f"Revision `{revision[:16]}` (SHA-256 of the int8 weights).",
            "",
            "## Scores",
            "",
            *self._score_lines(),
            "",
            "## Training data",
            "",
            *self._origin_lines(),
            "",
            "## Licence",
            "",
            " ".join((self._licence_line(), *self.notices)),
        ]
        return "\n".join(lines) + "\n"

    def write(self, folder: Path, shape: NetworkShape, revision: str) -> None:
        """Write `briefsmith.json` and `README.md` into a folder."""
        facts = json.dumps(self.facts(shape, revision), ensure_ascii=False, indent=1)
        (folder / "briefsmith.json").write_text(facts + "\n", "utf-8")
        (folder / "README.md").write_text(self.markdown(shape, revision), "utf-8")

    def _direction_lines(self) -> list[str]:
        if not self.directions:
            return []
        return [f"The same weights translate {', '.join(self.directions)}; tokens and training data cover all of them."]

    def _ancestor_lines(self) -> list[str]:
        if self.ancestor is None:
            return []
        seen = f"{self.ancestor.tokens / 1e6:.1f} million"
        return [
            f"It began with the weights of {self.ancestor.pair} `{self.ancestor.revision[:16]}`, which had seen {seen}."
        ]

    def _licence_line(self) -> str:
        if self.licence == "other":
            return "The licence of the weights is not stated."
        return f"The weights are released under {self.licence}."

    def _score_lines(self) -> list[str]:
        if not self.scores:
            return ["Not scored yet."]
        rows = [f"| {s.dataset} | {s.sentences:,} | {s.bleu:.1f} | {s.chrf:.1f} | {s.decoding} |" for s in self.scores]
        signatures = sorted({s for score in self.scores for s in (score.bleu_signature, score.chrf_signature)})
        head = ["| set | sentences | BLEU | chrF | decoding |", "|---|---|---|---|---|"]
        return [*head, *rows, "", "sacrebleu signatures: " + ", ".join(f"`{s}`" for s in signatures)]

    def _origin_lines(self) -> list[str]:
        if not (origins := self.all_origins()):
            return ["Not recorded."]
        rows = [f"| {o.name} | {o.pairs:,} | {o.licence} |" for o in origins]
        return ["| origin | pairs | licence |", "|---|---|---|", *rows]
