"""The commands accept a format of input or output as soon as it is in its table."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from .conftest import COMMAND, environment

# What an extension would contain; Python runs a file of this name when it starts, in workers too.
ADDED = """
from briefsmith.render import FORMATS, Format
from briefsmith.sources.extracted import Extracted, Reader
from briefsmith.sources.readers import READERS

def shout(results, footnotes):
    return "".join(brief.headline.upper() + "!\\n" for result in results for brief in result.briefs)

FORMATS["shout"] = Format("shout", ".shout", shout)
READERS["xyz"] = Reader(
    "xyz", (".xyz",), (), lambda data: data.startswith(b"XYZ"), lambda raw, options: Extracted(raw.data[3:].decode())
)
"""
ARTICLE = b"XYZ" + b"The council opened the new bridge over the river on Monday. " * 3


def command(*arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    Path("sitecustomize.py").write_text(ADDED, "utf-8")
    path = os.pathsep.join(filter(None, (".", os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        [*COMMAND, *arguments], capture_output=True, text=True, env=environment(PYTHONPATH=path), check=False
    )
    assert done.returncode == code, done.stderr
    return done


@pytest.fixture
def article(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    (tmp_path / "news/bridge.xyz").write_bytes(ARTICLE)
    return tmp_path / "news/bridge.xyz"


def test_run_reads_and_writes_the_new_formats(article: Path) -> None:
    done = command("run", str(article), "--format", "shout", "--length", "headline")
    assert done.stdout.startswith("THE COUNCIL OPENED THE NEW BRIDGE")
    assert "shout" in command("run", "--help").stdout
    complaint = command("run", str(article), "--set", "format=whisper", code=2).stderr
    assert re.search(r"format: Input should be 'md', .*'discord' or 'shout'", complaint)


def test_batch_reads_and_writes_the_new_formats(article: Path) -> None:
    done = command("batch", str(article.parent), "--format", "shout", "--length", "headline", "--out", "briefs")
    assert done.stdout == "briefs/bridge.en.headline.shout\n"
    assert Path("briefs/bridge.en.headline.shout").read_text("utf-8").endswith("!\n")
    done = command("batch", str(article.parent), "--out", "one.shout", code=2)
    assert "choose a folder" in done.stderr
