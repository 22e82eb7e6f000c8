"""A short hash of JSON data, used to compare settings and recipes."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def fingerprint(data: Any) -> str:
    """Twelve hex digits of the SHA-256 of JSON data: the same settings, the same fingerprint."""
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:12]
