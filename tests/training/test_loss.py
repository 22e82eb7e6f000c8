from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext

import pytest
import torch
from torch.nn import functional

from briefsmith.training.loss import Head, Loss, backward, cross_entropy, cross_entropy_in_half, sample

PIECES, WIDTH = 400, 16


def problem(tokens: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    torch.manual_seed(3)
    states, weight, bias = torch.randn(tokens, WIDTH), torch.randn(PIECES, WIDTH), torch.randn(PIECES)
    return states, weight, bias, torch.randint(0, PIECES, (tokens,))


@pytest.mark.parametrize("tokens", [1, 512, 1100])
@pytest.mark.parametrize("smoothing", [0.0, 0.1])
@pytest.mark.parametrize("function", [cross_entropy, cross_entropy_in_half])
def test_value_and_gradients_are_torch_s(
    tokens: int, smoothing: float, function: Callable[..., Loss], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefsmith.training.loss.CHUNK_ELSEWHERE", 512)
    states, weight, bias, target = problem(tokens)
    inputs = [t.requires_grad_() for t in (states, weight, bias)]
    expected = functional.cross_entropy(states @ weight.t() + bias, target, label_smoothing=smoothing)
    gradients = torch.autograd.grad(expected, inputs)
    loss = function(states, weight, bias, target, Head(smoothing, torch.float32))
    torch.testing.assert_close(loss.value, expected.detach(), atol=1e-5, rtol=1e-5)
    for ours, theirs in zip(loss.gradients, gradients, strict=True):
        torch.testing.assert_close(ours, theirs, atol=1e-5, rtol=1e-4)
    unsmoothed = functional.cross_entropy(states @ weight.t() + bias, target).detach()
    torch.testing.assert_close(loss.nll, unsmoothed, atol=1e-5, rtol=1e-5)


def test_what_a_gpu_computes_is_as_near_as_the_other_way_in_bfloat16() -> None:
    states, weight, bias, target = problem(1000)
    target = (states @ weight.t() + bias).argmax(1).where(torch.rand(1000) < 0.7, target)  # most of them are likely
    exact = cross_entropy(states, weight, bias, target, Head(0.1, torch.float32))
    found = [f(states, weight, bias, target, Head(0.1, torch.bfloat16)) for f in (cross_entropy, cross_entropy_in_half)]
    assert float(found[1].nll) == pytest.approx(float(exact.nll), rel=0.01)
    assert float(found[1].value) == pytest.approx(float(exact.value), rel=0.01)
    for true, plain, ours in zip(exact.gradients, *(loss.gradients for loss in found), strict=True):
        error, usual = (float((each - true).norm() / true.norm()) for each in (ours, plain))
        assert error < max(0.01, 1.5 * usual)


def test_on_a_device_other_than_the_cpu_bfloat16_takes_the_short_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch, "autocast", lambda *_args, **_options: nullcontext())
    sizes = ((5, 8), (40, 8), (40,))
    states, weight, bias = (torch.empty(size, device="meta", dtype=torch.bfloat16) for size in sizes)
    target = torch.empty(5, device="meta", dtype=torch.long)
    loss = cross_entropy(states, weight, bias, target, Head(0.1, torch.bfloat16))
    assert [g.shape for g in loss.gradients] == [torch.Size(size) for size in sizes]
    largest = []
    with monkeypatch.context() as patch:
        patch.setattr(torch.Tensor, "float", lambda self: largest.append(self.numel()) or self.to(torch.float32))
        cross_entropy(states, weight, bias, target, Head(0.1, torch.bfloat16))
    assert max(largest) == len(target)  # never all scores


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
