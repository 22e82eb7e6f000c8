"""The device that a bundle is trained on."""

from __future__ import annotations

import threading

from briefsmith.errors import UsageError
from briefsmith.training.cuda import set_up_cuda


def chosen_device(wanted: str) -> str:
    """`cuda` or `cpu`, ready to compute. Raises UsageError if the device wanted is not there."""
    import torch

    there = torch.cuda.is_available()
    if wanted == "cuda" and not there:
        raise UsageError("torch finds no CUDA device here; --device cpu trains on the processor, for a trial.")
    device = wanted if wanted != "auto" else "cuda" if there else "cpu"
    if device == "cuda":
        set_up_cuda()
    return device


def wake(device: str) -> threading.Thread:
    """Do in the background, while the data is unpacked, what takes a fresh process seconds: the GPU's first product, and
    what torch imports for its first optimizer. What goes wrong in it goes wrong again, with more notice, in the first step.
    """

    def work() -> None:
        import torch

        one = torch.ones(64, 64, device=device, dtype=torch.bfloat16, requires_grad=True)
        (one @ one).sum().backward()
        torch.optim.AdamW([one], fused=True).step()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def machine(device: str) -> str:
    """What it is, with torch's version."""
    import torch

    name = torch.cuda.get_device_name() if device == "cuda" else f"the processor, {torch.get_num_threads()} threads"
    return f"{name}, torch {torch.__version__}"


def memory(device: str) -> str:
    """The most that was taken of the GPU's memory, as the beginning of a sentence."""
    import torch

    return f"{torch.cuda.max_memory_allocated() / 2**30:.1f} GiB of memory; " if device == "cuda" else ""
