"""The hub's cache in a folder of the test, and a hub to fill it from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from huggingface_hub import constants

from briefsmith.cli import app
from briefsmith.errors import BriefsmithError
from cli.conftest import Run, cli

from .hub_server import Hub

__all__ = ["cli"]

ToyFolder = Callable[[str], Path]


@pytest.fixture
def hub(toy: ToyFolder) -> Iterator[Hub]:
    """`org/tiny` is a toy that translates English into German, with the other files of a hub repository."""
    extra = {
        "README.md": b"---\nlicense: apache-2.0\n---\n",
        "pytorch_model.bin": b"pickle" * 5000,
        "tf_model.h5": b"tensorflow",
        ".gitattributes": b"",
    }
    served = Hub.of(toy("marian"))
    served.files |= extra
    with served.running():
        yield served


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """`HF_HOME` of the commands."""
    return tmp_path / "hf"


Models = Callable[..., Run]


@pytest.fixture
def models(
    hub: Hub, cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Run]:
    """`briefsmith models ARGS...` against the hub, in this process: a new process takes a second each time."""
    use_hub(monkeypatch, hub, cache)

    def run(*arguments: str | Path) -> Run:
        code, error = 0, ""
        try:
            app(args=["models", *map(str, arguments)], standalone_mode=False)
        except BriefsmithError as raised:
            code, error = raised.exit_code, f"briefsmith: {raised}\n"
        captured = capsys.readouterr()
        return Run(code, captured.out, captured.err + error)

    return run


def use_hub(monkeypatch: pytest.MonkeyPatch, hub: Hub, cache: Path) -> None:
    """The settings of `online`, for a library that has already read its environment."""
    monkeypatch.setattr(constants, "ENDPOINT", hub.url)
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", hub.url + "/{repo_id}/resolve/{revision}/{filename}")
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(cache / "hub"))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setenv("BRIEFSMITH_CACHE", str(cache / "briefsmith"))


def online(hub: Hub, cache: Path) -> dict[str, str]:
    """The environment that points a process to the hub of the test."""
    return {
        "HF_ENDPOINT": hub.url,
        "HF_HOME": str(cache),
        "HF_HUB_OFFLINE": "0",
        "BRIEFSMITH_CACHE": str(cache / "briefsmith"),
    }
