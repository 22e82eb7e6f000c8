from __future__ import annotations

from copy import deepcopy

import pytest
import torch

from briefsmith.training.muon import muon, orthogonal


@pytest.mark.parametrize("shape", [(16, 64), (64, 16), (16, 32)])
@pytest.mark.parametrize("decades", [0, 6])
def test_wide_matrices_by_small_products_are_as_by_rounds(shape: tuple[int, int], decades: int) -> None:
    torch.manual_seed(1)
    u, values, v = torch.linalg.svd(torch.randn(shape), full_matrices=False)
    matrix = u @ torch.diag(values * torch.logspace(0, -decades, len(values))) @ v
    rounds = orthogonal(matrix[None], torch.float32)[0]
    torch.testing.assert_close(orthogonal(matrix, torch.float32), rounds, atol=1e-3, rtol=0)
    assert not torch.equal(orthogonal(matrix, torch.float32), rounds)


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


@pytest.mark.skipif(not hasattr(torch.optim, "Muon"), reason="torch has no Muon before 2.9")
def test_in_bfloat16_it_is_the_optimizer_of_torch() -> None:
    ours, theirs = _same_matrices()
    before = [matrix.detach().clone() for matrix in ours]
    optimizers = muon(ours, 0.02, 0.1, torch.bfloat16), _of_torch(theirs)
    for _ in range(3):
        _step(optimizers, ours, theirs)
    _assert_moved_alike(before, ours, theirs)


@pytest.mark.skipif(not hasattr(torch.optim, "Muon"), reason="torch has no Muon before 2.9")
def test_it_goes_on_from_a_state_of_torch() -> None:
    ours, theirs = _same_matrices()
    earlier = _of_torch(theirs)
    _step((earlier,), theirs)
    with torch.no_grad():
        for mine, other in zip(ours, theirs, strict=True):
            mine.copy_(other)
    before = [matrix.detach().clone() for matrix in ours]
    later = muon(ours, 1.0, 0.0, torch.bfloat16)
    later.load_state_dict(deepcopy(earlier.state_dict()))
    _step((later, earlier), ours, theirs)
    _assert_moved_alike(before, ours, theirs)


def _assert_moved_alike(before: list[torch.Tensor], ours: list[torch.Tensor], theirs: list[torch.Tensor]) -> None:
    """Within what the rounding of bfloat16, which depends on the processor, makes of a step."""
    for start, mine, other in zip(before, ours, theirs, strict=True):
        moved, apart = (other - start).norm(), (mine - other).norm()
        assert moved > 0
        assert apart < 0.05 * moved


def _same_matrices() -> tuple[list[torch.Tensor], list[torch.Tensor]]:
    torch.manual_seed(1)
    ours = [torch.randn(shape, requires_grad=True) for shape in ((48, 16), (16, 16), (16, 64))]
    return ours, [matrix.detach().clone().requires_grad_() for matrix in ours]


def _of_torch(matrices: list[torch.Tensor]) -> torch.optim.Optimizer:
    return torch.optim.Muon(matrices, lr=0.02, weight_decay=0.1, adjust_lr_fn="match_rms_adamw")


def _step(optimizers: tuple[torch.optim.Optimizer, ...], *sides: list[torch.Tensor]) -> None:
    """One step of all, with the same random gradients on each side."""
    for matrices in zip(*sides, strict=True):
        gradient = torch.randn_like(matrices[0])
        for matrix in matrices:
            matrix.grad = gradient.clone()
    for optimizer in optimizers:
        optimizer.step()


def test_single_precision_steps_go_the_same_way() -> None:
    torch.manual_seed(1)
    gradient = torch.randn(32, 16)
    torch.testing.assert_close(
        orthogonal(gradient, torch.float32), orthogonal(gradient, torch.bfloat16).float(), atol=0.03, rtol=0.1
    )


@pytest.mark.parametrize("shape", [(6, 20), (20, 6), (9, 9)])
def test_a_stack_is_made_orthogonal_as_its_matrices_are(shape: tuple[int, int]) -> None:
    stack = torch.randn(4, *shape, generator=torch.Generator().manual_seed(1))
    found = orthogonal(stack, torch.float32)
    for matrix, update in zip(stack, found, strict=True):
        torch.testing.assert_close(update, orthogonal(matrix, torch.float32))


def test_matrices_of_one_shape_move_together_as_they_do_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def moved() -> list[torch.Tensor]:
        generator = torch.Generator().manual_seed(3)
        matrices = [torch.randn(size, generator=generator) for size in ((8, 4), (5, 7), (8, 4), (5, 7), (4, 4))]
        optimizer = muon(matrices, 0.1, 0.01, torch.float32)
        for _ in range(3):
            for matrix in matrices:
                matrix.grad = torch.randn(matrix.shape, generator=generator)
            optimizer.step()
        return matrices

    alone = moved()
    monkeypatch.setattr("briefsmith.training.muon._together", lambda m: [[m[0], m[2]], [m[1], m[3]], [m[4]]])
    for one, other in zip(moved(), alone, strict=True):
        torch.testing.assert_close(one, other)
