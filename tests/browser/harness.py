"""A page in real headless Chromium: what it fetched, what it complained of, what it looks like, who cannot use it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Route, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # What interception does not see (preconnect, prefetched names) finds no address either.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
LOCAL = {"localhost", "127.0.0.1"}


def executable() -> str | None:
    """Where the system's Chromium is, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def running(path: str) -> Iterator[Browser]:
    """Chromium with a new, empty profile; the sandbox is off for root only, who cannot have it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS, chromium_sandbox=os.geteuid() != 0)
        yield browser
        browser.close()


@dataclass(frozen=True)
class View:
    """How a page is looked at; sizes in CSS pixels."""

    width: int = 1200
    scheme: Literal["light", "dark"] = "light"
    height: int = 800
    reduced_motion: bool = True


@dataclass
class Visit:
    """One open page. `outside` are the requests that were blocked because they left this machine.

    `complaints` are console errors, uncaught exceptions and dialogs that a script opened.
    """

    page: Page
    view: View
    pictures: Path
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def screenshot(self, name: str) -> Path:
        """The whole page as `name-WIDTH-SCHEME.png` below `pictures`."""
        path = self.pictures / f"{name}-{self.view.width}-{self.view.scheme}.png"
        self.page.screenshot(path=path, full_page=True)
        return path

    def serious_issues(self) -> list[str]:
        """What axe-core calls serious or critical: the rule, what to do, and where."""
        # Frames are left out: axe cannot run in one that allows no script. Visit a frame's page by itself.
        found = Axe().run(self.page, options={"resultTypes": ["violations"], "iframes": False})
        return [
            f"{violation['id']}: {violation['help']}: {node['target']} {node['failureSummary']}"
            for violation in found.response["violations"]
            if violation["impact"] in {"serious", "critical"}
            for node in violation["nodes"]
        ]

    def overflows(self) -> bool:
        """Whether the page must be scrolled sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


def open_page(browser: Browser, target: str | Path, view: View, pictures: Path) -> Visit:
    """Visit an address or an HTML file in a context of its own, which the caller closes (`visit.page.context`)."""
    context = browser.new_context(
        viewport={"width": view.width, "height": view.height},
        color_scheme=view.scheme,
        reduced_motion="reduce" if view.reduced_motion else "no-preference",
        locale="en-GB",
    )
    context.set_default_timeout(10_000)
    visit = Visit(context.new_page(), view, pictures)
    _listen(context, visit)
    visit.page.goto(target.resolve().as_uri() if isinstance(target, Path) else target)
    return visit


def _listen(context: BrowserContext, visit: Visit) -> None:
    def pass_or_block(route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.scheme == "file" or address.hostname in LOCAL:
            route.continue_()
        else:
            visit.outside.append(route.request.url)
            route.abort()

    context.route("**/*", pass_or_block)
    visit.page.on("console", lambda said: visit.complaints.append(said.text) if said.type == "error" else None)
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))

    def dismiss(dialog: Dialog) -> None:
        visit.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    visit.page.on("dialog", dismiss)
