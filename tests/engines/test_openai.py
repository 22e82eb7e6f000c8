"""The endpoint engine against a real HTTP server on this machine."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from briefsmith.cli import main
from briefsmith.engines.base import GenerationParams
from briefsmith.engines.openai import Endpoint, OpenAIEngine, prompt
from briefsmith.errors import EngineError, ModelUnavailableError
from briefsmith.model import Document
from briefsmith.settings import load
from briefsmith.wiring.pipeline import build_pipeline

Answer = Callable[[dict[str, Any]], tuple[int, Any]]


def completion(text: str, finish: str = "stop") -> tuple[int, Any]:
    return 200, {"choices": [{"message": {"role": "assistant", "content": text}, "finish_reason": finish}]}


class Server(ThreadingHTTPServer):
    """Answers with `answer`, a function of the request's body; keeps every request."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer: Answer = lambda body: completion(body["messages"][1]["content"].upper())
        self.bodies: list[dict[str, Any]] = []
        self.keys: list[str | None] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that did not wait is not an error here."""


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert self.path == "/v1/chat/completions"
        self.server.keys.append(self.headers.get("Authorization"))
        self.server.bodies.append(body)
        status, data = self.server.answer(body)
        payload = data.encode() if isinstance(data, str) else json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing to stderr."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def engine(server: Server, **changes: Any) -> OpenAIEngine:
    return OpenAIEngine(Endpoint(server.url, "toy", **changes), pause=0.001)


def test_one_request_a_text_with_its_limits(server: Server) -> None:
    params = GenerationParams(source_language="en", target_language="de", max_new_tokens=40)
    model = engine(server)
    assert [best.text for (best,) in model.generate(["one", "two", "three"], params)] == ["ONE", "TWO", "THREE"]
    assert (model.info.engine, model.info.model) == ("openai", "toy")
    body = next(body for body in server.bodies if body["messages"][1]["content"] == "one")
    assert (body["model"], body["max_tokens"], body["temperature"]) == ("toy", 40 + 16, 0)
    assert "from English into German" in body["messages"][0]["content"]
    assert server.keys == [None] * 3
    model.close()


def test_the_prompts_state_language_and_length() -> None:
    summary = prompt(GenerationParams(source_language="fr", min_new_tokens=40), most=80)
    assert "Write in French. Use between 30 and 60 words" in summary
    assert "You summarize" in prompt(GenerationParams(source_language="fr", target_language="fr"), most=80)
    assert "the language of the article" in prompt(GenerationParams(), most=80)
    assert "from the language of the text into Greek" in prompt(GenerationParams(target_language="el"), most=80)


def test_the_key_comes_from_the_variable_named(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TOY_KEY", raising=False)
    with pytest.raises(ModelUnavailableError, match="the variable TOY_KEY is not set; put the endpoint's key in it"):
        engine(server, api_key_env="TOY_KEY").load()
    monkeypatch.setenv("TOY_KEY", "abc")
    engine(server, api_key_env="TOY_KEY").generate(["a"], GenerationParams())
    assert server.keys == ["Bearer abc"]


def test_a_busy_endpoint_is_asked_again(server: Server) -> None:
    server.answer = lambda body: completion("done") if len(server.bodies) == 3 else (503, "loading")
    assert engine(server).generate(["a"], GenerationParams())[0][0].text == "done"
    assert len(server.bodies) == 3


@pytest.mark.parametrize(
    ("answer", "message", "requests"),
    [
        ((503, "loading"), "HTTP 503: loading", 3),
        ((401, "no key"), "HTTP 401: no key", 1),
        ((404, "no such model"), "HTTP 404: no such model", 1),
        ((200, "<html>"), "the answer is not JSON", 1),
        ((200, {"error": "x"}), "the answer is not a chat completion", 1),
        (completion("  "), "the answer is empty", 1),
        (completion("half a", "length"), "a translation was cut off at", 1),
    ],
)
def test_what_goes_wrong_is_one_sentence(server: Server, answer: tuple[int, Any], message: str, requests: int) -> None:
    server.answer = lambda body: answer
    with pytest.raises(EngineError, match=f"endpoint {server.url}, model toy: {message}"):
        engine(server, retries=2).generate(["a"], GenerationParams(target_language="de"))
    assert len(server.bodies) == requests


def test_nobody_there_and_too_slow(server: Server) -> None:
    nobody = OpenAIEngine(Endpoint("http://127.0.0.1:9/v1", "toy", retries=1), pause=0.001)
    with pytest.raises(EngineError, match=r"endpoint http://127\.0\.0\.1:9/v1, model toy: ConnectError"):
        nobody.generate(["a"], GenerationParams())
    release = threading.Event()
    server.answer = lambda body: completion("late" if release.wait(5) else "never")
    with pytest.raises(EngineError, match="Timeout"):
        engine(server, timeout=0.05, retries=0).generate(["a"], GenerationParams())
    release.set()


def test_a_text_beyond_the_limit_is_refused(server: Server) -> None:
    model = engine(server, max_input_tokens=64)
    assert model.count_tokens(["abc", "é", ""]) == [1, 1, 0]
    with pytest.raises(EngineError, match="toy: a text has 100 tokens, the model takes at most 64"):
        model.generate(["abc" * 100], GenerationParams())
    assert server.bodies == []


def test_it_summarizes_and_translates_under_the_same_contracts(server: Server, examples: Any) -> None:
    """The budget is kept although the model exceeds it, and what its translation lost is flagged."""
    long = "The council of Ashford sold 24 maps. " * 30

    def answer(body: dict[str, Any]) -> tuple[int, Any]:
        translates = "You translate" in body["messages"][0]["content"]
        return completion("Der Rat hat Karten verkauft." if translates else long)

    server.answer = answer
    settings = load(
        assignments=[
            "summarizer.engine=openai", "translator.engine=openai", "endpoint.model=toy", f"endpoint.url={server.url}",
        ],
        flags={"languages": "de", "lengths": "30w", "source_language": "en"},
        environment={},
    )  # fmt: skip
    text = (examples / "news-report.txt").read_text() * 2
    (result,) = build_pipeline(settings).run([Document.create("a", text, language="en")])
    assert result.failures == ()
    (brief,) = result.briefs
    assert {step.engine for step in brief.provenance if step.stage in {"summarize", "translate"}} == {"openai"}
    assert 0 < len(brief.text().split()) <= 30
    flagged = [check.message for check in brief.checks if check.name == "translation" and check.status == "flagged"]
    assert any("lost" in message for message in flagged)


def test_a_password_in_the_endpoint_is_shown_nowhere(
    server: Server, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A batch whose second article fails: briefs, provenance, report, manifest and messages."""
    server.answer = lambda body: (500, "no") if "ferry" in body["messages"][1]["content"] else completion("Ein Satz.")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("The council of Ashford sold 24 maps on Monday. The mayor bought the last of them.")
    (folder / "b.txt").write_text("The ferry of Ashford stopped on Monday. The mayor waited for it until the evening.")
    url = server.url.replace("://", "://me:hunter2@")
    settings = (f"endpoint.url={url}", "endpoint.model=m", "endpoint.retries=0", "translator.engine=openai")
    arguments = ["batch", str(folder), "--out", str(tmp_path / "out"), "--source-lang", "en", "--lang", "de"]
    arguments += ["--format", "json", *(part for setting in settings for part in ("--set", setting))]
    monkeypatch.setattr(sys, "argv", ["briefsmith", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    told = "".join(capfd.readouterr())
    assert "HTTP 500" in (tmp_path / "out/failures.txt").read_text()
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert any(b"Ein Satz." in data for data in written)
    assert not [data for data in [*written, told.encode()] if b"hunter2" in data]
    assert server.keys
    assert all(key and key.startswith("Basic ") for key in server.keys)  # and it was sent
