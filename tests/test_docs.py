from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import briefsmith
from briefsmith.engines.folder import embedded_models
from conftest import REPO

DOCS = REPO / "docs"
PAGES = [REPO / "README.md", REPO / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
HOW_TO = sorted([*(DOCS / "start").glob("*.md"), *(DOCS / "guide").glob("*.md")])


def prose(page: Path) -> str:
    """The page without its blocks of code."""
    return re.sub(r"^(```|~~~).*?^\1", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)


def anchors(page: Path) -> set[str]:
    """The `#section` of each heading, as GitHub makes them."""
    found: Counter[str] = Counter()
    names = set()
    for heading in re.findall(r"^#{1,6} +(.+?) *#*$", prose(page), re.MULTILINE):
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        slug = re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")
        names.add(f"{slug}-{found[slug]}" if found[slug] else slug)
        found[slug] += 1
    return names


def name(page: Path) -> str:
    return page.relative_to(REPO).as_posix()


def test_generated_documents_are_up_to_date() -> None:
    done = subprocess.run([sys.executable, DOCS / "generate.py", "--check"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_changelog_begins_with_this_version() -> None:
    first = re.search(r"^## (\d\S*)", (REPO / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert first is not None
    assert first[1] == briefsmith.__version__


def test_every_dependency_has_its_reason() -> None:
    listed = set(re.findall(r"^\| ([\w-]+) \|", (DOCS / "reference/dependencies.md").read_text(), re.MULTILINE))
    project = (REPO / "pyproject.toml").read_text()
    block = project.split("dependencies = [", 1)[1].split("[project.scripts]")[0]
    needed = {re.split(r"[\[<>=]", name)[0] for name in re.findall(r'^\s*"([\w\[\]<>=.,-]+)"', block, re.MULTILINE)}
    assert len(needed) > 20
    assert needed - {"briefsmith"} <= listed


def test_the_package_states_the_licence_of_all_that_is_in_it() -> None:
    project = (REPO / "pyproject.toml").read_text()
    found = re.search(r'^license = "(.+)"$', project, re.MULTILINE)
    files = re.search(r"^license-files = \[(.+)\]$", project, re.MULTILINE)
    assert found
    assert files
    listed = {path for pattern in re.findall(r'"([^"]+)"', files[1]) for path in REPO.glob(pattern)}
    models = embedded_models()
    assert {model.license for model in models} <= set(found[1].split(" AND "))
    assert {model.path / "README.md" for model in models} | set((REPO / "src").rglob("LICENSE*")) <= listed


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    for path, anchor in re.findall(r"\]\(([^)#\s]*)#?([^)\s]*)\)", prose(page)):
        if "://" in path:
            continue
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{name(page)} links to {path}"
        if anchor:
            assert anchor in anchors(target), f"{name(page)} links to {path}#{anchor}"


def test_every_page_is_in_the_index() -> None:
    index = DOCS / "README.md"
    linked = {(DOCS / target).resolve() for target in re.findall(r"\]\(([^)#\s]+)", index.read_text("utf-8"))}
    assert [name(page) for page in sorted(DOCS.rglob("*.md")) if page != index and page not in linked] == []


@pytest.mark.parametrize("page", HOW_TO, ids=name)
def test_how_to_pages_hold_no_scores(page: Path) -> None:
    """They change with every model: scores stand in docs/measured/ alone."""
    rows = [line for line in page.read_text("utf-8").splitlines() if line.lstrip().startswith("|")]
    assert [row for row in rows if re.search(r"\b(BLEU|chrF|ROUGE|F1)\b", row)] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_figure_was_left_to_be_filled_in(page: Path) -> None:
    assert not re.findall(r"@[A-Z]{3,}@|\bTODO\b|\bTBD\b", page.read_text())


def test_the_scores_of_embedded_models_are_those_of_their_cards() -> None:
    readme = next(line for line in PAGES[0].read_text().splitlines() if "flores-dev BLEU" in line)
    measured = (DOCS / "measured/translation.md").read_text().splitlines()
    for model in embedded_models():
        scores = json.loads((model.path / "briefsmith.json").read_text())["scores"]
        bleu = [f"{score['bleu']:.1f}" for score in scores]
        assert bleu[0] in readme, model.name
        rows = [line for line in measured if "embedded" in line and all(figure in line for figure in bleu)]
        assert rows, f"docs/measured/translation.md has no row with {bleu} for {model.name}"
