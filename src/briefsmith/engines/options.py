"""Which engine runs a checkpoint, on which device and in which precision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Device = Literal["auto", "cpu", "cuda", "mps"]
Precision = Literal["auto", "float32", "bfloat16", "float16", "int8"]


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """`auto` is what measured fastest (docs/guide/engines.md); `engine` is a registry name; `threads` 0 is all cores.

    That is CTranslate2 if the architecture converts, int8 on CPU (but see `processor`) and float16 on CUDA; otherwise
    transformers, bfloat16 if the device multiplies it natively, float32 if not.
    """

    engine: str = "auto"
    device: Device = "auto"
    precision: Precision = "auto"
    threads: int = 0

    def torch_device(self) -> str:
        """The name of the torch device."""
        import torch

        if self.device != "auto":
            return self.device
        if torch.cuda.is_available():
            return "cuda"
        return "mps" if torch.backends.mps.is_available() else "cpu"

    def torch_precision(self, device: str) -> str:
        """The name of the torch dtype for a device."""
        import torch

        if self.precision not in {"auto", "int8"}:
            return self.precision
        if device == "cuda":
            return "bfloat16" if torch.cuda.is_bf16_supported() else "float32"
        if device == "cpu" and hasattr(torch.cpu, "get_capabilities"):
            # 1.2 to 3.6 times as fast as float32 on a processor with AMX (docs/measured/performance.md); slower without
            # such units.
            capabilities = torch.cpu.get_capabilities()
            if capabilities.get("amx_bf16") or capabilities.get("avx512_bf16"):
                return "bfloat16"
        return "float32"
