"""How servers of language models are asked and what they answer: OpenAI's chat completions, and Ollama's own API.

Ollama answers the first too, but only through the second can the length of its context be set; without that it cuts long texts
silently.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

_THOUGHTS = re.compile(r"\s*<think>.*?</think>\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Question:
    """One text with its instruction. `most` is the tokens of the answer, `context` those of everything together.

    With `field` the answer is a JSON object with this one string, on servers that can promise that.
    """

    instruction: str
    text: str
    most: int
    context: int
    field: str | None = None

    @property
    def schema(self) -> dict[str, Any] | None:
        """The JSON schema of the answer."""
        if self.field is None:
            return None
        return {
            "type": "object",
            "properties": {self.field: {"type": "string"}},
            "required": [self.field],
            "additionalProperties": False,
        }

    @property
    def messages(self) -> list[dict[str, str]]:
        return [{"role": "system", "content": self.instruction}, {"role": "user", "content": self.text}]


@dataclass(frozen=True, slots=True)
class ChatAnswer:
    """What came: the text without a model's thoughts, and whether it was cut off at the limit."""

    text: str
    cut: bool


class Dialect(Protocol):
    """Addresses, requests and answers of one kind of server; addresses are below the endpoint's `url`."""

    @property
    def name(self) -> str: ...

    def chat(self, url: str) -> str:
        """The address that answers questions."""

    def listing(self, url: str) -> str:
        """The address that lists models."""

    def body(self, model: str, question: Question) -> dict[str, Any]:
        """The request."""

    def answer(self, data: Mapping[str, Any]) -> ChatAnswer:
        """What an answer holds. Raises KeyError, IndexError or TypeError if it is of another form."""

    def models(self, data: Mapping[str, Any]) -> dict[str, str]:
        """The models of a listing by name, each with its revision or "". Raises like `answer`."""


class OpenAIDialect:
    """`/chat/completions` and `/models` below an address that usually ends in /v1."""

    name = "openai"

    def chat(self, url: str) -> str:
        return f"{url}/chat/completions"

    def listing(self, url: str) -> str:
        return f"{url}/models"

    def body(self, model: str, question: Question) -> dict[str, Any]:
        schema = question.schema
        form = {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": schema}}
        return {
            "model": model,
            "messages": question.messages,
            "max_tokens": question.most,
            "temperature": 0,
            "seed": 0,
            **({"response_format": form} if schema else {}),
        }

    def answer(self, data: Mapping[str, Any]) -> ChatAnswer:
        choice = data["choices"][0]
        return ChatAnswer(_text(choice["message"]["content"]), choice.get("finish_reason") == "length")

    def models(self, data: Mapping[str, Any]) -> dict[str, str]:
        return {str(model["id"]): "" for model in data["data"]}


class OllamaDialect:
    """`/api/chat` and `/api/tags`, beside the /v1 of an address."""

    name = "ollama"

    def chat(self, url: str) -> str:
        return f"{_root(url)}/api/chat"

    def listing(self, url: str) -> str:
        return f"{_root(url)}/api/tags"

    def body(self, model: str, question: Question) -> dict[str, Any]:
        schema = question.schema
        options = {"num_ctx": question.context, "num_predict": question.most, "temperature": 0, "seed": 0}
        return {
            "model": model,
            "messages": question.messages,
            "stream": False,
            "think": False,
            "options": options,
            **({"format": schema} if schema else {}),
        }

    def answer(self, data: Mapping[str, Any]) -> ChatAnswer:
        return ChatAnswer(_text(data["message"]["content"]), data.get("done_reason") == "length")

    def models(self, data: Mapping[str, Any]) -> dict[str, str]:
        return {str(model["name"]): str(model.get("digest") or "") for model in data["models"]}


DIALECTS: dict[str, Dialect] = {dialect.name: dialect for dialect in (OpenAIDialect(), OllamaDialect())}


def version_address(url: str) -> str:
    """What only Ollama answers, with its version."""
    return f"{_root(url)}/api/version"


def _root(url: str) -> str:
    return url.removesuffix("/v1")


def _text(content: object) -> str:
    return _THOUGHTS.sub("", str(content or "")).strip()
