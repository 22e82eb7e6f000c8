"""What is refused before a route is reached: foreign names and pages, missing tokens, bodies that are too large."""

from __future__ import annotations

import asyncio
import hmac
import json
import time
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from briefsmith.service.options import LOOPBACK, ServiceOptions

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Refusal = tuple[int, str, str]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

# Pages and what they load, which a browser asks for without a token; they hold no data.
_OPEN = {"/", "/service.js", "/service.css", "/preview.js", "/preview.css", "/health"}
_HEADERS = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


class Gate:
    """ASGI middleware; refusals are JSON like every other error."""

    def __init__(self, app: App, options: ServiceOptions) -> None:
        self._app = app
        self._options = options

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        if refusal := self._refusal(scope, headers):
            await _refuse(send, *refusal)
            return
        limited = _Limited(receive, self._options.max_bytes, self._options.seconds)

        async def answer(message: Message) -> None:
            # What reads the body answers for itself that it could not: this says why.
            if limited.over:
                if message["type"] == "http.response.start":
                    await _refuse(send, *limited.over)
                return
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        work = asyncio.ensure_future(self._app(scope, limited, answer))
        watch = asyncio.ensure_future(limited.left())
        try:
            await asyncio.wait({work, watch}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            watch.cancel()
            work.cancel()  # nobody is there to read it; what has not begun gives its place to others
        with suppress(asyncio.CancelledError):
            await work

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> Refusal | None:
        name = _hostname(headers.get("host", ""))
        # A foreign page whose name suddenly means this machine (DNS rebinding) still sends its own name.
        if self._options.local and name not in LOOPBACK:
            return 421, "host", f"this service answers only at {self._options.url}"
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != headers.get("host"):
            return 403, "origin", "requests from other pages are refused"
        if not _is_length(headers.get("content-length", "0"), self._options.max_bytes):
            return _too_large(self._options.max_bytes)
        token = self._options.token
        if token is not None and scope["path"] not in _OPEN:
            given = headers.get("authorization", "")
            if not hmac.compare_digest(given.encode("latin-1"), f"Bearer {token}".encode()):
                return 401, "token", "send the token of this service: Authorization: Bearer TOKEN"
        return None


class _Limited:
    """A body that ends when it is too large or takes too long, whatever its headers say; `over` is then what to answer."""

    def __init__(self, receive: Receive, most: int, seconds: float) -> None:
        self.over: Refusal | None = None
        self._receive = receive
        self._most, self._seconds = most, seconds
        self._got, self._end = 0, time.monotonic() + seconds
        self._whole = asyncio.Event()

    async def __call__(self) -> Message:
        if self.over:
            return {"type": "http.disconnect"}
        if self._whole.is_set():  # what comes now says only that the client went away
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), self._end - time.monotonic())
        except asyncio.TimeoutError:  # the built-in one from Python 3.11 on
            return self._cut((408, "time", f"the request was not complete after {self._seconds:g} seconds"))
        self._got += len(message.get("body", b""))
        if not message.get("more_body", False):
            self._whole.set()
        return self._cut(_too_large(self._most)) if self._got > self._most else message

    async def left(self) -> None:
        """Return when the client has sent all and gone away."""
        await self._whole.wait()
        while (await self._receive())["type"] != "http.disconnect":
            pass

    def _cut(self, refusal: Refusal) -> Message:
        self.over = refusal
        return {"type": "http.request", "body": b"", "more_body": False}


def _too_large(most: int) -> Refusal:
    return 413, "too_large", f"a request may have {most:,} bytes"


def _hostname(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_length(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= most


async def _refuse(send: Send, status: int, kind: str, message: str) -> None:
    body = json.dumps({"error": {"kind": kind, "message": message}}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()), *_HEADERS]
    headers += [(b"www-authenticate", b"Bearer")] if status == 401 else []
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
