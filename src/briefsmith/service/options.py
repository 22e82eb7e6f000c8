"""What a service is started with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class ServiceOptions:
    """Address and limits. `token` is asked for in the header `Authorization: Bearer …`; None asks for nothing.

    `waiting` requests may wait while one is worked on; `seconds` bounds the wait and the work of each. `max_bytes` is for the
    body of a request, `data` the folder of the batches, and `fetch` allows addresses instead of texts.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    token: str | None = None
    waiting: int = 8
    seconds: float = 60.0
    max_bytes: int = 10_000_000
    data: Path = Path("outputs/service")
    fetch: bool = True

    @property
    def local(self) -> bool:
        """Whether only this machine can reach it."""
        return self.host in LOOPBACK

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/"
