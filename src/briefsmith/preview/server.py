"""A small HTTP server for one issue, on the loopback interface only."""

from __future__ import annotations

import json
import logging
import os
import secrets
import threading
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any
from urllib.parse import unquote, urlsplit

from briefsmith.errors import BriefsmithError, InputError, UsageError
from briefsmith.newsletter.plan import MAX_BYTES
from briefsmith.preview.editing import editor_data, save
from briefsmith.preview.issue import IssueFiles, media_type

logger = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
STATIC = {
    "/": ("index.html", "text/html"),
    "/preview.css": ("preview.css", "text/css"),
    "/preview.js": ("preview.js", "text/javascript"),
    "/issue.js": ("issue.js", "text/javascript"),
    "/edit.js": ("edit.js", "text/javascript"),
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
        # A page of another site can send a form to this address, but not read this from ours.
        self.token = secrets.token_urlsafe(24)
        self.saving = threading.Lock()
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

    def save(self, host: str | None, target: str, headers: Message, body: bytes) -> Answer:
        """The answer to a POST: the editor of this very page may save the plan of the issue, nobody else anything."""
        own = {f"{LOOPBACK}:{self.server_port}", f"localhost:{self.server_port}"}
        if host not in own:
            return Answer.refusal(HTTPStatus.MISDIRECTED_REQUEST, f"This server answers only at {self.url}")
        if urlsplit(target).path != "/plan.json":
            return Answer.refusal(HTTPStatus.NOT_FOUND, "There is no such page.")
        token = headers.get("X-Briefsmith-Token", "")
        if headers.get("Origin") != f"http://{host}" or not secrets.compare_digest(token.encode(), self.token.encode()):
            return Answer.refusal(HTTPStatus.FORBIDDEN, "Only the page that this server shows may save.")
        try:
            with self.saving:
                return Answer(json.dumps(save(self.issue, body)).encode(), "application/json")
        except InputError as error:
            return Answer.refusal(HTTPStatus.BAD_REQUEST, str(error))
        except BriefsmithError as error:  # a disk that is full
            return Answer.refusal(HTTPStatus.INTERNAL_SERVER_ERROR, str(error))

    def _find(self, path: str) -> Answer:
        if path in STATIC:
            name, kind = STATIC[path]
            return Answer((files("briefsmith.preview") / "static" / name).read_bytes(), kind)
        if path == "/plan.json":
            data = {"plan": editor_data(self.issue), "token": self.token}
            return Answer(json.dumps(data).encode(), "application/json")
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

    def do_POST(self) -> None:
        size = self.headers.get("Content-Length", "")
        if not size.isdecimal() or int(size) > MAX_BYTES:
            # What was not read would be taken for the next request.
            self.close_connection = True
            self._answer(Answer.refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "This is too large."), with_body=True)
            return
        body = self.rfile.read(int(size))
        self._answer(self.server.save(self.headers.get("Host"), self.path, self.headers, body), with_body=True)

    def _send(self, *, with_body: bool) -> None:
        self._answer(self.server.answer(self.headers.get("Host"), self.path), with_body=with_body)

    def _answer(self, answer: Answer, *, with_body: bool) -> None:
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
