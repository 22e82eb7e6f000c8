"""How many cores this process may use."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

# Quota and period in microseconds, in a container of Linux's control groups, version 2; `max` is no quota.
QUOTA = Path("/sys/fs/cgroup/cpu.max")


@cache
def usable_cores() -> int:
    """The cores that the operating system, `taskset` and a container's limit leave to this process; at least one.

    `os.cpu_count()` says 64 in a container that may use two of them.
    """
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(allowed, _quota() or allowed))


def _quota() -> int | None:
    """The cores that a container's quota is worth, rounded up; None without one."""
    try:
        quota, period = map(int, QUOTA.read_text("ascii").split())
    except (OSError, ValueError):  # not Linux, an older kernel, or no quota
        return None
    return -(-quota // period) if period > 0 else None
