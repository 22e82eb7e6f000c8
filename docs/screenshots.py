"""Makes the pictures of the README: the newsletter of the examples, one for each language. Needs Chromium and `.[dev]`.

python docs/screenshots.py
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

REPO = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPO / "tests"))

from browser.harness import View, executable, open_page, running  # noqa: E402

IMAGES = REPO / "docs/images"
ARTICLES = ("examples/scraped-page.txt", "examples/news-report.txt")
VIEWS = {"en": View(680, "light"), "de": View(680, "dark"), "fr": View(680, "light")}
# With more, a README loads slowly.
MAX_BYTES = 150_000


def main() -> None:
    browser_path = executable()
    if browser_path is None:
        sys.exit("Chromium is not installed: apt-get install chromium")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running(browser_path) as browser:
        command = [sys.executable, "-m", "briefsmith", "newsletter", *ARTICLES, "--lang", ",".join(VIEWS)]
        subprocess.run([*command, "--out", folder], cwd=REPO, check=True, stdout=subprocess.DEVNULL)
        for language, view in VIEWS.items():
            visit = open_page(browser, Path(folder) / f"{language}.html", view, Path(folder))
            picture = Path(folder) / f"{language}.png"
            visit.page.screenshot(path=picture, full_page=True)
            _save(picture, IMAGES / f"newsletter-{language}.png")
            visit.page.context.close()


def _save(picture: Path, target: Path) -> None:
    """With a palette, which halves the size and makes no visible difference to text."""
    Image.open(picture).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(target, optimize=True)
    size = target.stat().st_size
    if size > MAX_BYTES:
        sys.exit(f"{target} has {size} bytes, more than {MAX_BYTES}")


if __name__ == "__main__":
    main()
