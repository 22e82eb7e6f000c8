"""Processors on which CTranslate2's int8 arithmetic loses more accuracy than it should."""

from __future__ import annotations

import os
import platform
import re
from functools import cache
from pathlib import Path

CPUINFO = Path("/proc/cpuinfo")
# Zen 5. Windows gives Zen 3 and Zen 4 the same family, but only Zen 4 multiplies bytes.
_FAMILY_WITH_VNNI = 26


@cache
def int8_saturates() -> bool:
    """Whether int8 products overflow here: on AMD processors before Zen 4, which have AVX2 but no VNNI.

    CTranslate2 uses oneDNN's kernels there, which add pairs of products in 16 bits. Embedded en-de, first 400 sentences
    of flores-dev, Zen 3: BLEU 27.2 in 12.6 seconds; in float32, from the same int8 weights, 27.8 in 16.3 seconds; with
    MKL's int8 kernels 27.8 in 41 seconds.
    """
    if os.environ.get("CT2_USE_MKL", "").lower() in {"1", "true", "on"} or platform.machine() not in {
        "x86_64",
        "AMD64",
    }:
        return False
    if CPUINFO.is_file():
        flags = set(CPUINFO.read_text("utf-8", "replace").split())
        return "AuthenticAMD" in flags and not flags & {"avx512_vnni", "avx_vnni"}
    named = re.search(r"Family (\d+).*AuthenticAMD", platform.processor())
    return named is not None and int(named[1]) < _FAMILY_WITH_VNNI
