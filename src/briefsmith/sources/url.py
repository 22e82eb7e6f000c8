"""Fetching a page over http(s), with limits on size, time, redirects and where they lead."""

from __future__ import annotations

import socket
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

from briefsmith.credentials import without_credentials
from briefsmith.errors import InputError
from briefsmith.sources.addresses import is_link_local, is_public
from briefsmith.sources.readers import format_of_media_type
from briefsmith.version import __version__

if TYPE_CHECKING:
    import httpx

# Types that servers use when they do not know better; the bytes decide.
_UNKNOWN = {"", "application/octet-stream", "binary/octet-stream", "application/xml", "text/xml"}
_ACCEPT = "text/html,application/xhtml+xml,text/markdown,text/plain;q=0.9,*/*;q=0.1"
_HEADERS = {"User-Agent": f"briefsmith/{__version__}", "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"}
_REMEDY = "Check the address and the connection, or save the page and give the file."
_WBITS = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` is for everything from the name to the last byte, over all redirects; `max_bytes` for the unpacked body.

    Without `local`, link-local addresses, and redirects from the internet to other local ones, are refused; with `untrusted`
    every local address, because the address is from the internet too.
    """

    max_bytes: int
    seconds: float
    redirects: int
    local: bool = False
    untrusted: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """The body, unpacked, the address it came from after redirects, and what the server says it is."""

    data: bytes
    url: str
    format: str | None
    charset: str | None


def fetch(url: str, limits: Limits, media_types: frozenset[str] = frozenset()) -> Fetched:
    """Get `url`; `media_types` are accepted in addition to text.

    Raises InputError of kind `fetch_failed`, `too_large`, `unsupported` or `refused`.
    """
    import httpx

    shown = without_credentials(url)
    transfer = _Transfer(shown, limits)
    try:
        with transfer, httpx.Client(headers=_HEADERS) as client, transfer.response(client, url) as response:
            if response.is_error:
                _fail(shown, f"the server answered {response.status_code} {response.reason_phrase}".rstrip())
            kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind not in media_types:
                _refuse_type(shown, kind)
            data = _body(transfer, response)
            address = without_credentials(str(response.url))
            return Fetched(data, address, format_of_media_type(kind), response.charset_encoding)
    except httpx.TooManyRedirects:
        _fail(shown, f"more than {limits.redirects} redirects")
    except httpx.UnsupportedProtocol:
        _fail(shown, "only http and https addresses are read")
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        if transfer.over or isinstance(error, httpx.TimeoutException):
            _fail(shown, f"not all of it came within {limits.seconds:g} seconds")
        _fail(shown, without_credentials(str(error)) or type(error).__name__)


@dataclass
class _Transfer:
    """One page over all its redirects. When its time is over, its connections are shut, whatever they wait for.

    Timeouts of sockets begin again with every byte, so a server that sends one from time to time would never end.
    """

    shown: str
    limits: Limits
    over: bool = False
    _from_public: bool = False
    _begin: float = field(default_factory=time.monotonic)
    _sockets: list[socket.socket] = field(default_factory=list)

    def __enter__(self) -> _Transfer:
        self._from_public = self.limits.untrusted
        self._timer = threading.Timer(self.limits.seconds, self._cut)
        self._timer.daemon = True
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        for connection in self._sockets:
            connection.close()

    def _cut(self) -> None:
        self.over = True
        for connection in self._sockets:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    @contextmanager
    def response(self, client: httpx.Client, url: str) -> Iterator[httpx.Response]:
        """The first response that is not a redirect; its body is not read yet."""
        import httpx

        request = client.build_request("GET", url)
        for _ in range(self.limits.redirects + 1):
            left = self.limits.seconds - (time.monotonic() - self._begin)
            if left <= 0:
                raise httpx.ReadTimeout("")
            request.extensions |= {"trace": self._watch, "timeout": httpx.Timeout(left).as_dict()}
            self._check(request.url.host)
            response = client.send(request, stream=True)
            with closing(response):
                if response.next_request is None:
                    yield response
                    return
                self._from_public = self._from_public or is_public(_peer(response) or request.url.host)
                request = response.next_request
        raise httpx.TooManyRedirects("")

    def _watch(self, event: str, info: dict[str, Any]) -> None:
        """Called by httpcore; a connection is checked before anything is sent on it."""
        if event == "connection.connect_tcp.complete":
            stream = info["return_value"]
            # A copy, because TLS takes the socket itself over.
            self._sockets.append(stream.get_extra_info("socket").dup())
            if self.over:
                self._cut()
            try:
                self._check(stream.get_extra_info("server_addr")[0])
            except InputError:
                stream.close()  # nobody else has it yet
                raise

    def _check(self, host: str) -> None:
        """Raise InputError for an address that is not to be read, whatever name led to it."""
        if self.limits.local:
            return
        if is_link_local(host) or (self._from_public and not is_public(host)):
            why = "a link-local address" if is_link_local(host) else "a local address that the internet named"
            raise InputError(
                f"cannot fetch {self.shown}: it leads to {host}, {why}. If it is to be read, set read.local_addresses=true.",
                "refused",
            )


def _peer(response: httpx.Response) -> str | None:
    """The address at the other end of the connection."""
    stream = response.extensions.get("network_stream")
    address = stream.get_extra_info("server_addr") if stream is not None else None
    return str(address[0]) if address else None


def _body(transfer: _Transfer, response: httpx.Response) -> bytes:
    """The body, unpacked piece by piece so that its size cannot exceed the limit."""
    import httpx

    shown, limits = transfer.shown, transfer.limits
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in {"", "identity", *_WBITS}:
        _fail(shown, f"the server answered in the encoding {encoding}, which was not asked for")
    unpacker = _Unpacker(_WBITS[encoding]) if encoding in _WBITS else None
    parts, packed = bytearray(), 0
    for raw in response.iter_raw():
        packed += len(raw)
        try:
            parts += unpacker.unpack(raw, limits.max_bytes + 1 - len(parts)) if unpacker else raw
        except zlib.error:
            _fail(shown, f"its {encoding} data are damaged")
        if max(len(parts), packed) > limits.max_bytes:
            limit = f"{limits.max_bytes / 1_000_000:g} MB"
            raise InputError(
                f"{shown} is larger than the limit of {limit}. Save the part you need as a file.", "too_large"
            )
    if transfer.over:  # a body without a length ends where the connection was cut
        raise httpx.ReadTimeout("")
    if unpacker is not None and packed and not unpacker.whole:
        _fail(shown, f"its {encoding} data are cut short")
    return bytes(parts)


class _Unpacker:
    """gzip (of any number of members) and deflate, with or without its header; `whole` at the end of the data."""

    def __init__(self, wbits: int) -> None:
        self._wbits = wbits
        self._inflate = zlib.decompressobj(wbits)
        self._begun = False

    @property
    def whole(self) -> bool:
        return self._inflate.eof

    def unpack(self, data: bytes, most: int) -> bytes:
        """What is in the data, at most `most` bytes, which must be positive. Raises zlib.error."""
        parts = bytearray()
        while data and len(parts) < most:
            if self._inflate.eof:
                if self._wbits <= zlib.MAX_WBITS or not data.strip(b"\0"):  # gzip may be padded
                    break
                self._inflate = zlib.decompressobj(self._wbits)
            try:
                parts += self._inflate.decompress(data, most - len(parts))
            except zlib.error:
                if self._begun or self._wbits != zlib.MAX_WBITS:
                    raise
                self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)  # many servers leave the header out
                parts += self._inflate.decompress(data, most - len(parts))
            self._begun = True
            data = self._inflate.unused_data or self._inflate.unconsumed_tail
        return bytes(parts)


def _refuse_type(url: str, kind: str) -> None:
    if kind in _UNKNOWN or kind.startswith("text/") or format_of_media_type(kind):
        return
    raise InputError(f"{url} is of the type {kind}; briefsmith reads HTML, Markdown and plain text.", "unsupported")


def _fail(url: str, why: str) -> NoReturn:
    raise InputError(f"cannot fetch {url}: {why}. {_REMEDY}", "fetch_failed")
