"""Fixtures that several test modules share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from huggingface_hub import constants
from hypothesis import settings

import toy_consistency
import toys
from briefsmith.engines import servers
from briefsmith.model import Brief, BriefSentence, CleanDocument, Document, Result, Sentence, Step

REPO = Path(__file__).parents[1]
SHARED = REPO / "../shared/data"

# Machines that are shared are slow at times; a test that hangs ends by pytest's own limit.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, _cache: Path) -> None:
    """Each test runs in an empty folder, without settings from the developer's shell, and stays off the network."""
    for name in list(os.environ):
        if name.startswith("BRIEFSMITH_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("BRIEFSMITH_CACHE", str(_cache))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    # Models that the developer pulled would take part; the library may have read its environment already.
    monkeypatch.delenv("HF_HUB_CACHE", raising=False)
    monkeypatch.setenv("HF_HOME", str(_cache / "hf"))
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(_cache / "hf/hub"))
    # Servers of language models that run on the developer's machine are not asked.
    monkeypatch.setattr(servers, "USUAL", {})
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of measuring data beside the repository."""
    if not SHARED.is_dir():
        pytest.skip("the measuring data is not beside the repository")
    return SHARED.resolve()


@pytest.fixture(scope="session")
def hhem(pytestconfig: pytest.Config) -> Path:
    """The folder of a tiny HHEM."""
    return _consistency("hhem", pytestconfig)


@pytest.fixture(scope="session")
def minicheck(pytestconfig: pytest.Config) -> Path:
    """The folder of a tiny MiniCheck."""
    return _consistency("minicheck", pytestconfig)


def _consistency(kind: str, config: pytest.Config) -> Path:
    assert config.cache is not None
    return toy_consistency.checkpoint(kind, config.cache.mkdir("toys"))


@pytest.fixture(scope="session")
def toy(pytestconfig: pytest.Config) -> Callable[[str], Path]:
    """`toy("marian")` is the folder of a tiny trained checkpoint; `toys.RECIPES` has the names."""
    cache = pytestconfig.cache
    assert cache is not None
    return lambda name: toys.checkpoint(name, cache.mkdir("toys"))


@pytest.fixture
def examples() -> Path:
    return REPO / "examples"


@pytest.fixture
def result() -> Result:
    """A document with hostile text in it and two briefs, one machine-translated."""
    text = "Rain <b>fell</b> & stopped. It was the 3rd_time."
    document = Document.create(
        "wet-day",
        text,
        language="en",
        metadata={"title": "Rain <script>", "url": "javascript:alert(1)", "date": "2026-05-03"},
    )
    sentences = (Sentence(text[:27], 0, 27, 0), Sentence(text[28:], 28, len(text), 1))
    english = Brief(
        "wet-day",
        "en",
        "short",
        "Rain & sun",
        (BriefSentence(sentences[0].text, (0,)), BriefSentence(sentences[1].text, (1,), paragraph=1)),
        provenance=(Step("summarize", "embedded"),),
    )
    arabic = Brief(
        "wet-day",
        "ar",
        "short",
        "مطر",
        (BriefSentence("هطل المطر.", (0,)),),
        provenance=(Step("summarize", "embedded"), Step("translate", "fake", "rule", "0", route="en>ar")),
    )
    return Result("wet-day", CleanDocument(document, sentences), (english, arabic))
