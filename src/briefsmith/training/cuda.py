"""What training on an NVIDIA GPU sets in torch before its first step."""

from __future__ import annotations


def set_up_cuda() -> None:
    """Single-precision products in TF32, and no attention by cuDNN.

    torch 2.11 prefers cuDNN's attention on an H100. It makes a plan for every new shape, which takes some 0.4 s for the
    forward pass and as long for the backward pass; batches have dozens of shapes, and decoding has another one with every
    token. The other kernels, flash and memory-efficient attention, are the same for every shape.
    """
    import torch

    torch.set_float32_matmul_precision("high")
    torch.backends.cuda.enable_cudnn_sdp(False)
