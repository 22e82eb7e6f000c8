"""The Nu Html Checker, which is what validator.w3.org runs (npm: vnu-jar; needs Java), on e-mails and the archive."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from briefsmith.newsletter.archive.write import add_to_archive
from briefsmith.newsletter.issue import Issue
from briefsmith.newsletter.mail import make_mail
from briefsmith.newsletter.templates import PACKAGED, open_templates
from newsletter.samples import hostile, issue

JAR = os.environ.get("VNU_JAR", "")
# Properties of mail programs, which no browser knows, and attributes that Outlook needs.
CLIENTS = ("supported-color-schemes", "mso-hide", "text-size-adjust", "“table” element is obsolete")


def complaints(folder: Path) -> list[str]:
    """Errors and warnings about the pages in the folder."""
    if not JAR or not Path(JAR).is_file() or shutil.which("java") is None:
        pytest.skip("no Java, or VNU_JAR does not name vnu.jar (npm install vnu-jar)")
    pages = sorted(map(str, folder.rglob("*.html")))
    assert pages
    done = subprocess.run(
        ["java", "-jar", JAR, "--format", "json", *pages], capture_output=True, check=False, timeout=250
    )
    messages = json.loads(done.stderr)["messages"]
    serious = [m for m in messages if m["type"] == "error" or m.get("subType") == "warning"]
    return [f"{Path(m['url']).name}:{m.get('lastLine')}: {m['message']}" for m in serious]


@pytest.mark.parametrize("template", PACKAGED)
def test_emails(template: str, issues: list[Issue], tmp_path: Path) -> None:
    for made in issues:
        (tmp_path / f"{made.language}.html").write_text(make_mail(made, open_templates(template)).html)
    found = complaints(tmp_path)
    assert not [message for message in found if not any(known in message for known in CLIENTS)]
    assert found  # the checker did look at the styles


def test_the_archive(issues: list[Issue], tmp_path: Path) -> None:
    add_to_archive(tmp_path, [*issues, issue(hostile())], "https://news.example/")
    assert complaints(tmp_path) == []
