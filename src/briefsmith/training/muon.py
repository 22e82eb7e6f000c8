"""Muon (Jordan et al. 2024): momentum whose step is made orthogonal, for the matrices of a network.

torch.optim.Muon is the same, but always multiplies in bfloat16. A CPU that has to emulate it takes 20 seconds a step for
the matrices of 10 million parameters, six times as long as the step's forward and backward passes; in single precision it
takes 0.6.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

# The quintic that lifts small singular values fastest; five rounds bring them all to between 0.7 and 1.2 or so.
COEFFICIENTS = (3.4445, -4.7750, 2.0315)
ROUNDS = 5
# Columns for each row from which multiplying the small square matrices pays.
WIDE = 2
SMALLEST_NORM = 1e-7


def muon(
    parameters: Iterable[torch.Tensor], lr: float, weight_decay: float, dtype: torch.dtype, momentum: float = 0.95
) -> Any:
    """An optimizer with Nesterov momentum and decoupled weight decay over parameters of shape (rows, columns).

    `dtype` is what the orthogonalisation multiplies in. Steps have the size of AdamW's (Liu et al. 2025, arXiv
    2502.16982), so that one learning rate suits both. It can continue from a state of torch.optim.Muon.
    """
    return _class()(parameters, {"lr": lr, "weight_decay": weight_decay, "momentum": momentum}, dtype)


@cache
def _class() -> Any:
    """The class, made when it is first needed: its base brings torch into the process."""
    import torch

    class Muon(torch.optim.Optimizer):  # type: ignore[misc]  # torch is not read by the type checker
        def __init__(self, parameters: Iterable[torch.Tensor], defaults: dict[str, Any], dtype: torch.dtype) -> None:
            super().__init__(parameters, defaults)
            self._dtype = dtype

        def step(self, closure: None = None) -> None:
            """Move every parameter that has a gradient."""
            with torch.no_grad():
                for group in self.param_groups:
                    for matrices in _together([p for p in group["params"] if p.grad is not None]):
                        self._move(matrices, group)

        def _move(self, matrices: list[torch.Tensor], group: dict[str, Any]) -> None:
            gradients = [matrix.grad for matrix in matrices]
            for matrix, gradient in zip(matrices, gradients, strict=True):
                if "momentum_buffer" not in self.state[matrix]:
                    self.state[matrix]["momentum_buffer"] = torch.zeros_like(gradient)
            averages = [self.state[matrix]["momentum_buffer"] for matrix in matrices]
            torch._foreach_lerp_(averages, gradients, 1 - group["momentum"])
            wanted = torch._foreach_lerp(gradients, averages, group["momentum"])
            stacked = wanted[0] if len(wanted) == 1 else torch.stack(wanted)
            update = orthogonal(stacked, self._dtype).to(stacked.dtype)
            updates = [update] if len(wanted) == 1 else list(update.unbind())
            torch._foreach_mul_(matrices, 1 - group["lr"] * group["weight_decay"])
            torch._foreach_add_(matrices, updates, alpha=-group["lr"] * 0.2 * max(matrices[0].shape) ** 0.5)

    return Muon


def _together(matrices: list[torch.Tensor]) -> list[list[torch.Tensor]]:
    """Matrices that are moved at once: those of one shape on a GPU, where a product of small matrices takes less time than
    its launch (of 45 matrices in 5 shapes, 220 launches a step rather than 1,100); one by one on a CPU.
    """
    groups: dict[Any, list[torch.Tensor]] = {}
    for number, matrix in enumerate(matrices):
        groups.setdefault(number if matrix.device.type == "cpu" else matrix.shape, []).append(matrix)
    return list(groups.values())


def orthogonal(matrix: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """About U V^T of a matrix U S V^T, or of each of a stack of them, by Newton and Schulz's iteration, in `dtype`."""
    import torch

    a, b, c = COEFFICIENTS
    tall = matrix.shape[-2] > matrix.shape[-1]
    x = (matrix.mT if tall else matrix).to(dtype)
    single = x.ndim == 2
    norm = x.norm() if single else torch.linalg.matrix_norm(x, keepdim=True)
    x = x / norm.clamp(min=SMALLEST_NORM)
    if single and dtype == torch.float32 and x.shape[1] >= WIDE * x.shape[0]:
        x = _by_products(x @ x.mT) @ x
    else:
        add = torch.addmm if single else torch.baddbmm
        for _ in range(ROUNDS):
            gram = x @ x.mT
            x = add(x, add(gram, gram, gram, beta=b, alpha=c), x, beta=a)
    return x.mT if tall else x


def _by_products(gram: torch.Tensor) -> torch.Tensor:
    """The square matrix that the rounds multiply X by altogether, from X X^T alone: every round is a polynomial in it.

    For 256 by 1,024 it takes half the time of the rounds on X itself. In single precision it differs from these by 2e-4 of
    the largest element at most, where singular values span six decades; bfloat16 is too coarse for it.
    """
    total = step = _polynomial(gram)
    for _ in range(ROUNDS - 1):
        gram = step @ gram @ step
        step = _polynomial(gram)
        total = step @ total
    return total


def _polynomial(gram: torch.Tensor) -> torch.Tensor:
    """What one round multiplies X by."""
    import torch

    a, b, c = COEFFICIENTS
    step = torch.addmm(gram, gram, gram, beta=b, alpha=c)
    step.diagonal().add_(a)
    return step
