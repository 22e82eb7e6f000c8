"""The service on this machine while a test needs it, in a thread, over real sockets."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import uvicorn

from briefsmith.api import Briefsmith
from briefsmith.service.app import create_app
from briefsmith.service.options import ServiceOptions
from briefsmith.sources import ReadOptions


@contextmanager
def service(options: ServiceOptions, smith: Briefsmith | None = None) -> Iterator[str]:
    """The address, with a final slash."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        chosen = replace(options, port=free.getsockname()[1])
    environment = {k: v for k, v in os.environ.items() if k != "BRIEFSMITH_LANGUAGES"}
    app = create_app(smith or Briefsmith(), ReadOptions(), chosen, environment)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=chosen.port, log_level="critical"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        deadline = time.monotonic() + 60
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.02)
        assert server.started
        yield chosen.url
    finally:
        server.should_exit = True
        thread.join()


def error(answer: Any) -> str:
    """The message of an answer that is an error."""
    return str(answer.json()["error"]["message"])
