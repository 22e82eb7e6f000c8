"""Label-smoothed cross entropy over the tied output layer, with its gradients, chunk by chunk.

The scores of a batch over the whole vocabulary are the largest array of a training step: 4,000 tokens by 12,000 pieces
in single precision are 190 MB. Here only a chunk of them exists at a time, and its gradients are taken while it is at
hand: 2,660 target tokens/s instead of 2,060 (10 million parameters, two cores with avx512_bf16).

A GPU computes these products faster than it moves the scores through its memory. There a chunk is written twice, in
bfloat16, rather than a dozen times, mostly in single precision (`cross_entropy_in_half`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

# Rows of scores at a time; on a GPU a few large products beat many small ones.
CHUNK = {"cpu": 512}
CHUNK_ELSEWHERE = 8192
LEAST_NEGATIVES = 256
SMALLEST_PROBABILITY = 1e-37


@dataclass(frozen=True, slots=True)
class Head:
    """What the loss is computed with: label smoothing, the dtype of the products, pieces to sample (None: all)."""

    smoothing: float
    dtype: torch.dtype
    sampled: int | None = None


@dataclass(frozen=True, slots=True)
class Loss:
    """Means over the tokens: the smoothed loss and the negative log-likelihood in nats; gradients of the former."""

    value: torch.Tensor
    nll: torch.Tensor
    gradients: tuple[torch.Tensor, torch.Tensor, torch.Tensor]


def cross_entropy(
    states: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor, target: torch.Tensor, head: Head
) -> Loss:
    """The loss of `states @ weight.T + bias` against `target`, and its gradients with respect to the first three.

    `states` (tokens, d), `weight` (pieces, d), `bias` (pieces), `target` (tokens). Gradients are in single precision.
    """
    import torch

    if states.device.type != "cpu" and head.dtype == torch.bfloat16:
        return cross_entropy_in_half(states, weight, bias, target, head)
    with torch.no_grad(), torch.autocast(states.device.type, enabled=False):
        tokens, pieces = len(states), len(weight)
        low_states, low_weight = states.to(head.dtype), weight.to(head.dtype)
        by_states = torch.empty_like(states, dtype=torch.float32)
        by_weight = torch.zeros_like(weight, dtype=torch.float32)
        by_bias = torch.zeros_like(bias, dtype=torch.float32)
        nll = torch.zeros((), device=states.device)
        uniform = torch.zeros((), device=states.device)
        step = CHUNK.get(states.device.type, CHUNK_ELSEWHERE)
        for start in range(0, tokens, step):
            rows, wanted = low_states[start : start + step], target[start : start + step, None]
            scores = torch.addmm(bias.to(head.dtype), rows, low_weight.t()).float()
            log_sum = scores.logsumexp(1)
            nll += (log_sum - scores.gather(1, wanted)[:, 0]).sum()
            uniform += (log_sum - scores.mean(1)).sum()
            # From here on `scores` is the gradient: probabilities minus the smoothed target.
            scores.sub_(log_sum[:, None]).exp_().sub_(head.smoothing / pieces)
            scores.scatter_add_(1, wanted, torch.full_like(wanted, head.smoothing - 1, dtype=scores.dtype))
            gradient = scores.to(head.dtype)
            by_states[start : start + step] = gradient @ low_weight
            by_weight += gradient.t() @ rows
            by_bias += scores.sum(0)
        value = ((1 - head.smoothing) * nll + head.smoothing * uniform) / tokens
        return Loss(value, nll / tokens, (by_states / tokens, by_weight / tokens, by_bias / tokens))


def cross_entropy_in_half(
    states: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor, target: torch.Tensor, head: Head
) -> Loss:
    """The same with the scores and their probabilities in `head.dtype`, each written once.

    The smoothed target's uniform part is the same for every token: its gradients are sums, added at the end.
    """
    import torch

    with torch.no_grad(), torch.autocast(states.device.type, enabled=False):
        tokens, pieces = len(states), len(weight)
        low_states, low_weight, low_bias = (t.to(head.dtype) for t in (states, weight, bias))
        by_states = torch.empty_like(states, dtype=torch.float32)
        by_weight = torch.zeros_like(weight, dtype=torch.float32)
        by_bias = torch.zeros_like(bias, dtype=torch.float32)
        nll, log_sums = (torch.zeros((), device=states.device) for _ in range(2))
        for start in range(0, tokens, CHUNK_ELSEWHERE):
            rows, wanted = low_states[start : start + CHUNK_ELSEWHERE], target[start : start + CHUNK_ELSEWHERE, None]
            scores = torch.addmm(low_bias, rows, low_weight.t())
            gradient = scores.softmax(1)
            chosen = gradient.gather(1, wanted).float()
            log_chosen = chosen.clamp(min=SMALLEST_PROBABILITY).log()
            nll -= log_chosen.sum()
            log_sums += (scores.gather(1, wanted).float() - log_chosen).sum()
            # Probabilities minus the smoothed target, except for its uniform part.
            gradient.scatter_(1, wanted, (chosen - (1 - head.smoothing)).to(head.dtype))
            by_states[start : start + CHUNK_ELSEWHERE] = gradient @ low_weight
            by_weight += gradient.t() @ rows
            by_bias += gradient.sum(0, dtype=torch.float32)
        states_sum, weight_sum = (t.sum(0, dtype=torch.float32) for t in (low_states, low_weight))
        by_states -= weight_sum * (head.smoothing / pieces)
        by_weight -= states_sum * (head.smoothing / pieces)
        by_bias -= head.smoothing / pieces * tokens
        mean_scores = (states_sum @ weight_sum + tokens * bias.sum()) / pieces
        value = ((1 - head.smoothing) * nll + head.smoothing * (log_sums - mean_scores)) / tokens
        return Loss(value, nll / tokens, (by_states / tokens, by_weight / tokens, by_bias / tokens))


def backward(states: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor, target: torch.Tensor, head: Head) -> Loss:
    """Compute the loss and propagate its gradients through all that `states`, `weight` and `bias` came from."""
    import torch

    if head.sampled is not None and head.sampled < len(bias):
        weight, bias, target = sample(weight, bias, target, head.sampled)
    loss = cross_entropy(states, weight, bias, target, head)
    gradients = [g.to(t.dtype) for g, t in zip(loss.gradients, (states, weight, bias), strict=True)]
    torch.autograd.backward([states, weight, bias], gradients)
    return loss


def sample(
    weight: torch.Tensor, bias: torch.Tensor, target: torch.Tensor, size: int
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """The output layer cut down to about `size` pieces: those in `target`, and random others.

    Each of the others stands for 1/rate of its kind, so -log(rate) is added to its bias; the sum under the softmax
    then has the right expectation (Jean et al. 2015). Returns weight, bias and target in the new numbering.
    """
    import torch

    present = torch.zeros(len(bias), dtype=torch.bool, device=bias.device)
    present[target] = True
    positives, others = present.nonzero()[:, 0], (~present).nonzero()[:, 0]
    count = min(len(others), max(size - len(positives), LEAST_NEGATIVES))
    negatives = others[torch.randperm(len(others), device=bias.device)[:count]]
    chosen = torch.cat([positives, negatives])
    renumber = torch.empty_like(present, dtype=torch.long)
    renumber[chosen] = torch.arange(len(chosen), device=bias.device)
    correction = torch.zeros(len(chosen), device=bias.device)
    correction[len(positives) :] = -math.log(count / len(others)) if count else 0.0
    return weight[chosen], bias[chosen] + correction, renumber[target]
