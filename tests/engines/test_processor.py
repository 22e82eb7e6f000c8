from __future__ import annotations

import platform
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefsmith.engines import processor
from briefsmith.engines.ctranslate2 import Runtime
from briefsmith.engines.options import EngineOptions
from briefsmith.engines.processor import int8_saturates

ZEN_3 = "vendor_id : AuthenticAMD\nflags : fpu avx2 fma\n"


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("CT2_USE_MKL", raising=False)
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    int8_saturates.cache_clear()
    yield
    int8_saturates.cache_clear()


@pytest.mark.parametrize(
    ("cpuinfo", "expected"),
    [
        (ZEN_3, True),
        (ZEN_3.replace("avx2", "avx2 avx512_vnni"), False),
        (ZEN_3.replace("avx2", "avx2 avx_vnni"), False),
        (ZEN_3.replace("AuthenticAMD", "GenuineIntel"), False),
    ],
)
def test_amd_without_vnni(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, cpuinfo: str, expected: bool) -> None:
    (tmp_path / "cpuinfo").write_text(cpuinfo)
    monkeypatch.setattr(processor, "CPUINFO", tmp_path / "cpuinfo")
    assert int8_saturates() is expected


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("AMD64 Family 25 Model 33 Stepping 0, AuthenticAMD", True),
        ("AMD64 Family 26 Model 68 Stepping 0, AuthenticAMD", False),
        ("Intel64 Family 6 Model 158 Stepping 10, GenuineIntel", False),
        ("", False),
    ],
)
def test_windows_names_the_family(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, named: str, expected: bool) -> None:
    monkeypatch.setattr(processor, "CPUINFO", tmp_path / "none")
    monkeypatch.setattr(platform, "processor", lambda: named)
    assert int8_saturates() is expected


def test_other_kernels_and_other_machines(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "cpuinfo").write_text(ZEN_3)
    monkeypatch.setattr(processor, "CPUINFO", tmp_path / "cpuinfo")
    monkeypatch.setenv("CT2_USE_MKL", "1")
    assert not int8_saturates()
    int8_saturates.cache_clear()
    monkeypatch.delenv("CT2_USE_MKL")
    monkeypatch.setattr(platform, "machine", lambda: "aarch64")
    assert not int8_saturates()


def test_only_auto_leaves_int8(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "cpuinfo").write_text(ZEN_3)
    monkeypatch.setattr(processor, "CPUINFO", tmp_path / "cpuinfo")
    automatic = Runtime.of(EngineOptions(device="cpu"))
    assert (automatic.quantization, automatic.compute) == ("int8", "float32")
    assert Runtime.of(EngineOptions(device="cpu", precision="int8")).compute is None
