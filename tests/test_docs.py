from __future__ import annotations

import re
import subprocess
import sys

import briefsmith
from conftest import REPO


def test_generated_documents_are_up_to_date() -> None:
    done = subprocess.run([sys.executable, REPO / "docs/generate.py", "--check"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_changelog_begins_with_this_version() -> None:
    first = re.search(r"^## (\S+)", (REPO / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert first is not None
    assert first[1] == briefsmith.__version__


def test_every_dependency_has_its_reason() -> None:
    listed = set(re.findall(r"^\| ([\w-]+) \|", (REPO / "docs/dependencies.md").read_text(), re.MULTILINE))
    project = (REPO / "pyproject.toml").read_text()
    block = project.split("dependencies = [", 1)[1].split("[project.scripts]")[0]
    needed = {re.split(r"[\[<>=]", name)[0] for name in re.findall(r'^\s*"([\w\[\]<>=.,-]+)"', block, re.MULTILINE)}
    assert len(needed) > 20
    assert needed - {"briefsmith"} <= listed


def test_links_in_the_docs_lead_somewhere() -> None:
    for page in [REPO / "README.md", REPO / "CHANGELOG.md", *(REPO / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text()):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name} links to {target}"
