"""Looking at a network while it trains: its loss on a dev set, and greedy translations of some of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefsmith.errors import UsageError
from briefsmith.training.greedy import greedy_ids, until_end
from briefsmith.training.loss import Head, cross_entropy
from briefsmith.training.network import EOS, PAD, TranslationNetwork
from briefsmith.training.settings import DevSet, TrainingSettings

if TYPE_CHECKING:
    import torch

SENTENCES_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class DevPairs:
    """A development set as text."""

    name: str
    sources: list[str]
    targets: list[str]


@dataclass(frozen=True, slots=True)
class DevScore:
    """Nats a token on the dev set, and BLEU and chrF of the greedy translation; the latter None if not asked for."""

    nll: float
    bleu: float | None = None
    chrf: float | None = None


def read_dev(settings: TrainingSettings, dev: DevSet) -> DevPairs:
    """A dev set from its two files. Raises UsageError if they are missing or of different length."""
    sides = []
    for path in (settings.located(dev.source), settings.located(dev.target)):
        if not path.is_file():
            where = f"Data paths are relative to data_dir, now {settings.data_dir}."
            raise UsageError(f"There is no file {path} (dev set {dev.name}). {where}")
        sides.append(path.read_text("utf-8-sig").removesuffix("\n").split("\n"))
    if len(sides[0]) != len(sides[1]):
        raise UsageError(f"Dev set {dev.name}: {len(sides[0])} source lines, but {len(sides[1])} target lines.")
    return DevPairs(dev.name, *sides)


def score_dev(network: TranslationNetwork, vocabulary: Any, dev: DevPairs, sentences: int, translated: int) -> DevScore:
    """Score the first `sentences` pairs by loss, the first `translated` by greedy translation."""
    nll = dev_nll(network, vocabulary.encode(dev.sources[:sentences]), vocabulary.encode(dev.targets[:sentences]))
    if not translated:
        return DevScore(nll)
    import sacrebleu

    outputs = [vocabulary.decode(ids) for ids in greedy(network, vocabulary.encode(dev.sources[:translated]))]
    references = [dev.targets[:translated]]
    return DevScore(
        nll, sacrebleu.corpus_bleu(outputs, references).score, sacrebleu.corpus_chrf(outputs, references).score
    )


def dev_nll(network: TranslationNetwork, sources: list[list[int]], targets: list[list[int]]) -> float:
    """Mean negative log-likelihood of the target tokens, end marks included, in nats."""
    import torch

    parameters = network.parameters
    total = tokens = 0.0
    with torch.no_grad():
        for part in _by_length(targets):
            source, target = (matrix([side[i] for i in part], parameters["b"].device) for side in (sources, targets))
            real = target != PAD
            states = network.states(source, target)[real]
            head = Head(0.0, states.dtype)
            loss = cross_entropy(states, parameters["e.weight"], parameters["b"], target[real], head)
            total += loss.nll.item() * len(states)
            tokens += len(states)
    return total / tokens


def greedy(network: TranslationNetwork, sources: list[list[int]]) -> list[list[int]]:
    """The likeliest token at each step, up to the end mark (left out)."""
    outputs: list[list[int]] = [[] for _ in sources]
    for part in _by_length(sources):
        source = matrix([sources[i] for i in part], network.parameters["b"].device)
        rows = greedy_ids(network, source, int(source.shape[1] * 1.6) + 8).tolist()
        for i, row in zip(part, rows, strict=True):
            outputs[i] = until_end(row)
    return outputs


def matrix(sentences: list[list[int]], device: torch.device | None = None) -> torch.Tensor:
    """Sentences as a matrix, each ended by EOS and filled up with PAD."""
    import torch

    width = max(map(len, sentences)) + 1
    return torch.tensor([[*s, EOS, *[PAD] * (width - len(s) - 1)] for s in sentences], device=device)


def _by_length(sentences: list[list[int]]) -> list[list[int]]:
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
    return [order[i : i + SENTENCES_AT_ONCE] for i in range(0, len(order), SENTENCES_AT_ONCE)]
