"""A network's weights as few bytes: int8 with a scale a row, or half precision where that is small enough.

CTranslate2 quantizes in the same way, row by row to 127 steps: its int8 export of weights that were int8 here is the
same numbers again.
"""

from __future__ import annotations

import io
import pickle
from typing import TYPE_CHECKING, Any

from briefsmith.errors import UsageError
from briefsmith.training.network import NetworkShape, Parameters

if TYPE_CHECKING:
    import torch

# What half precision may take; above it the weights travel as int8.
MOST_HALF = 56 << 20
SMALLEST_SCALE = 1e-8


def quantized(tensor: torch.Tensor) -> dict[str, torch.Tensor]:
    """A matrix as int8 and the scale of each row."""
    import torch

    scale = tensor.abs().amax(1, keepdim=True).clamp(min=SMALLEST_SCALE) / 127
    return {"int8": (tensor / scale).round().to(torch.int8).cpu(), "scale": scale.cpu()}


def small(parameters: Parameters) -> dict[str, Any]:
    """What travels of each parameter, on the CPU: half precision where all of them fit so, else int8 for matrices."""
    half = 2 * sum(tensor.numel() for tensor in parameters.values()) <= MOST_HALF
    content: dict[str, Any] = {}
    for name, tensor in parameters.items():
        whole = tensor.detach()
        if tensor.ndim == 1:
            content[name] = whole.float().cpu()
        else:
            content[name] = whole.half().cpu() if half else quantized(whole.float())
    return content


def to_bytes(shape: NetworkShape, content: dict[str, Any]) -> bytes:
    """A file of the weights that `small` made."""
    import torch

    buffer = io.BytesIO()
    torch.save({"config": shape.config(), "weights": content}, buffer)
    return buffer.getvalue()


def from_bytes(data: bytes) -> tuple[NetworkShape, Parameters]:
    """Shape and parameters in single precision. Raises UsageError if the bytes are something else."""
    import torch

    try:
        content = torch.load(io.BytesIO(data), map_location="cpu", weights_only=True)
        shape = NetworkShape.from_config(content["config"])
        parameters = {name: _whole(value) for name, value in content["weights"].items()}
    except (pickle.UnpicklingError, RuntimeError, KeyError, ValueError, TypeError, EOFError):
        raise UsageError("The weights cannot be read: they are not what a run writes.") from None
    if {name: tuple(tensor.shape) for name, tensor in parameters.items()} != shape.parameters():
        raise UsageError(f"The weights do not fit their configuration {shape.config()}.")
    return shape, parameters


def _whole(value: Any) -> torch.Tensor:
    if isinstance(value, dict):
        return value["int8"].float() * value["scale"]
    return value.float()
