"""The server over real sockets: who may request what, and which headers every answer has."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from briefsmith.errors import UsageError
from briefsmith.preview.issue import IssueFiles
from briefsmith.preview.server import PreviewServer

from .samples import lighthouse, serving, write_issue


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_issue(tmp_path / "issue", [lighthouse()])


@pytest.fixture
def server(folder: Path) -> Iterator[PreviewServer]:
    with serving(folder) as server:
        yield server


def ask(server: PreviewServer, path: str, host: str | None = None, method: str = "GET") -> tuple[HTTPResponse, bytes]:
    """Send exactly this path and Host (`PORT` stands for the port); "" sends no Host at all."""
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    try:
        connection.putrequest(method, path, skip_host=True)
        if host != "":
            connection.putheader("Host", (host or "127.0.0.1:PORT").replace("PORT", str(server.server_port)))
        connection.endheaders()
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def test_it_listens_on_loopback_only(server: PreviewServer) -> None:
    assert server.socket.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize(
    ("path", "kind", "content"),
    [
        ("/", "text/html", b"<!doctype html>"),
        ("/?from=mail", "text/html", b"<!doctype html>"),
        ("/preview.css", "text/css", b":root"),
        ("/preview.js", "text/javascript", b"textContent"),
        ("/issue.json", "application/json", b"Gull Rock"),
        ("/newsletter/en.html", "text/html", b"Issue en"),
        ("/newsletter/en.txt", "text/plain", b"Issue en"),
        ("/newsletter/en.rss.xml", "text/plain", b"<rss"),
    ],
)
def test_what_there_is(path: str, kind: str, content: bytes, server: PreviewServer) -> None:
    response, body = ask(server, path)
    assert (response.status, response.headers["Content-Type"]) == (200, f"{kind}; charset=utf-8")
    assert content in body
    head, nothing = ask(server, path, method="HEAD")
    assert (head.status, head.headers["Content-Length"], nothing) == (200, str(len(body)), b"")


@pytest.mark.parametrize(
    "path",
    [
        "/newsletter/secret.txt",
        "/newsletter/briefs.json",
        "/newsletter/",
        "/newsletter",
        "/newsletter/de.html",
        "/newsletter/../secret.txt",
        "/newsletter/%2e%2e/secret.txt",
        "/newsletter/..%2fissue%2fen.txt",
        "/newsletter/en.txt/",
        "/newsletter/en.txt%00",
        "/newsletter//etc/passwd",
        "/../../../../etc/passwd",
        "/..%5c..%5cetc%5cpasswd",
        "//etc/passwd",
        "/static/index.html",
        "/server.py",
        "/briefs.json",
        "http://[broken/",
    ],
)
def test_nothing_else_is_served(path: str, server: PreviewServer) -> None:
    response, body = ask(server, path)
    assert (response.status, body) == (404, b"There is no such page.\n")


@pytest.mark.parametrize("host", ["localhost:PORT", "127.0.0.1:PORT"])
def test_its_own_names_are_answered(host: str, server: PreviewServer) -> None:
    assert ask(server, "/issue.json", host)[0].status == 200


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "evil.example:PORT", "localhost", "127.0.0.1", "localhost.evil.example:PORT", "0.0.0.0:PORT"],
)
@pytest.mark.parametrize("path", ["/", "/issue.json", "/newsletter/en.html"])
def test_a_rebound_name_gets_nothing(path: str, host: str, server: PreviewServer) -> None:
    response, body = ask(server, path, host)
    assert response.status == 421
    assert b"Gull Rock" not in body
    assert b"Issue" not in body


@pytest.mark.parametrize("path", ["/", "/issue.json", "/newsletter/en.html", "/nowhere"])
def test_every_answer_carries_its_limits(path: str, server: PreviewServer) -> None:
    headers = ask(server, path)[0].headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    if path.startswith("/newsletter"):
        assert policy.startswith("sandbox;")
        assert "script-src" not in policy
    else:
        assert "unsafe-inline" not in policy


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS"])
def test_it_can_only_be_read(method: str, server: PreviewServer) -> None:
    assert ask(server, "/issue.json", method=method)[0].status == 501


def test_a_post_without_a_length_is_refused(server: PreviewServer) -> None:
    assert ask(server, "/plan.json", method="POST")[0].status == 413


def test_new_files_are_seen_at_the_next_request(folder: Path, server: PreviewServer) -> None:
    (folder / "fr.html").write_text("neuf")
    assert ask(server, "/newsletter/fr.html")[1] == b"neuf"
    assert "fr.html" in json.loads(ask(server, "/issue.json")[1])["newsletter"]


def test_briefs_that_broke_meanwhile_are_told_in_a_sentence(folder: Path, server: PreviewServer) -> None:
    (folder / "briefs.json").write_text('[{"document": ')
    response, body = ask(server, "/issue.json")
    assert (response.status, response.headers["Content-Type"]) == (500, "text/plain; charset=utf-8")
    assert b"is not what 'briefsmith run --format json' writes" in body


def test_200_connections_at_once_are_all_answered(folder: Path) -> None:
    with PreviewServer(IssueFiles.find(folder)) as server, ExitStack() as open_:
        waiting = [  # before the server takes the first: those beyond its queue would wait and then be dropped
            open_.enter_context(socket.create_connection(("127.0.0.1", server.server_port), timeout=5))
            for _ in range(200)
        ]
        for connection in waiting:
            connection.sendall(f"GET /issue.json HTTP/1.0\r\nHost: 127.0.0.1:{server.server_port}\r\n\r\n".encode())
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for connection in waiting:
            connection.settimeout(60)
            assert connection.makefile("rb").readline() == b"HTTP/1.0 200 OK\r\n"
        server.shutdown()


def test_a_port_that_is_taken_is_an_error(folder: Path, server: PreviewServer) -> None:
    with pytest.raises(UsageError, match=f"port {server.server_port} cannot be used"):
        PreviewServer(IssueFiles.find(folder), server.server_port)
