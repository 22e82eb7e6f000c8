"""A real SMTP server on this machine, with TLS by a certificate made for the test."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "mill", "s3cret-of-the-mill"


@dataclass
class Inbox:
    """What arrived, and how the server behaves: its answers for recipients and texts, and after how many it hangs up."""

    messages: list[tuple[str, EmailMessage]] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)
    refuse_text: str = ""
    hang_up_before_text: int = 0
    hang_up_after_text: bool = False
    connections: int = 0

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.hang_up_before_text:
            self.hang_up_before_text -= 1
            server.transport.abort()  # type: ignore[union-attr]
            return "421 gone"
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refuse_text:
            return self.refuse_text
        content = envelope.content
        assert isinstance(content, bytes)
        (recipient,) = envelope.rcpt_tos
        self.raw.append(content)
        message: Any = BytesParser(policy=default).parsebytes(content)
        self.messages.append((recipient, message))
        if self.hang_up_after_text:
            server.transport.abort()  # type: ignore[union-attr]
        return "250 accepted"


@dataclass(frozen=True)
class Running:
    """A server that listens; `url` is what `--server` takes."""

    url: str
    port: int
    inbox: Inbox


def certificate(folder: Path, name: str = "localhost") -> tuple[ssl.SSLContext, Path]:
    """A server's context with a certificate for the name, and the file of the authority to trust."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    file = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    return context, file


def _check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


@contextmanager
def serving(context: ssl.SSLContext | None, tls: str = "starttls", password: bool = False) -> Iterator[Running]:
    """A server with STARTTLS, TLS from the start (`implicit`), or none."""
    inbox = Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    more: dict[str, Any] = {"authenticator": _check, "auth_required": tls == "starttls"} if password else {}
    if tls == "implicit":
        more |= {"ssl_context": context, "auth_require_tls": False}
    elif tls == "starttls":
        more |= {"tls_context": context, "require_starttls": True}
    controller = Controller(inbox, hostname="localhost", port=port, **more)
    controller.start()
    try:
        inbox.connections = 0
        yield Running(f"{'smtps' if tls == 'implicit' else 'smtp'}://localhost:{port}", port, inbox)
    finally:
        controller.stop()
