from __future__ import annotations

import json
import re
import subprocess
import sys

import briefsmith
from briefsmith.engines.folder import embedded_models
from conftest import REPO

PAGES = [REPO / "README.md", REPO / "CHANGELOG.md", *sorted((REPO / "docs").glob("*.md"))]


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
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text()):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_no_figure_was_left_to_be_filled_in() -> None:
    for page in PAGES:
        assert not re.findall(r"@[A-Z]{3,}@|\bTODO\b|\bTBD\b", page.read_text()), page.name


def test_the_scores_of_embedded_models_are_those_of_their_cards() -> None:
    readme = next(line for line in PAGES[0].read_text().splitlines() if "flores-dev BLEU" in line)
    models = (REPO / "docs/models.md").read_text().splitlines()
    for model in embedded_models():
        scores = json.loads((model.path / "briefsmith.json").read_text())["scores"]
        bleu = [f"{score['bleu']:.1f}" for score in scores]
        assert bleu[0] in readme, model.name
        rows = [line for line in models if "embedded" in line and all(figure in line for figure in bleu)]
        assert rows, f"docs/models.md has no row with {bleu} for {model.name}"
