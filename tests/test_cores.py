"""The cores that a process may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefsmith import cores


@pytest.mark.parametrize(
    ("quota", "usable"),
    [("max 100000", 64), ("200000 100000", 2), ("150000 100000", 2), ("50000 100000", 1), ("broken", 64), (None, 64)],
)
def test_a_container_s_quota_counts(
    quota: str | None, usable: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if quota is not None:
        (tmp_path / "cpu.max").write_text(f"{quota}\n")
    monkeypatch.setattr(cores, "QUOTA", tmp_path / "cpu.max")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: set(range(64)), raising=False)
    assert cores.usable_cores.__wrapped__() == usable


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system has no affinity")
def test_a_process_bound_to_one_core_has_one() -> None:
    before = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(before)})
        assert cores.usable_cores.__wrapped__() == 1
    finally:
        os.sched_setaffinity(0, before)
