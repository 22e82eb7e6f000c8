from __future__ import annotations

import pytest
import torch
from torch.nn import functional

from briefsmith.training.loss import Head, backward, cross_entropy, sample

PIECES, WIDTH = 400, 16


def problem(tokens: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    torch.manual_seed(3)
    states, weight, bias = torch.randn(tokens, WIDTH), torch.randn(PIECES, WIDTH), torch.randn(PIECES)
    return states, weight, bias, torch.randint(0, PIECES, (tokens,))


@pytest.mark.parametrize("tokens", [1, 512, 1100])
@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_value_and_gradients_are_torch_s(tokens: int, smoothing: float) -> None:
    states, weight, bias, target = problem(tokens)
    inputs = [t.requires_grad_() for t in (states, weight, bias)]
    expected = functional.cross_entropy(states @ weight.t() + bias, target, label_smoothing=smoothing)
    gradients = torch.autograd.grad(expected, inputs)
    loss = cross_entropy(states, weight, bias, target, Head(smoothing, torch.float32))
    torch.testing.assert_close(loss.value, expected.detach(), atol=1e-5, rtol=1e-5)
    for ours, theirs in zip(loss.gradients, gradients, strict=True):
        torch.testing.assert_close(ours, theirs, atol=1e-5, rtol=1e-4)
    unsmoothed = functional.cross_entropy(states @ weight.t() + bias, target).detach()
    torch.testing.assert_close(loss.nll, unsmoothed, atol=1e-5, rtol=1e-5)


def test_tied_embeddings_get_both_gradients() -> None:
    torch.manual_seed(0)
    weight, bias = torch.randn(PIECES, WIDTH, requires_grad=True), torch.zeros(PIECES, requires_grad=True)
    tokens, target = torch.randint(0, PIECES, (2, 30)).unbind()
    expected = torch.autograd.grad(
        functional.cross_entropy(functional.embedding(tokens, weight).tanh() @ weight.t() + bias, target), weight
    )[0]
    backward(functional.embedding(tokens, weight).tanh(), weight, bias, target, Head(0.0, torch.float32))
    torch.testing.assert_close(weight.grad, expected, atol=1e-5, rtol=1e-4)


def test_a_sample_holds_every_target_under_its_new_number() -> None:
    _, weight, bias, target = problem(40)
    small_weight, small_bias, renumbered = sample(weight, bias, target, 100)
    assert len(small_bias) == max(100, len(target.unique()) + 256)
    assert torch.equal(small_weight[renumbered], weight[target])
    assert torch.equal(small_bias[renumbered], bias[target])


def test_sampled_softmax_has_the_right_sum_on_average() -> None:
    states, weight, bias, _ = problem(1)
    weight, target = weight.repeat(10, 1), torch.tensor([7])
    bias = bias.repeat(10)
    whole = (states @ weight.t() + bias).exp().sum()
    torch.manual_seed(5)
    sums = []
    for _ in range(300):
        small_weight, small_bias, _ = sample(weight, bias, target, 600)
        sums.append((states @ small_weight.t() + small_bias).exp().sum())
    assert float(torch.stack(sums).mean()) == pytest.approx(float(whole), rel=0.1)


def test_sampling_is_left_out_when_it_would_not_save_anything() -> None:
    states, weight, bias, target = (t.requires_grad_() if t.is_floating_point() else t for t in problem(20))
    full = cross_entropy(states, weight, bias, target, Head(0.1, torch.float32))
    assert backward(states, weight, bias, target, Head(0.1, torch.float32, sampled=PIECES)).value == full.value
