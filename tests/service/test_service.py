"""`briefsmith serve` over real HTTP: what it answers, what it refuses, and what stays when it stops."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from briefsmith.api import Briefsmith
from briefsmith.batch.ledger import Ledger
from briefsmith.batch.sinks import Places
from briefsmith.cli import app
from briefsmith.errors import ModelUnavailableError, UsageError
from briefsmith.model import Document, Result
from briefsmith.service.batches import Batches
from briefsmith.service.options import ServiceOptions
from cli.conftest import environment
from sources.server import serving

from .serving import error, service

ARTICLE = (
    "The council of Ashford sold 24 maps on Monday. The mayor said that the money will go to the library. "
    "Nobody had expected such a price. The buyers came from three countries."
)


@pytest.fixture(scope="module")
def shared() -> Briefsmith:
    """The models are loaded once."""
    return Briefsmith()


@pytest.fixture
def url(tmp_path: Path, shared: Briefsmith) -> Iterator[str]:
    with service(ServiceOptions(data=tmp_path / "data", max_bytes=50_000), shared) as address:
        yield address


def test_a_brief_is_what_run_writes(url: str) -> None:
    asked = {"text": ARTICLE, "lang": ["en", "de"], "length": ["10w"]}
    answer = httpx.post(f"{url}briefs", json=asked, timeout=60)
    assert answer.status_code == 200
    data = answer.json()
    assert [(brief["language"], brief["length"]) for brief in data["briefs"]] == [("en", "10w"), ("de", "10w")]
    assert data["briefs"][0]["text"] == "The council of Ashford sold 24 maps on Monday."
    assert "24" in data["briefs"][1]["text"]
    assert [sentence["sources"] for sentence in data["briefs"][0]["sentences"]] == [[0]]


def test_a_file_of_any_format_is_read(url: str) -> None:
    page = f"<html><title>Maps</title><nav>Home</nav><article><h1>Maps</h1><p>{ARTICLE}</p></article></html>"
    form = {"lang": "", "length": "headline,1s"}
    answer = httpx.post(f"{url}briefs/file", files={"file": ("maps.html", page)}, data=form, timeout=60)
    data = answer.json()
    assert data["document"]["metadata"]["format"] == "html"
    assert [brief["length"] for brief in data["briefs"]] == ["headline", "1s"]


def test_an_address_is_read_unless_that_is_forbidden(url: str, tmp_path: Path) -> None:
    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            self.wfile.write(ARTICLE.encode())

        def log_message(self, *_: object) -> None:
            pass

    with serving(Page) as page:
        asked = {"url": f"{page}/maps", "length": ["1s"]}
        assert httpx.post(f"{url}briefs", json=asked, timeout=60).json()["briefs"][0]["text"].startswith("The council")
        with service(ServiceOptions(data=tmp_path / "other", fetch=False)) as closed:
            assert error(httpx.post(f"{closed}briefs", json=asked)) == "this service reads no addresses; send the text"


def test_translate_and_clean(url: str) -> None:
    asked = {"text": ["The city sold the map.", "One.\n\nTwo."], "source": "en", "target": "de"}
    first, second = httpx.post(f"{url}translate", json=asked, timeout=60).json()["text"]
    assert first.startswith("Die Stadt")
    assert second.count("\n") == 2
    found = httpx.post(f"{url}clean", json={"text": f"Menu\n\n{ARTICLE}"}).json()
    assert found["sentences"][0]["text"].startswith("The council")


def test_languages_and_the_description(url: str) -> None:
    known = httpx.get(f"{url}languages").json()
    assert {"source": "en", "target": "de", "model": "en-de"} in known["translated"]
    paths = httpx.get(f"{url}openapi.json").json()["paths"]
    assert set(paths) >= {"/briefs", "/briefs/file", "/translate", "/clean", "/batches", "/batches/{id}"}


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ({"text": ARTICLE, "lang": ["xx"]}, 422, "unknown language 'xx'"),
        ({"text": ARTICLE, "length": ["tall"]}, 422, "tall"),
        ({"text": ARTICLE, "lang": ["ja"], "source_lang": "en"}, 422, "no model here translates English into Japanese"),
        ({}, 422, "give either text or url"),
        ({"text": ARTICLE, "url": "https://x.example"}, 422, "give either text or url"),
        ({"text": ARTICLE, "colour": 1}, 422, "colour: Extra inputs are not permitted"),
        ({"text": "\u0000\u0001\u0002\u0003" * 99}, 422, ""),
        ({"text": "x" * 60_000}, 413, "a request may have 50,000 bytes"),
    ],
)
def test_what_is_wrong_is_a_sentence(url: str, asked: dict[str, Any], status: int, said: str) -> None:
    answer = httpx.post(f"{url}briefs", json=asked, timeout=60)
    assert answer.status_code == status
    assert said in error(answer)


JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "said"),
    [
        ("GET", "briefs", {}, 405, "this address takes POST"),
        ("PUT", "health", {}, 405, "this address takes GET"),
        ("GET", "no/such/page", {}, 404, "there is no such page"),
        (
            "POST",
            "briefs",
            {"content": b'{"text": ', "headers": JSON},
            422,
            "not JSON: Expecting value (at character 9)",
        ),
        ("POST", "briefs", {"content": '{"text": "é"}'.encode("latin-1"), "headers": JSON}, 400, "cannot be read"),
        ("POST", "briefs", {"content": b'{"text":' + b"[" * 20_000, "headers": JSON}, 400, "cannot be read"),
        ("POST", "briefs", {"content": b'{"text": "A."}'}, 422, "Content-Type: application/json (it is missing)"),
        ("POST", "briefs", {"data": {"text": "A."}}, 422, "application/json (it is application/x-www-form-urlencoded)"),
        ("POST", "briefs/file", {"content": b"a", "headers": {"Content-Type": "multipart/form-data"}}, 400, "boundary"),
    ],
)
def test_what_is_no_request_at_all_is_a_sentence_too(
    url: str, method: str, path: str, sent: dict[str, Any], status: int, said: str
) -> None:
    answer = httpx.request(method, f"{url}{path}", timeout=60, **sent)
    assert answer.status_code == status
    assert said in error(answer)


def test_one_language_and_one_length_need_no_list(url: str) -> None:
    asked = {"text": ARTICLE, "lang": "de", "length": "1s"}
    briefs = httpx.post(f"{url}briefs", json=asked, timeout=60).json()["briefs"]
    assert [(brief["language"], brief["length"]) for brief in briefs] == [("de", "1s")]


def test_monitors_may_ask_for_the_head_only(url: str) -> None:
    answer = httpx.head(f"{url}health")
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_body_that_does_not_come_is_not_waited_for(tmp_path: Path) -> None:
    with service(ServiceOptions(data=tmp_path, seconds=0.5)) as url:
        place = urlsplit(url)
        with socket.create_connection((place.hostname, place.port), timeout=30) as slow:
            head = f"POST /briefs HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Type: application/json\r\n"
            slow.sendall(f'{head}Content-Length: 100\r\n\r\n{{"text'.encode())
            answer = slow.recv(1000)
            assert b" 408 " in answer
            assert b"not complete after 0.5 seconds" in answer + slow.recv(1000)


def test_a_body_longer_than_stated_is_refused(url: str) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(100):
            yield b"x" * 1000

    answer = httpx.post(f"{url}briefs", content=pieces(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Host": "[::1"}, 421),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_other_names_and_pages_are_refused(url: str, headers: dict[str, str], status: int) -> None:
    answer = httpx.get(f"{url}languages", headers=headers)
    assert answer.status_code == status
    assert "error" in answer.json()


def test_a_token_is_asked_for_everywhere_but_on_the_page(tmp_path: Path) -> None:
    with service(ServiceOptions(data=tmp_path, token="secret-ü")) as url:
        for path in ("languages", "openapi.json", "batches/1"):
            assert httpx.get(f"{url}{path}").status_code == 401
        assert httpx.get(f"{url}languages", headers={"Authorization": "Bearer secret"}).status_code == 401
        given = {"Authorization": "Bearer secret-ü".encode()}
        assert httpx.get(f"{url}languages", headers=given).status_code == 200
        assert httpx.get(url).status_code == 200
        assert "secret" not in httpx.get(url).text


class Slow(Briefsmith):
    """Waits for the test before each article."""

    def __init__(self) -> None:
        super().__init__()
        self.go = threading.Event()
        self.begun = 0

    def variant(self, *_: Any, **__: Any) -> Briefsmith:
        return self

    def run(self, article: Any) -> Result:
        self.begun += 1
        self.go.wait(30)
        assert isinstance(article, Document)
        return super().run(article)


def test_more_requests_than_may_wait_are_told_when_to_come_back(tmp_path: Path) -> None:
    slow = Slow()
    answers: list[httpx.Response] = []
    with service(ServiceOptions(data=tmp_path, waiting=2), slow) as url:

        def ask() -> None:
            answers.append(httpx.post(f"{url}briefs", json={"text": ARTICLE, "length": ["1s"]}, timeout=60))

        threads = [threading.Thread(target=ask) for _ in range(12)]
        for thread in threads:
            thread.start()
        while sum(answer.status_code == 503 for answer in answers) < 9:
            time.sleep(0.02)
        assert httpx.get(f"{url}health").status_code == 200  # it still answers
        slow.go.set()
        for thread in threads:
            thread.join()
    assert sorted(answer.status_code for answer in answers) == [200] * 3 + [503] * 9
    assert {answer.headers["Retry-After"] for answer in answers if answer.status_code == 503} == {"2"}


def test_a_client_that_goes_away_gives_its_place_to_others(tmp_path: Path) -> None:
    slow, asked = Slow(), {"text": ARTICLE, "length": ["1s"]}

    def waits(url: str) -> bool:
        """Ask, and go away after a second unless there is an answer."""
        try:
            httpx.post(f"{url}briefs", json=asked, timeout=1)
        except httpx.ReadTimeout:
            return True
        return False

    with service(ServiceOptions(data=tmp_path, waiting=1), slow) as url, ThreadPoolExecutor(1) as pool:
        first = pool.submit(httpx.post, f"{url}briefs", json=asked, timeout=60)
        while slow.begun < 1:
            time.sleep(0.02)
        assert waits(url)
        assert any(waits(url) for _ in range(50))  # before, each of them was told that there is no place
        slow.go.set()
        assert first.result().status_code == 200
    assert slow.begun == 1


def test_a_request_that_takes_too_long_is_told_so_and_its_place_becomes_free(tmp_path: Path) -> None:
    slow = Slow()
    asked = {"text": ARTICLE, "length": ["1s"]}
    with service(ServiceOptions(data=tmp_path, waiting=0, seconds=0.2), slow) as url:
        assert httpx.post(f"{url}briefs", json=asked, timeout=60).status_code == 504
        assert httpx.post(f"{url}briefs", json=asked, timeout=60).status_code == 503
        slow.go.set()
        while (answer := httpx.post(f"{url}briefs", json=asked, timeout=60)).status_code == 503:
            time.sleep(0.05)
    assert answer.status_code in {200, 504}


# Batches


def until(url: str, id_: str, state: str) -> dict[str, Any]:
    deadline = time.monotonic() + 120
    while (found := httpx.get(f"{url}batches/{id_}").json())["state"] != state:
        assert time.monotonic() < deadline, found
        time.sleep(0.1)
    return dict(found)


def articles(count: int) -> list[dict[str, str]]:
    return [{"id": f"a{i}", "text": f"The council sold {i + 2} maps. It was a Monday."} for i in range(count)]


def test_a_batch_is_done_once_and_gives_its_briefs(url: str) -> None:
    asked = {"documents": [*articles(3), {"id": "bad", "text": "1 2 3"}], "lang": ["de"], "length": ["1s"]}
    answer = httpx.post(f"{url}batches", json=asked)
    assert answer.status_code == 202
    found = until(url, answer.json()["id"], "done")
    assert (found["documents"], found["results"]) == (4, 3)
    assert "1 failed" in found["message"]
    lines = httpx.get(f"{url}batches/{found['id']}/results").text.splitlines()
    assert [(row["id"], row["language"]) for row in map(json.loads, lines)] == [(f"a{i}", "de") for i in range(3)]
    again = httpx.post(f"{url}batches", json=asked)
    assert again.json() == found
    assert httpx.get(f"{url}batches/0123").status_code == 404
    assert httpx.get(f"{url}batches/..%2Fetc/results").status_code == 404


def test_a_batch_goes_on_after_the_service_was_killed(tmp_path: Path) -> None:
    """A real process, killed while a batch waits; the next one takes it up."""
    command = [
        sys.executable,
        "-c",
        "from briefsmith.cli import main; main()",
        "serve",
        "--port",
        "{}",
        "--data",
        "data",
    ]

    def start(port: int) -> subprocess.Popen[str]:
        arguments = [part.format(port) for part in command]
        process = subprocess.Popen(arguments, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == f"http://127.0.0.1:{port}/\n"
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                httpx.get(f"http://127.0.0.1:{port}/health")
                return process
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError("the service did not start")

    port = 20000 + os.getpid() % 20000
    process = start(port)
    id_ = httpx.post(f"http://127.0.0.1:{port}/batches", json={"documents": articles(2), "length": ["1s"]}).json()["id"]
    process.kill()
    process.communicate()
    process = start(port)
    try:
        found = until(f"http://127.0.0.1:{port}/", id_, "done")
        assert found["results"] == 2, found
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def test_a_batch_that_another_process_still_works_on_is_waited_for(tmp_path: Path) -> None:
    batches = Batches(tmp_path, environment())
    added = batches.add(articles(1), Briefsmith(length="1s").settings)
    assert added is not None
    ledger = Ledger(Places.of(str(tmp_path / added.id / "results/results.jsonl")).ledger)
    batches.start()
    try:
        seen: list[str] = []
        while seen[-2:] != ["running", "waiting"]:
            state = batches.state(added.id)
            assert state is not None
            seen += [state.state] if seen[-1:] != [state.state] else []
            assert state.state != "done"
        ledger.close()
        while (state := batches.state(added.id)) is not None and state.state != "done":
            time.sleep(0.1)
        assert state is not None
        assert state.results == 1
    finally:
        batches.stop()


# The command


def test_other_machines_need_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="give them a token with --token-env VARIABLE"):
        app(args=["serve", "--host", "192.0.2.1"], standalone_mode=False)
    with pytest.raises(UsageError, match="--token-env NO_SUCH: this variable is not set"):
        app(args=["serve", "--token-env", "NO_SUCH"], standalone_mode=False)


def test_variants_share_their_models(shared: Briefsmith) -> None:
    german, english = shared.variant("de", "1s"), shared.variant(None, "1s", source_lang="en")
    assert [brief.language for brief in german.run(ARTICLE).briefs] == ["de"]
    assert [brief.language for brief in english.run(ARTICLE).briefs] == ["en"]
    assert german.settings["languages"] == ["de"]
    assert shared.variant("de", "2s")._models is german._models
    assert list(german._models._values) == [("translate",)]


def test_a_variant_does_not_go_without_the_models_that_its_languages_need() -> None:
    named = Briefsmith(settings={"translator.models": ["opus-mt-en-de"]})
    assert named.variant("fr", "1s", source_lang="en").run(ARTICLE).briefs[0].language == "fr"  # which needs none
    with pytest.raises(ModelUnavailableError, match="opus-mt-en-de"):
        named.variant("de", "1s", source_lang="en").run(ARTICLE)
