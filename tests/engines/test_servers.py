"""Language models in servers on this machine: found, chosen, and asked in their own dialect, over real HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from briefsmith.cli import app
from briefsmith.engines import servers
from briefsmith.engines.base import GenerationParams
from briefsmith.engines.openai import Endpoint, OpenAIEngine
from briefsmith.engines.servers import settled
from briefsmith.errors import ModelUnavailableError
from briefsmith.model import Document
from briefsmith.settings import load
from briefsmith.wiring.batch import revisions
from briefsmith.wiring.models import build_endpoint
from briefsmith.wiring.pipeline import build_pipeline
from sources.server import serving

Reply = Callable[[str, str], str]
GERMAN = GenerationParams(source_language="en", target_language="de")


class Host:
    """A server of language models: Ollama with its own API and OpenAI's, or one with OpenAI's alone."""

    def __init__(self, *models: str, ollama: bool = False, forms: bool = True) -> None:
        self.models, self.ollama, self.forms = models, ollama, forms
        self.reply: Reply = lambda instruction, text: text.upper()
        self.cut = False
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.url = ""

    def get(self, path: str) -> Any:
        if path == "/v1/models":
            return {"object": "list", "data": [{"id": name, "object": "model"} for name in self.models]}
        if self.ollama and path == "/api/version":
            return {"version": "0.12.0"}
        if self.ollama and path == "/api/tags":
            return {"models": [{"name": name, "digest": f"sha of {name}", "size": 1} for name in self.models]}
        return None

    def post(self, path: str, body: dict[str, Any]) -> tuple[int, Any]:
        self.asked.append((path, body))
        form = body.get("format") or body.get("response_format")
        if form and not self.forms:
            return 400, {"error": "unknown field: response_format"}
        schema = form and (form if "properties" in form else form["json_schema"]["schema"])
        instruction, text = (message["content"] for message in body["messages"])
        answer = self.reply(instruction, text)
        content = json.dumps({schema["required"][0]: answer}) if schema else answer
        message = {"role": "assistant", "content": content}
        if path == "/api/chat" and self.ollama:
            return 200, {"message": message, "done": True, "done_reason": "length" if self.cut else "stop"}
        if path == "/v1/chat/completions":
            return 200, {"choices": [{"message": message, "finish_reason": "length" if self.cut else "stop"}]}
        return 404, {"error": "not found"}


@pytest.fixture
def start() -> Iterator[Callable[[Host], Host]]:
    """Serves a host until the test ends."""
    with ExitStack() as stack:

        def run(host: Host) -> Host:
            class Handler(BaseHTTPRequestHandler):
                def do_GET(self) -> None:
                    data = host.get(self.path)
                    self._send(404 if data is None else 200, data)

                def do_POST(self) -> None:
                    body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                    self._send(*host.post(self.path, body))

                def _send(self, status: int, data: Any) -> None:
                    payload = json.dumps(data).encode()
                    self.send_response(status)
                    self.send_header("Content-Length", str(len(payload)))
                    self.end_headers()
                    self.wfile.write(payload)

                def log_message(self, *_: object) -> None:
                    pass

            host.url = stack.enter_context(serving(Handler)) + "/v1"
            return host

        yield run


Start = Callable[[Host], Host]


def test_the_only_model_of_a_server_needs_no_name(start: Start) -> None:
    host = start(Host("gemma3:4b", ollama=True))
    found = settled(Endpoint(host.url, ""))
    assert (found.model, found.revision, found.dialect) == ("gemma3:4b", "sha of gemma3:4b", "ollama")
    assert settled(Endpoint(start(Host("toy")).url, "")).dialect == "openai"


def test_of_several_models_one_must_be_chosen(start: Start) -> None:
    host = start(Host("a:1b", "qwen3:latest", ollama=True))
    with pytest.raises(ModelUnavailableError, match=r"has a:1b, qwen3:latest; choose one with --set"):
        settled(Endpoint(host.url, ""))
    assert settled(Endpoint(host.url, "qwen3")).revision == "sha of qwen3:latest"
    with pytest.raises(ModelUnavailableError, match="has no model"):
        settled(Endpoint(start(Host()).url, ""))


def test_where_no_server_runs_there_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ModelUnavailableError, match=r"no server .* answers at http://127\.0\.0\.1:9/v1: give"):
        settled(Endpoint("http://127.0.0.1:9/v1", "toy"))
    monkeypatch.setattr(servers, "USUAL", {"Ollama": "http://localhost:9/v1"})
    settings = load(config="ollama", assignments=["endpoint.url=http://localhost:9/v1"], environment={})
    with pytest.raises(ModelUnavailableError, match="start it with 'ollama serve', or give another address"):
        build_pipeline(settings)


def test_a_server_elsewhere_is_not_asked_before_the_first_text() -> None:
    asked = Endpoint("https://models.example/v1", "big")
    assert settled(asked) == Endpoint("https://models.example/v1", "big", dialect="openai")


def test_ollama_is_told_how_long_its_context_must_be(start: Start) -> None:
    host = start(Host("toy", ollama=True))
    engine = OpenAIEngine(settled(Endpoint(host.url, "")))
    assert [best.text for (best,) in engine.generate(["one", "two " * 50], GERMAN)] == ["ONE", ("TWO " * 50).strip()]
    paths, bodies = zip(*host.asked, strict=True)
    assert set(paths) == {"/api/chat"}
    assert {body["options"]["num_ctx"] for body in bodies} == {5120}
    assert all(body["think"] is False and body["stream"] is False for body in bodies)


def test_translations_are_asked_for_in_a_form_and_taken_out_of_it(start: Start) -> None:
    for ollama in (True, False):
        host = start(Host("toy", ollama=ollama))
        engine = OpenAIEngine(settled(Endpoint(host.url, "")))
        assert engine.generate(["one"], GERMAN)[0][0].text == "ONE"
        ((_, body),) = host.asked
        assert "format" in body if ollama else "response_format" in body


def test_a_server_without_forms_is_asked_without(start: Start) -> None:
    host = start(Host("toy", forms=False))
    engine = OpenAIEngine(settled(Endpoint(host.url, "")))
    assert [best.text for (best,) in engine.generate(["one"], GERMAN)] == ["ONE"]
    assert [best.text for (best,) in engine.generate(["two"], GERMAN)] == ["TWO"]
    assert ["response_format" in body for _, body in host.asked] == [True, False, False]


def test_the_thoughts_of_a_model_are_no_part_of_its_answer(start: Start) -> None:
    host = start(Host("toy", forms=False))
    host.reply = lambda instruction, text: f"<think>\nHm, {text}?\n</think>\n\nEins"
    assert OpenAIEngine(settled(Endpoint(host.url, ""))).generate(["one"], GERMAN)[0][0].text == "Eins"


def test_a_summary_is_asked_for_as_a_summary(start: Start, examples: Any) -> None:
    """The summarizer names the language of the article as source and as target; that is no translation."""
    host = start(Host("toy", ollama=True))
    host.reply = lambda instruction, text: (
        "The council of Ashford sold 24 maps." if "summarize" in instruction else "Der Rat."
    )
    settings = load(
        config="ollama",
        assignments=[f"endpoint.url={host.url}"],
        flags={"languages": "en,de", "lengths": "30w", "source_language": "en"},
        environment={},
    )
    text = (examples / "news-report.txt").read_text()
    (result,) = build_pipeline(settings).run([Document.create("a", text, language="en")])
    assert result.failures == ()
    instructions = [body["messages"][0]["content"] for _, body in host.asked]
    assert instructions[0].startswith("You summarize articles.")
    assert "Write in English." in instructions[0]
    assert any(instruction.startswith("You translate from English into German.") for instruction in instructions)
    assert revisions(settings)["toy"] == "sha of toy"
    assert {s.revision for b in result.briefs for s in b.provenance if s.model == "toy"} == {"sha of toy"}


def test_models_list_shows_what_servers_here_have(
    start: Start, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ollama, other = start(Host("gemma3:4b", ollama=True)), start(Host("toy"))
    usual = {"Ollama": ollama.url, "vLLM": other.url, "llama.cpp": "http://127.0.0.1:9/v1"}
    monkeypatch.setattr(servers, "USUAL", usual)
    app(args=["models", "list"], standalone_mode=False)
    rows = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()[-2:]]
    assert rows == [
        f"* gemma3:4b language model any Ollama at {ollama.url}",
        f"* toy language model any vLLM at {other.url}",
    ]


def test_the_default_of_the_settings_asks_nobody() -> None:
    settings = load(environment={})
    assert settings.endpoint.model == ""
    with pytest.raises(ModelUnavailableError, match="no server of language models answers"):
        build_endpoint(
            settings.model_copy(update={"endpoint": settings.endpoint.model_copy(update={"url": "http://localhost:9"})})
        )
