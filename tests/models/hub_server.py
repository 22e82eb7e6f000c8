"""A model hub on this machine: the endpoints of huggingface.co that a pull uses, over real HTTP."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sources.server import serving

COMMIT = "c0ffee" + "0" * 34
# Files of this many bytes are in large-file storage, as files of 10 MB are on the hub.
LARGE = 20_000


@dataclass
class Hub:
    """One model, and how the server treats those who fetch it."""

    files: dict[str, bytes]
    hub_id: str = "org/tiny"
    commit: str = COMMIT
    license: Any = "apache-2.0"
    # This many downloads of a large file break off after this many bytes.
    breaks: int = 0
    break_after: int = 0
    # The server waits before the end of a large file until it is stopped.
    stalls: bool = False
    # Files whose bytes differ from what the server announced.
    corrupt: frozenset[str] = frozenset()
    status: int = 200
    requests: list[tuple[str, str, str]] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)
    url: str = ""

    @classmethod
    def of(cls, folder: Path, **more: Any) -> Hub:
        return cls({path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}, **more)

    def info(self) -> dict[str, Any]:
        """What the API says about the model."""
        siblings = []
        for name, content in self.files.items():
            blob = hashlib.sha1(f"blob {len(content)}\0".encode() + content, usedforsecurity=False).hexdigest()
            sibling: dict[str, Any] = {"rfilename": name, "size": len(content), "blobId": blob}
            if len(content) >= LARGE:
                sha256 = hashlib.sha256(content).hexdigest()
                sibling["lfs"] = {"sha256": sha256, "size": len(content), "pointerSize": 134}
            siblings.append(sibling)
        card = {"license": self.license} if self.license else {}
        return {"_id": "1", "id": self.hub_id, "sha": self.commit, "siblings": siblings, "cardData": card, "tags": []}

    def fetched(self) -> list[str]:
        """The requested files, each once, in order."""
        names = [path.rsplit("/", 1)[1] for _, path, _ in self.requests if "/resolve/" in path]
        return list(dict.fromkeys(names))

    def ranges(self, name: str) -> list[str]:
        """The `Range` headers of the requests for a file."""
        return [wanted for _, path, wanted in self.requests if path.endswith(f"/{name}")]

    @contextmanager
    def running(self) -> Iterator[Hub]:
        """Serve until the block ends."""
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                hub.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        with serving(Handler) as self.url:
            try:
                yield self
            finally:
                self.stopped.set()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        path = urlsplit(request.path).path
        self.requests.append((request.command, path, request.headers.get("Range", "")))
        parts = path.strip("/").split("/")
        if parts[:2] == ["api", "models"]:
            self._describe(request, parts[2:])
        elif "/".join(parts[:3]) == f"{self.hub_id}/resolve" and parts[4] in self.files:
            self._redirect(request, parts[4])
        elif parts[0] == "cdn":
            self._send(request, parts[1])
        else:
            _reply(request, 404, b"")

    def _describe(self, request: BaseHTTPRequestHandler, parts: list[str]) -> None:
        revision = parts[3] if len(parts) > 3 else "main"
        if "/".join(parts[:2]) != self.hub_id:
            _reply(request, 404, b"{}", {"X-Error-Code": "RepoNotFound"})
        elif self.status == 403:
            _reply(request, 403, b"{}", {"X-Error-Code": "GatedRepo"})
        elif revision not in {"main", self.commit}:
            _reply(request, 404, b"{}", {"X-Error-Code": "RevisionNotFound"})
        else:
            _reply(request, self.status, json.dumps(self.info()).encode(), {"Content-Type": "application/json"})

    def _redirect(self, request: BaseHTTPRequestHandler, name: str) -> None:
        """Large files come from another address, as on the hub."""
        if len(self.files[name]) >= LARGE:
            _reply(request, 302, b"", {"Location": f"{self.url}/cdn/{name}"})
        else:
            self._send(request, name)

    def _send(self, request: BaseHTTPRequestHandler, name: str) -> None:
        content = self.files[name]
        if name in self.corrupt:
            content = content[:-1] + bytes([content[-1] ^ 1])
        wanted = request.headers.get("Range")
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
        request.send_response(206 if wanted else 200)
        request.send_header("Content-Length", str(len(content) - start))
        if wanted:
            request.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        request.end_headers()
        end = len(content)
        if end >= LARGE and (self.breaks or self.stalls):
            self.breaks, end = self.breaks - 1, start + self.break_after
        request.wfile.write(content[start:end])
        if self.stalls and end < len(content):
            self.stopped.wait(60)


def _reply(request: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
    request.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
        request.send_header(name, value)
    request.end_headers()
    request.wfile.write(body)
