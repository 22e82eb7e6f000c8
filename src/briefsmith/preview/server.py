"""A small HTTP server for one issue, on the loopback interface only."""

from __future__ import annotations

import json
import logging
import os
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any
from urllib.parse import unquote, urlsplit

from briefsmith.errors import InputError, UsageError
from briefsmith.preview.issue import IssueFiles, media_type

logger = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
STATIC = {
    "/": ("index.html", "text/html"),
    "/preview.css": ("preview.css", "text/css"),
    "/preview.js": ("preview.js", "text/javascript"),
    "/issue.js": ("issue.js", "text/javascript"),
}
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# A newsletter is shown without scripts and without network requests, even when it is opened on its own.
NEWSLETTER_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'self'"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The response; `policy` is the Content-Security-Policy."""

    body: bytes
    media_type: str = "text/plain"
    status: HTTPStatus = HTTPStatus.OK
    policy: str = PAGE_POLICY

    @classmethod
    def refusal(cls, status: HTTPStatus, message: str) -> Answer:
        return cls(f"{message}\n".encode("utf-8", "replace"), status=status)


class PreviewServer(ThreadingHTTPServer):
    """Serves the issue; port 0 takes any free port. Raises UsageError if the port cannot be used."""

    # Connections that wait to be accepted: a browser opens many at once, and those beyond 5 would be dropped.
    request_queue_size = 1024
    # On Windows this would let two servers share a port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, issue: IssueFiles, port: int = 0) -> None:
        self.issue = issue
        try:
            super().__init__((LOOPBACK, port), _Handler)
        except OSError as error:
            raise UsageError(
                f"port {port} cannot be used: {error.strerror or error}. Give another --port, or none for a free one."
            ) from None

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.server_port}/"

    def answer(self, host: str | None, target: str) -> Answer:
        """The answer to a GET. `host` is the name that the browser used; names other than ours are refused.

        A foreign page whose name suddenly resolves to 127.0.0.1 (DNS rebinding) still sends its own name.
        """
        if host not in {f"{LOOPBACK}:{self.server_port}", f"localhost:{self.server_port}"}:
            return Answer.refusal(HTTPStatus.MISDIRECTED_REQUEST, f"This server answers only at {self.url}")
        try:
            return self._find(unquote(urlsplit(target).path))
        except InputError as error:
            return Answer.refusal(HTTPStatus.INTERNAL_SERVER_ERROR, str(error))
        except (OSError, ValueError):  # a file that was just removed, an invalid address
            return Answer.refusal(HTTPStatus.NOT_FOUND, "There is no such page.")

    def _find(self, path: str) -> Answer:
        if path in STATIC:
            name, kind = STATIC[path]
            return Answer((files("briefsmith.preview") / "static" / name).read_bytes(), kind)
        if path == "/issue.json":
            return Answer(json.dumps(self.issue.data()).encode(), "application/json")
        # Looked up among the names that exist, never joined to a path: there is nothing to traverse.
        folder, _, name = path.rpartition("/")
        newsletter = self.issue.files() if folder == "/newsletter" else {}
        if name not in newsletter:
            return Answer.refusal(HTTPStatus.NOT_FOUND, "There is no such page.")
        return Answer(newsletter[name].read_bytes(), media_type(name), policy=NEWSLETTER_POLICY)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that closes the connection is not an error."""
        logger.debug("request from %s failed", client_address, exc_info=True)


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer
    server_version = "briefsmith"
    sys_version = ""
    timeout = 30  # seconds; browsers open connections that they never use

    def do_GET(self) -> None:
        self._send(with_body=True)

    def do_HEAD(self) -> None:
        self._send(with_body=False)

    def _send(self, *, with_body: bool) -> None:
        answer = self.server.answer(self.headers.get("Host"), self.path)
        self.send_response(answer.status)
        self.send_header("Content-Type", f"{answer.media_type}; charset=utf-8")
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Content-Security-Policy", answer.policy)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if with_body:
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: Any) -> None:
        """Write to the log instead of the terminal."""
        logger.debug(format, *args)
