"""What a command loads: a key binding or a loop of a shell pays for every import each time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

# Libraries that cost 10 ms and more, and what they are for.
HEAVY = {
    "babel", "ctranslate2", "datasets", "email.policy", "feedparser", "httpx", "huggingface_hub", "jinja2", "lxml", "numpy",
    "pyarrow", "pydantic", "pypdfium2", "rich", "sacremoses", "sentencepiece", "torch", "trafilatura", "transformers",
}  # fmt: skip
SETTINGS = {"pydantic"}
# Reading plain text, choosing sentences, checking them.
BRIEFS = SETTINGS | {"numpy"}
ALLOWED = {
    "--version": set(),
    "--help": {"rich"},
    "run --help": {"pydantic", "rich"},
    "languages": SETTINGS | {"huggingface_hub"},
    "clean ARTICLE": BRIEFS,
    "run ARTICLE": BRIEFS | {"babel"},
    "run ARTICLE --set check.facts=false": BRIEFS,
    # The hub's library says where its cache is; its own imports are lazy.
    "run ARTICLE --lang de": BRIEFS | {"babel", "ctranslate2", "huggingface_hub", "sentencepiece"},
}
LOADED = """
import sys
from briefsmith.cli import main
sys.argv[0] = "briefsmith"
try:
    main()
finally:
    print(*sorted(sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize("command", ALLOWED)
def test_a_command_loads_only_what_it_uses(command: str, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("The river rose by two metres in the night. The bridge did not hold, the mayor said.\n", "utf-8")
    words = [str(article) if word == "ARTICLE" else word for word in command.split()]
    done = subprocess.run([sys.executable, "-c", LOADED, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    loaded = HEAVY & set(done.stderr.splitlines()[-1].split())
    assert loaded <= ALLOWED[command], "loaded without need"


def test_import_of_the_package_loads_no_library() -> None:
    code = "import sys, briefsmith; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not HEAVY & set(done.stdout.split())
