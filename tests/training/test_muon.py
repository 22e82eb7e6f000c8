from __future__ import annotations

import pytest
import torch

from briefsmith.training.muon import Muon, orthogonal


@pytest.mark.parametrize("shape", [(64, 64), (192, 64), (64, 256)])
def test_singular_values_are_brought_near_one(shape: tuple[int, int]) -> None:
    torch.manual_seed(1)
    spread = torch.logspace(0, -1.5, min(shape))
    u, _, v = torch.linalg.svd(torch.randn(shape), full_matrices=False)
    found = torch.linalg.svdvals(orthogonal(u @ torch.diag(spread) @ v, torch.float32))
    assert found.min() > 0.6
    assert found.max() < 1.3


def test_a_matrix_of_zeros_stays_one() -> None:
    assert not orthogonal(torch.zeros(8, 4), torch.float32).any()


def test_in_bfloat16_it_is_the_optimizer_of_torch() -> None:

    if not hasattr(torch.optim, "Muon"):
        pytest.skip("torch has no Muon before 2.9")
    torch.manual_seed(1)
    ours, theirs = [], []
    for shape in ((48, 16), (16, 16), (16, 64)):
        ours.append(torch.randn(shape, requires_grad=True))
        theirs.append(ours[-1].detach().clone().requires_grad_())
    optimizers = (
        Muon(ours, lr=0.02, weight_decay=0.1),
        torch.optim.Muon(theirs, lr=0.02, weight_decay=0.1, adjust_lr_fn="match_rms_adamw"),
    )
    for _ in range(3):
        for mine, other in zip(ours, theirs, strict=True):
            mine.grad = torch.randn_like(mine)
            other.grad = mine.grad.clone()
        for optimizer in optimizers:
            optimizer.step()
    for mine, other in zip(ours, theirs, strict=True):
        torch.testing.assert_close(mine, other, atol=1e-3, rtol=1e-2)


def test_single_precision_steps_go_the_same_way() -> None:
    torch.manual_seed(1)
    gradient = torch.randn(32, 16)
    torch.testing.assert_close(
        orthogonal(gradient, torch.float32), orthogonal(gradient, torch.bfloat16).float(), atol=0.03, rtol=0.1
    )
