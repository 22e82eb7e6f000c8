"""A language model behind an endpoint: Ollama, llama.cpp, LM Studio, vLLM, or an online service with OpenAI's API.

Off unless the settings name it: texts leave the process and, with an online service, the machine.
"""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefsmith.credentials import without_credentials
from briefsmith.engines.base import EngineInfo, GenerationParams, Hypothesis
from briefsmith.engines.batching import refuse_longer
from briefsmith.engines.decoding import output_limit
from briefsmith.engines.dialects import DIALECTS, ChatAnswer, Question
from briefsmith.errors import EngineError, ModelUnavailableError
from briefsmith.languages import describe

if TYPE_CHECKING:
    import httpx

logger = logging.getLogger(__name__)

AUTO_DIALECT = "auto"
_PROMPTS = Path(__file__).parent / "prompts"
# A low value, to be safe: English has 4 to 5 bytes per token, German and Russian 3 to 4, Chinese about 3.
_BYTES_PER_TOKEN = 3
_WORDS_PER_TOKEN = 0.75
_RETRIED = frozenset({408, 409, 429, 500, 502, 503, 504})
_LONGEST_WAIT = 30.0
# What a server answers that does not know a part of the request, such as the form of the answer.
_NOT_UNDERSTOOD = frozenset({400, 415, 422, 501})
# Room for the instruction and what a chat template adds.
_PROMPT_TOKENS = 500
# More than any answer that is asked for.
MOST_WRITTEN = 1024
_FORM = 'Answer with a JSON object that has one field, "{field}".'
# The parts of a request that ask for a form.
_FORMS = frozenset({"response_format", "format"})
_CONTEXT_STEP = 1024


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model is and how to ask. `url` ends before `/chat/completions`; times in seconds.

    `dialect` is a name of `DIALECTS`, or `auto`, which `servers.settled` replaces. `api_key_env` names the environment
    variable that holds the key; no key is sent without it.
    """

    url: str
    model: str
    api_key_env: str | None = None
    max_input_tokens: int = 3000
    timeout: float = 120.0
    retries: int = 4
    parallel: int = 4
    dialect: str = AUTO_DIALECT
    revision: str = "unpinned"

    def key(self) -> str | None:
        """The key, if the settings name a variable. Raises ModelUnavailableError if that is not set."""
        if not (variable := self.api_key_env):
            return None
        if not (key := os.environ.get(variable)):
            raise ModelUnavailableError(f"the variable {variable} is not set; put the endpoint's key in it")
        return key


class _NotUnderstoodError(EngineError):
    """A server that does not know the form that was asked for."""


class OpenAIEngine:
    """One chat request per text, several in parallel; one hypothesis each, at temperature 0, with a score of 0."""

    def __init__(self, endpoint: Endpoint, pause: float = 1.0) -> None:
        self.endpoint = endpoint
        self.info = EngineInfo("openai", endpoint.model, endpoint.revision)
        self.max_input_tokens = endpoint.max_input_tokens
        self._pause = pause
        self._dialect = DIALECTS.get(endpoint.dialect, DIALECTS["openai"])
        # Until a server says that it cannot answer in a given form.
        self._structured = True

    @cached_property
    def _client(self) -> httpx.Client:
        import httpx

        key = self.endpoint.key()
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return httpx.Client(headers=headers, timeout=self.endpoint.timeout)

    def load(self) -> None:
        """Check that there is a key; the first request shows whether there is an endpoint."""
        _ = self._client

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """A high estimate, to be safe: the endpoint's tokenizer is not known here."""
        return [ceil(len(text.encode()) / _BYTES_PER_TOKEN) for text in texts]

    def generate(self, texts: Sequence[str], params: GenerationParams) -> list[list[Hypothesis]]:
        """One answer for each text: a translation if `params` has another target than source, otherwise a summary.

        Raises EngineError for an empty answer, or a translation that is cut off.
        """
        lengths = self.count_tokens(texts)
        refuse_longer(lengths, self.max_input_tokens, self.info.model)
        _ = self._client  # fails here rather than in a thread
        with ThreadPoolExecutor(self.endpoint.parallel) as pool:
            answers = pool.map(lambda text, length: self._answer(text, length, params), texts, lengths)
            return [[Hypothesis(answer, 0.0)] for answer in answers]

    def _answer(self, text: str, length: int, params: GenerationParams) -> str:
        most, field = output_limit(params, length), "translation" if _translates(params) else None
        answer, promised = self._asked(text, params, most, field if self._structured else None)
        written = _unwrapped(answer.text, field) if promised else answer.text
        if not written:
            raise EngineError(f"{self._where}: the answer is empty")
        if answer.cut and _translates(params):
            raise EngineError(f"{self._where}: a translation was cut off at {most} tokens")
        return written

    def _asked(self, text: str, params: GenerationParams, most: int, field: str | None) -> tuple[ChatAnswer, bool]:
        """The answer, and whether the server promised its form; asked without the form if the server cannot promise it."""
        # The same for all texts but the longest: a server loads the model again for another length.
        tokens = max(self.max_input_tokens + MOST_WRITTEN, self.count_tokens([text])[0] + most) + _PROMPT_TOKENS
        context = ceil(tokens / _CONTEXT_STEP) * _CONTEXT_STEP
        question = Question(prompt(params, most), text, most, context)
        if field is not None:
            # The braces of the object count too.
            asked = replace(
                question,
                instruction=f"{question.instruction}\n{_FORM.format(field=field)}",
                field=field,
                most=most + 16,
            )
            try:
                return self._read(self._post(self._dialect.body(self.endpoint.model, asked))), True
            except _NotUnderstoodError:
                self._structured = False
        return self._read(self._post(self._dialect.body(self.endpoint.model, question))), False

    def _read(self, data: dict[str, Any]) -> ChatAnswer:
        try:
            return self._dialect.answer(data)
        except (KeyError, IndexError, TypeError, AttributeError):
            raise EngineError(f"{self._where}: the answer is not a chat completion") from None

    def _post(self, body: dict[str, Any]) -> dict[str, Any]:
        """The JSON of one answer; retried with growing pauses if that can help. Raises EngineError."""
        import httpx

        url = self._dialect.chat(self.endpoint.url.rstrip("/"))
        for attempt in range(self.endpoint.retries + 1):
            wait = min(self._pause * 2**attempt, _LONGEST_WAIT)
            try:
                response = self._client.post(url, json=body)
            except (httpx.TransportError, httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
                problem = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
                if isinstance(error, httpx.UnsupportedProtocol | httpx.InvalidURL):
                    break
            else:
                if response.is_success:
                    return self._json(response)
                problem = f"HTTP {response.status_code}: {response.text[:200].strip()}"
                if response.status_code in _NOT_UNDERSTOOD and _FORMS & set(body):
                    raise _NotUnderstoodError(f"{self._where}: {problem}")
                if response.status_code not in _RETRIED:
                    break
                wait = max(wait, min(_seconds(response.headers.get("Retry-After")), _LONGEST_WAIT))
            if attempt < self.endpoint.retries:
                logger.info("%s: %s; trying again in %.1f s", self._where, problem, wait)
                time.sleep(wait)
        raise EngineError(f"{self._where}: {problem}")

    def _json(self, response: httpx.Response) -> dict[str, Any]:
        try:
            data = response.json()
        except ValueError:
            data = None
        if not isinstance(data, dict):
            raise EngineError(f"{self._where}: the answer is not JSON")
        return data

    @property
    def _where(self) -> str:
        return f"endpoint {without_credentials(self.endpoint.url)}, model {self.endpoint.model}"

    def close(self) -> None:
        if client := self.__dict__.pop("_client", None):
            client.close()


def _translates(params: GenerationParams) -> bool:
    """Whether a translation is wanted: the languages of a summary, where both are given, are the same."""
    return params.target_language not in {None, params.source_language}


def _unwrapped(answer: str, field: str | None) -> str:
    """The text in the object that was asked for; a server that ignored the form answered with the text itself."""
    try:
        data = json.loads(answer)
    except (ValueError, RecursionError):
        return answer
    found = data.get(field) if isinstance(data, dict) else None
    return found.strip() if isinstance(found, str) else answer


def prompt(params: GenerationParams, most: int) -> str:
    """The instruction for one text whose answer may have `most` tokens."""
    if _translates(params) and params.target_language is not None:
        source = describe(params.source_language) if params.source_language else "the language of the text"
        template = (_PROMPTS / "translate.txt").read_text("utf-8")
        return template.format(source=source, target=describe(params.target_language))
    language = describe(params.source_language) if params.source_language else "the language of the article"
    least, words = (int(tokens * _WORDS_PER_TOKEN) for tokens in (params.min_new_tokens, most))
    template = (_PROMPTS / "summarize.txt").read_text("utf-8")
    return template.format(language=language, least=max(1, least), most=max(1, words))


def _seconds(header: str | None) -> float:
    """A Retry-After header in seconds; 0 if it is missing or a date."""
    try:
        return float(header or 0)
    except ValueError:
        return 0.0
