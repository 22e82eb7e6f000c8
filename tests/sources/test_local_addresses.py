"""Where a page may lead, with real connections in a network namespace whose loopback has all the addresses."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import Any

import pytest

from briefsmith.credentials import without_credentials
from briefsmith.sources.addresses import is_link_local, is_public

METADATA, PRIVATE, PUBLIC = "169.254.169.254", "10.1.2.3", "93.184.215.14"
SCRIPT = r"""
import json, socket, sys, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from briefsmith.errors import InputError
from briefsmith.sources import ReadOptions, read

asked = []

class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        asked.append(self.headers["Host"])
        _, _, to = self.path.partition("?")
        self.send_response(302 if to else 200)
        if to:
            self.send_header("Location", to)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(b"" if to else b"It rained in Cologne.")

resolve = socket.getaddrinfo
def names(host, *rest, **more):  # there is no name server in the namespace
    return resolve("169.254.169.254" if host == "news.example" else host, *rest, **more)
socket.getaddrinfo = names

server = ThreadingHTTPServer(("", 80), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
found = []
for url, local in json.loads(sys.argv[1]):
    asked.clear()
    try:
        said = read(url, options=ReadOptions(local_addresses=local, timeout=10)).text
    except InputError as error:
        said = error.kind
    found.append([said, list(asked)])
print(json.dumps(found))
"""
NAMESPACE = ("unshare", "--user", "--map-root-user", "--net")
UP = f"ip link set lo up && for a in {METADATA} {PRIVATE} {PUBLIC}; do ip addr add $a/32 dev lo; done"


def possible() -> bool:
    if not shutil.which("unshare") or not shutil.which("ip"):
        return False
    return subprocess.run([*NAMESPACE, "sh", "-c", UP], capture_output=True, check=False).returncode == 0


def fetched(*cases: tuple[str, bool]) -> list[Any]:
    if not possible():
        pytest.skip("this system makes no network namespaces for a user")
    command = f'{UP} && exec "$0" -c "$1" "$2"'
    done = subprocess.run(
        [*NAMESPACE, "sh", "-c", command, sys.executable, SCRIPT, json.dumps(cases)],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: list[Any] = json.loads(done.stdout)
    return found


def test_where_pages_and_redirects_may_lead() -> None:
    text, here = "It rained in Cologne.", "http://127.0.0.1/"
    found = fetched(
        (f"http://{METADATA}/", False),
        ("http://news.example/", False),
        (f"{here}?http://{METADATA}/keys", False),
        (f"http://{PUBLIC}/?http://{PRIVATE}/", False),
        (f"http://{PUBLIC}/?http://localhost/", False),
        (f"http://{PUBLIC}/?http://{PUBLIC}/next", False),
        (f"http://{PRIVATE}/?{here}", False),
        (here, False),
        (f"http://{METADATA}/", True),
        (f"http://{PUBLIC}/?http://{PRIVATE}/", True),
    )
    assert found == [
        ["refused", []],
        ["refused", []],
        ["refused", ["127.0.0.1"]],
        ["refused", [PUBLIC]],
        ["refused", [PUBLIC]],
        [text, [PUBLIC, PUBLIC]],
        [text, [PRIVATE, "127.0.0.1"]],
        [text, ["127.0.0.1"]],
        [text, [METADATA]],
        [text, [PUBLIC, PRIVATE]],
    ]


@pytest.mark.parametrize(
    ("host", "link_local", "public"),
    [
        ("169.254.169.254", True, False),
        ("::ffff:169.254.169.254", True, False),
        ("[fe80::1%eth0]", True, False),
        ("fd00:ec2::254", True, False),
        ("100.100.100.200", True, False),
        ("metadata.google.internal.", True, True),
        ("127.0.0.1", False, False),
        ("::ffff:10.0.0.1", False, False),
        ("93.184.215.14", False, True),
        ("example.org", False, True),
    ],
)
def test_kinds_of_addresses(host: str, link_local: bool, public: bool) -> None:
    assert is_link_local(host) is link_local
    assert is_public(host) is public


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("http://me:pw@ex.org/a@b", "http://ex.org/a@b"),
        ("https://me@ex.org", "https://ex.org"),
        ("https://a:b@c@ex.org/", "https://ex.org/"),
        ("https://ex.org/?mail=a@b.org", "https://ex.org/?mail=a@b.org"),
    ],
)
def test_credentials_are_left_out(text: str, shown: str) -> None:
    assert without_credentials(text) == shown
