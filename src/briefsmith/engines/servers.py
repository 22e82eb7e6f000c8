"""Servers of language models on this machine: which answer at their usual addresses, and with which models."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from briefsmith.engines.dialects import DIALECTS, Dialect, version_address
from briefsmith.engines.openai import AUTO_DIALECT, Endpoint
from briefsmith.errors import ModelUnavailableError

# By name: the address of each when it is started without options.
USUAL = {
    "Ollama": "http://localhost:11434/v1",
    "LM Studio": "http://localhost:1234/v1",
    "llama.cpp": "http://localhost:8080/v1",
    "vLLM": "http://localhost:8000/v1",
}
_STARTS = {
    "Ollama": "start it with 'ollama serve'",
    "LM Studio": "start its server in the developer tab",
    "llama.cpp": "start it with 'llama-server -m MODEL.gguf'",
    "vLLM": "start it with 'vllm serve MODEL'",
}
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
# A server on this machine answers at once; nobody waits for one that hangs.
_SECONDS = 1.0


class _UnreachableError(Exception):
    """Nobody answers at an address."""


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A server that answered; `models` are its models by name, each with its revision or ""."""

    name: str
    url: str
    models: Mapping[str, str]


def local_servers() -> list[LocalServer]:
    """The servers at the usual addresses of this machine. Asks nobody else."""
    if not USUAL:
        return []
    with ThreadPoolExecutor(len(USUAL)) as pool:
        found = pool.map(lambda item: _server(*item), USUAL.items())
        return [server for server in found if server]


def _server(name: str, url: str) -> LocalServer | None:
    try:
        models = _models(url, DIALECTS["ollama" if name == "Ollama" else "openai"])
    except _UnreachableError:
        return None
    return None if models is None else LocalServer(name, url, models)


def settled(endpoint: Endpoint) -> Endpoint:
    """The endpoint with what its server says: the dialect, and if the settings name no model, the only one that it has.

    A server on this machine is asked, and must answer; another is asked only if no model is named.
    Raises ModelUnavailableError.
    """
    url = endpoint.url.rstrip("/")
    local = _is_local(url)
    if endpoint.dialect == AUTO_DIALECT and not local:
        endpoint = replace(endpoint, dialect="openai")
    if endpoint.model and not local:
        return endpoint
    try:
        if endpoint.dialect == AUTO_DIALECT:
            endpoint = replace(endpoint, dialect="ollama" if _get(version_address(url)) else "openai")
        models = _models(url, DIALECTS[endpoint.dialect], endpoint.key())
    except _UnreachableError as error:
        raise ModelUnavailableError(_nobody(url)) from error
    if endpoint.model:
        return replace(endpoint, revision=_revision(models or {}, endpoint.model))
    if models is None:
        raise ModelUnavailableError(f"{url} does not list its models; name one with --set endpoint.model=NAME")
    if len(models) != 1:
        there = f"has {', '.join(models)}; choose one with --set endpoint.model=NAME" if models else "has no model"
        raise ModelUnavailableError(f"the server at {url} {there}")
    ((model, revision),) = models.items()
    return replace(endpoint, model=model, revision=revision or endpoint.revision)


def _revision(models: Mapping[str, str], model: str) -> str:
    """What the server says of a model: `qwen3` is `qwen3:latest` to Ollama. Servers may answer to other names too."""
    return models.get(model) or models.get(f"{model}:latest") or "unpinned"


def _nobody(url: str) -> str:
    usual = next((name for name, address in USUAL.items() if _is_local(url) and _port(address) == _port(url)), "")
    how = f"{_STARTS[usual]}, or " if usual else ""
    return f"no server of language models answers at {url}: {how}give another address with --set endpoint.url=URL"


def _is_local(url: str) -> bool:
    try:
        return urlsplit(url).hostname in _LOOPBACK
    except ValueError:  # the engine says what is wrong with it
        return False


def _port(url: str) -> int | None:
    try:
        return urlsplit(url).port
    except ValueError:
        return None


def _models(url: str, dialect: Dialect, key: str | None = None) -> dict[str, str] | None:
    """The models that a server lists; None if it does not list them. Raises _UnreachableError."""
    data = _get(dialect.listing(url), key)
    if not isinstance(data, dict):
        return None
    try:
        return dialect.models(data)
    except (KeyError, IndexError, TypeError, AttributeError):
        return None


def _get(url: str, key: str | None = None) -> Any:
    """The JSON at an address; None if there is none. Raises _UnreachableError if nobody answers."""
    import httpx

    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        # A proxy of the environment has nothing to do with this machine.
        response = httpx.get(url, headers=headers, timeout=_SECONDS, trust_env=not _is_local(url))
        return response.json() if response.is_success else None
    except httpx.TransportError as error:
        raise _UnreachableError from error
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        return None
