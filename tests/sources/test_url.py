"""Fetching from a real server on this machine."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

import briefsmith
from briefsmith.errors import InputError
from briefsmith.model import Failure
from briefsmith.sources import ReadOptions, read
from briefsmith.sources.collection import read_items
from sources.server import serving

PAGE = "<html><head><title>Brücke</title></head><body><article>" + "<p>Die Brücke über den Fluss hält.</p>" * 5
TEXT = b"It rained in Cologne."
PACKED = {
    "/gzip": (gzip.compress(TEXT), "gzip"),
    "/two-members": (gzip.compress(TEXT[:9]) + gzip.compress(TEXT[9:]) + b"\0\0", "gzip"),
    "/deflate": (zlib.compress(TEXT), "deflate"),
    "/raw-deflate": (zlib.compress(TEXT)[2:-4], "deflate"),
    "/cut": (gzip.compress(TEXT * 50)[:-20], "gzip"),
    "/cut-deflate": (zlib.compress(TEXT * 50)[:-20], "deflate"),
    "/damaged": (b"no gzip at all", "gzip"),
    "/br": (b"?", "br"),
}
MOVED = {
    "/moved": "/a.txt",
    "/loop": "/loop",
    "/slowly-moved": "/slowly-moved",
    "/ftp": "ftp://example.org/x",
    "/file": "file:///etc/hosts",
}
seen: list[str | None] = []


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Log nothing."""

    def answer(self, body: bytes, kind: str | None, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def drip(self, first: bytes, again: bytes) -> None:
        try:
            self.wfile.write(first)
            for _ in range(80):
                self.wfile.write(again)
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass

    def do_GET(self) -> None:
        seen.append(self.headers["User-Agent"])
        path = self.path.partition("?")[0]
        plain = {
            "/a.txt": ("Es regnete in Köln.".encode("cp1252"), "text/plain; charset=iso-8859-1"),
            "/page": (PAGE.encode("cp1252"), "text/html; charset=windows-1252"),
            "/notes.md": (b"# Rain\n\n*It* rained.", "text/plain"),
            "/untyped": (PAGE.encode(), None),
            "/image": (b"\x89PNG\r\n", "image/png"),
            "/disguised": (b"%PDF-1.7", "text/html"),
            "/empty": (b"", "text/plain"),
            "/big": (b"word " * 50_000, "text/plain"),
        }
        if path in plain:
            self.answer(*plain[path])
        elif path == "/bomb":
            self.answer(gzip.compress(b"a" * 3_000_000), "text/plain", Content_Encoding="gzip")
        elif path in MOVED:
            time.sleep(0.4 if path == "/slowly-moved" else 0)
            self.answer(b"", None, 302, Location=MOVED[path])
        elif path in PACKED:
            body, encoding = PACKED[path]
            self.answer(body, "text/plain", Content_Encoding=encoding)
        elif path == "/private":
            self.answer(self.headers["Authorization"].encode(), "text/plain")
        elif path == "/dripping-headers":
            self.drip(b"HTTP/1.1 200 OK\r\n", b"X-Drip: x\r\n")
        elif path == "/empty-blocks":
            head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: text/plain\r\n\r\n"
            self.drip(head + gzip.compress(b"")[:10], b"\x00\x00\x00\xff\xff" * 100)  # gzip that never says anything
        elif path == "/slow":
            time.sleep(8)
        elif path == "/drip":
            self.drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", b"drip ")
        else:
            self.answer(b"no", "text/html", 404)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serving(Handler) as address:
        yield address


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def refused(url: str, **options: float) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        read(url, options=ReadOptions(**options))  # type: ignore[arg-type]
    return caught.value.kind, str(caught.value)


def test_text_with_a_charset(server: str) -> None:
    document = read(f"{server}/a.txt")
    assert document.text == "Es regnete in Köln."
    assert document.metadata == {"format": "text", "url": f"{server}/a.txt"}
    assert document.id.startswith("127.0.0.1-a")
    assert seen[-1] == f"briefsmith/{briefsmith.__version__}"


@pytest.mark.parametrize("path", ["/page", "/untyped"])
def test_html(server: str, path: str) -> None:
    document = read(f"{server}{path}")
    assert document.text.startswith("Die Brücke über den Fluss hält.")
    assert document.metadata["format"] == "html"
    assert document.metadata["title"] == "Brücke"
    assert document.metadata["url"] == f"{server}{path}"


def test_markdown_served_as_plain_text(server: str) -> None:
    assert read(f"{server}/notes.md").text == "Rain\n\nIt rained."


def test_redirect_is_followed_and_named(server: str) -> None:
    document = read(f"{server}/moved")
    assert document.metadata["url"] == f"{server}/a.txt"
    assert document.id == "127.0.0.1-moved"


@pytest.mark.parametrize(
    ("path", "kind", "says"),
    [
        ("/nothing", "fetch_failed", "the server answered 404 Not Found"),
        ("/loop", "fetch_failed", "more than 5 redirects"),
        ("/ftp", "fetch_failed", "only http and https"),
        ("/file", "fetch_failed", "only http and https"),
        ("/image", "unsupported", "image/png"),
        ("/disguised", "unreadable", "is not a sound PDF"),
        ("/empty", "empty", "is empty"),
    ],
)
def test_what_cannot_be_read_is_said(server: str, path: str, kind: str, says: str) -> None:
    found, message = refused(f"{server}{path}")
    assert found == kind
    assert says in message
    assert f"{server}{path}" in message


@pytest.mark.parametrize("path", ["/big", "/bomb"])
def test_size_limit_holds_for_unpacked_bytes(server: str, path: str) -> None:
    assert refused(f"{server}{path}", max_bytes=100_000)[0] == "too_large"


@pytest.mark.parametrize("path", ["/slow", "/drip", "/dripping-headers", "/empty-blocks"])
def test_time_limit_holds_for_the_whole_transfer(server: str, path: str) -> None:
    start = time.perf_counter()
    kind, message = refused(f"{server}{path}", timeout=0.4)
    assert time.perf_counter() - start < 6  # the pages take 8 seconds
    assert kind == "fetch_failed"
    assert "within 0.4 seconds" in message


def test_redirects_do_not_begin_the_time_again(server: str) -> None:
    kind, message = refused(f"{server}/slowly-moved", timeout=1.0, max_redirects=20)
    assert kind == "fetch_failed"
    assert "within 1 seconds" in message


@pytest.mark.parametrize("path", ["/cut", "/cut-deflate"])
def test_a_page_cut_short_is_an_error(server: str, path: str) -> None:
    kind, message = refused(f"{server}{path}")
    assert kind == "fetch_failed"
    assert "cut short" in message


@pytest.mark.parametrize("path", ["/gzip", "/two-members", "/deflate", "/raw-deflate"])
def test_a_packed_page_is_unpacked(server: str, path: str) -> None:
    assert read(f"{server}{path}").text == "It rained in Cologne."


def test_damaged_and_unknown_packing_is_said(server: str) -> None:
    assert "gzip data are damaged" in refused(f"{server}/damaged")[1]
    assert "the encoding br, which was not asked for" in refused(f"{server}/br")[1]


def test_credentials_are_sent_and_never_shown(server: str) -> None:
    named = server.replace("://", "://reader:secret@")
    document = read(f"{named}/private")
    assert document.text == "Basic cmVhZGVyOnNlY3JldA=="
    assert document.metadata["url"] == f"{server}/private"
    for path in ("/nothing", "/loop", "/image", "/empty", "/big", "/cut", "/slow"):
        (failure,) = read_items(f"{named}{path}", ReadOptions(timeout=1, max_bytes=100_000))
        assert isinstance(failure, Failure)
        assert "secret" not in repr(failure), path
        assert f"{server}{path}" in failure.message
    assert "secret" not in refused("ftp://reader:secret@ex.org/")[1]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/x", "http://no-such-host.invalid/", "http://", "http://[x/", "https://a b/"]
)
def test_unreachable_address(url: str) -> None:
    kind, message = refused(url, timeout=5)
    assert kind == "fetch_failed"
    assert message.startswith(f"cannot fetch {url}: ")
    assert message.endswith("or save the page and give the file.")


@pytest.mark.parametrize("url", ["ftp://example.org/a", "file:///etc/hosts"])
def test_other_schemes_are_refused(url: str) -> None:
    assert refused(url)[0] == "unsupported"
