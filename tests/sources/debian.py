"""Files that Debian packages bring, for tests of readers: read where they are, never copied.

They are looked for below `/`, or below the folder that DEBIAN_ROOT names: `apt-get download PACKAGE` and
`dpkg-deb -x PACKAGE.deb DEBIAN_ROOT` need no rights.
"""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest


def debian_file(name: str) -> bytes:
    """The content of `usr/...`, unpacked; skips the test if this machine does not have it."""
    path = next((p for root in (os.environ.get("DEBIAN_ROOT", "/"), "/") if (p := Path(root) / name).is_file()), None)
    if path is None:
        pytest.skip(f"this machine has no /{name}: install its Debian package")
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data
