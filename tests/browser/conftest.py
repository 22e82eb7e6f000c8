"""Fixtures for tests in a real browser: `visit(target, View(width, scheme))` opens a page.

BRIEFSMITH_REQUIRE_BROWSER=1 makes a missing Chromium a failure; BRIEFSMITH_SCREENSHOTS=FOLDER keeps the pictures.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from .harness import View, Visit, executable, open_page, running

# Read here, because each test runs without any BRIEFSMITH_ variable.
REQUIRED = os.environ.get("BRIEFSMITH_REQUIRE_BROWSER") == "1"
SCREENSHOTS = os.environ.get("BRIEFSMITH_SCREENSHOTS")
PICTURES = Path(SCREENSHOTS).resolve() if SCREENSHOTS else None

Open = Callable[..., Visit]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for this folder, and no longer: while it runs, Playwright holds the thread's event loop."""
    path = executable()
    if path is None:
        message = "Chromium is not installed: apt-get install chromium"
        if REQUIRED:
            pytest.fail(message)
        pytest.skip(message)
    with running(path) as browser:
        yield browser


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open pages; each is closed at the end of the test."""
    visits: list[Visit] = []

    def open_(target: str | Path, view: View | None = None) -> Visit:
        visits.append(open_page(browser, target, view or View(), PICTURES or tmp_path))
        return visits[-1]

    yield open_
    for visited in visits:
        visited.page.context.close()
