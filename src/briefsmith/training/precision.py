"""Which precision a machine multiplies faster in, found by trial.

A processor's own description does not tell: on one with avx512_bf16 and no AMX a core made 137 GFLOP/s in float32 and 73
in bfloat16; one with AMX is several times faster in bfloat16; one without either has to emulate it.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from briefsmith.training.loss import Head, backward
from briefsmith.training.network import EOS, TranslationNetwork

if TYPE_CHECKING:
    import torch

AUTO, BF16, FP32 = "auto", "bf16", "fp32"
STEPS = 10
# A trial batch; a trial of a precision ends after this many seconds, however few steps it made.
SENTENCES, WIDTH, SECONDS = 16, 32, 3.0


def dtype_of(precision: str) -> torch.dtype:
    """The dtype of matrix products."""
    import torch

    return torch.bfloat16 if precision == BF16 else torch.float32


def precision_name(dtype: torch.dtype) -> str:
    """The inverse of `dtype_of`."""
    return BF16 if dtype == dtype_of(BF16) else FP32


def faster(network: TranslationNetwork, device: str) -> tuple[str, str]:
    """The faster precision here for this network, and a sentence that says how fast; on GPUs bf16 without a trial."""
    if device != "cpu":
        return BF16, "Precision: bf16."
    seconds = {precision: step_seconds(network, precision) for precision in (FP32, BF16)}
    chosen = min(seconds, key=lambda precision: seconds[precision])
    measured = ", ".join(f"{precision} {1000 * each:.0f} ms" for precision, each in seconds.items())
    return chosen, f"Precision: {chosen} ({measured} a step of {SENTENCES * WIDTH} tokens)."


def step_seconds(network: TranslationNetwork, precision: str) -> float:
    """Seconds of one forward and backward pass; gradients are dropped, and no weight changes."""
    import torch

    generator = torch.Generator().manual_seed(1)
    size = (SENTENCES, WIDTH)
    source, target = (torch.randint(EOS + 1, network.shape.vocab, size, generator=generator) for _ in range(2))
    dtype, parameters = dtype_of(precision), network.parameters
    times = []
    start = time.perf_counter()
    for _ in range(1 + STEPS):
        begun = time.perf_counter()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=precision == BF16):
            states = network.states(source, target).flatten(0, 1)
        backward(states, parameters["e.weight"], parameters["b"], target.flatten(), Head(0.1, dtype))
        times.append(time.perf_counter() - begun)
        if time.perf_counter() - start > SECONDS:
            break
    for parameter in parameters.values():
        parameter.grad = None
    # The first step also sets things up. Of the others the fastest counts: other work on the machine only slows down.
    return min(times[1:] or times)


def saved_precision(checkpoint: Path) -> str | None:
    """The precision that a checkpoint's run computes in, which a resumed run keeps; None if it does not say."""
    import torch

    if not checkpoint.is_file():
        return None
    precision: str | None = torch.load(checkpoint, map_location="cpu", mmap=True, weights_only=True).get("precision")
    return precision
