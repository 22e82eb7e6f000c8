"""Fetching a page over http(s), with limits on size, time and redirects."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from briefsmith.errors import InputError
from briefsmith.sources.readers import format_of_media_type
from briefsmith.version import __version__

if TYPE_CHECKING:
    import httpx

# Types that servers use when they do not know better; the bytes decide.
_UNKNOWN = {"", "application/octet-stream", "binary/octet-stream", "application/xml", "text/xml"}
_ACCEPT = "text/html,application/xhtml+xml,text/markdown,text/plain;q=0.9,*/*;q=0.1"
_REMEDY = "Check the address and the connection, or save the page and give the file."


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` is for the whole transfer, `max_bytes` for the unpacked body."""

    max_bytes: int
    seconds: float
    redirects: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """The body as it came, the address it came from after redirects, and what the server says it is."""

    data: bytes
    url: str
    format: str | None
    charset: str | None


def fetch(url: str, limits: Limits, media_types: frozenset[str] = frozenset()) -> Fetched:
    """Get `url`; `media_types` are accepted in addition to text.

    Raises InputError of kind `fetch_failed`, `too_large` or `unsupported`.
    """
    import httpx

    try:
        with (
            httpx.Client(
                follow_redirects=True,
                max_redirects=limits.redirects,
                timeout=limits.seconds,
                headers={"User-Agent": f"briefsmith/{__version__}", "Accept": _ACCEPT},
            ) as client,
            client.stream("GET", url) as response,
        ):
            if response.is_error:
                _fail(url, f"the server answered {response.status_code} {response.reason_phrase}".rstrip())
            kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind not in media_types:
                _refuse_type(url, kind)
            data = _body(url, response, limits)
            return Fetched(data, str(response.url), format_of_media_type(kind), response.charset_encoding)
    except httpx.TimeoutException:
        _fail(url, f"no answer within {limits.seconds:g} seconds")
    except httpx.TooManyRedirects:
        _fail(url, f"more than {limits.redirects} redirects")
    except httpx.UnsupportedProtocol:
        _fail(url, "only http and https addresses are read")
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        _fail(url, str(error) or type(error).__name__)


def _body(url: str, response: httpx.Response, limits: Limits) -> bytes:
    """The body, unpacked, read piece by piece so that neither its size nor its time can exceed the limits."""
    deadline = time.monotonic() + limits.seconds
    parts = bytearray()
    for part in response.iter_bytes():
        parts += part
        if len(parts) > limits.max_bytes:
            limit = f"{limits.max_bytes / 1_000_000:g} MB"
            raise InputError(
                f"{url} is larger than the limit of {limit}. Save the part you need as a file.", "too_large"
            )
        if time.monotonic() > deadline:
            _fail(url, f"not all of it came within {limits.seconds:g} seconds")
    return bytes(parts)


def _refuse_type(url: str, kind: str) -> None:
    if kind in _UNKNOWN or kind.startswith("text/") or format_of_media_type(kind):
        return
    raise InputError(f"{url} is of the type {kind}; briefsmith reads HTML, Markdown and plain text.", "unsupported")


def _fail(url: str, why: str) -> NoReturn:
    raise InputError(f"cannot fetch {url}: {why}. {_REMEDY}", "fetch_failed")
