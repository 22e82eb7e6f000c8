"""What the time of a step goes into, kernel by kernel: the question that a first hour on a new device is for."""

from __future__ import annotations

import time
from collections.abc import Callable

STEPS, ROWS = 3, 25
MILLISECONDS = 1e3  # microseconds in one


def costs(step: Callable[[], object], device: str) -> str:
    """The largest parts of some steps: milliseconds a step, their share, calls a step, the name.

    On a GPU these are its kernels, and the first line says how much of the time it was computing: if that is far from
    all, it waits for the processor.
    """
    import torch
    from torch.profiler import ProfilerActivity, profile

    gpu = device == "cuda"
    with profile(activities=[ProfilerActivity.CUDA if gpu else ProfilerActivity.CPU]) as found:
        start = time.perf_counter()
        for _ in range(STEPS):
            step()
        if gpu:
            torch.cuda.synchronize()
        whole = (time.perf_counter() - start) * 1e3 / STEPS
    kind = "device" if gpu else "cpu"
    parts = [
        (getattr(e, f"self_{kind}_time_total") / MILLISECONDS / STEPS, e.count / STEPS, e.key)
        for e in found.key_averages()
    ]
    parts.sort(reverse=True)
    busy = sum(part[0] for part in parts)
    lines = [f"a step took {whole:.1f} ms, {busy:.1f} of them in {sum(part[1] for part in parts):.0f} calls:"]
    lines += [
        f"{ms:9.2f} ms {ms / max(busy, 1e-9):6.1%} {calls:7.1f} x  {name[:90]}" for ms, calls, name in parts[:ROWS]
    ]
    return "\n".join(lines)
