"""A mail server to hand messages to, over TLS, with limits on how long it may take."""

from __future__ import annotations

import smtplib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

from briefsmith.errors import BriefsmithError, ExitCode, UsageError
from briefsmith.newsletter.text import one_line

USER, PASSWORD = "BRIEFSMITH_SMTP_USER", "BRIEFSMITH_SMTP_PASSWORD"
Tls = Literal["implicit", "starttls", "none"]
_PORTS: dict[Tls, int] = {"implicit": 465, "starttls": 587, "none": 25}
# Seconds for one answer, and for all of one message with its connection.
ANSWER, MESSAGE = 30.0, 300.0


class SendError(BriefsmithError):
    """The server cannot be used at all, so that a message was not sent."""

    exit_code = ExitCode.UNSENT


class RefusedError(Exception):
    """The server answered that it does not take this recipient or message; it was surely not sent."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where messages are handed over. `answer` and `message` are limits in seconds."""

    host: str
    port: int
    tls: Tls
    user: str = ""
    password: str = field(default="", repr=False)
    answer: float = ANSWER
    message: float = MESSAGE

    def __str__(self) -> str:
        how = {"implicit": "TLS", "starttls": "STARTTLS", "none": "no TLS"}[self.tls]
        return f"{self.host}:{self.port} ({how}{', with a password' if self.user else ''})"


def parse_server(text: str, environment: Mapping[str, str], plain: bool = False) -> Server:
    """`smtps://HOST[:PORT]` (TLS from the start, 465) or `smtp://HOST[:PORT]` (STARTTLS, 587); without a scheme by the port.

    The user name and password are in the environment only. `plain` is without TLS, for this machine only. Raises UsageError.
    """
    shown = one_line(text.rpartition("@")[2], 80)
    try:
        parts = urlsplit(text if "://" in text else f"//{text}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    if "@" in parts.netloc:
        raise UsageError(
            f"--server: a name and a password do not belong into the address; put them into {USER} and {PASSWORD}"
        )
    if (
        not host
        or parts.scheme not in {"", "smtp", "smtps"}
        or parts.path.strip("/")
        or parts.query
        or not host.isascii()
    ):
        raise UsageError(
            f"--server {shown}: expected smtps://mail.example.org, or smtp:// for STARTTLS, with or without a port"
        )
    tls: Tls = (
        "implicit" if parts.scheme == "smtps" or (not parts.scheme and port == _PORTS["implicit"]) else "starttls"
    )
    user, password = environment.get(USER, ""), environment.get(PASSWORD, "")
    if bool(user) != bool(password):
        raise UsageError(f"{USER} and {PASSWORD} belong together, and only one is set")
    if plain:
        if not _is_here(host) or parts.scheme == "smtps" or user:
            raise UsageError("--no-tls is for a server on this machine, with smtp:// and without a password")
        tls = "none"
    return Server(host, port or _PORTS[tls], tls, user, password)


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Connection:
    """One connection, ready for messages."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._smtp = (
            smtplib.SMTP_SSL(context=_context(), timeout=server.answer)
            if server.tls == "implicit"
            else smtplib.SMTP(timeout=server.answer)
        )
        with self._within(server.message), _told(server):
            # What the certificate must name; only the constructor sets it, which connects at once, out of reach of `cut`.
            self._smtp._host = server.host  # type: ignore[attr-defined]
            code, answer = self._smtp.connect(server.host, server.port)
            if code != 220:
                raise SendError(f"{server.host} does not take mail now: {_shown(code, answer)}")
            if server.tls == "starttls":
                self._smtp.starttls(context=_context())
            self._smtp.ehlo_or_helo_if_needed()
            if server.user:
                self._smtp.login(server.user, server.password)

    def send(self, sender: str, recipient: str, message: bytes, begin: Callable[[], None]) -> None:
        """Hand one message over. `begin` is called right before its text goes out.

        Raises RefusedError if it was surely not taken, OSError (smtplib's errors are) if nobody knows, SendError if the
        server takes nothing from this sender.
        """
        with self._within(self._server.message):
            code, answer = self._smtp.mail(sender)
            if code != 250:
                self._reset()
                raise SendError(f"{self._server.host} takes nothing from {sender}: {_shown(code, answer)}")
            code, answer = self._smtp.rcpt(recipient)
            if code not in {250, 251}:
                self._reset()
                raise RefusedError(_shown(code, answer))
            begin()
            try:
                code, answer = self._smtp.data(message)
            except smtplib.SMTPDataError as error:  # before the text
                self._reset()
                raise RefusedError(_shown(error.smtp_code, error.smtp_error)) from None
            if code != 250:
                self._reset()
                raise RefusedError(_shown(code, answer))

    def close(self) -> None:
        """Say goodbye, if the server still listens."""
        with suppress(OSError), self._within(self._server.answer):
            self._smtp.quit()
        self._smtp.close()

    def _reset(self) -> None:
        with suppress(OSError):
            self._smtp.rset()

    @contextmanager
    def _within(self, seconds: float) -> Iterator[None]:
        """Cut the connection when this takes longer: the time of an answer begins anew with every byte."""

        def cut() -> None:
            with suppress(OSError, AttributeError):
                self._smtp.sock.shutdown(socket.SHUT_RDWR)  # type: ignore[union-attr]

        timer = threading.Timer(seconds, cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def _context() -> ssl.SSLContext:
    """The system's certificates, or those that SSL_CERT_FILE names."""
    return ssl.create_default_context()


@contextmanager
def _told(server: Server) -> Iterator[None]:
    """Errors of connecting as sentences, none of which has the password."""
    where = f"{server.host}:{server.port}"
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise SendError(f"the certificate of {where} is not good: {error.verify_message}. Nothing was sent.") from None
    except ssl.SSLError as error:
        hint = "use smtp:// for STARTTLS" if server.tls == "implicit" else "use smtps:// if TLS begins at once"
        raise SendError(f"no TLS with {where} ({error.reason or 'refused'}): {hint}.") from None
    except smtplib.SMTPNotSupportedError:
        wanted = "a password" if server.tls != "starttls" else "STARTTLS or a password"
        raise SendError(f"{where} does not offer {wanted}; nothing goes to it without.") from None
    except smtplib.SMTPAuthenticationError as error:
        raise SendError(f"{where} refused {USER} and {PASSWORD} ({error.smtp_code}).") from None
    except TimeoutError:
        raise SendError(f"{where} did not answer within {server.answer:g} seconds.") from None
    except smtplib.SMTPException as error:
        raise SendError(f"{where} broke the connection off, or does not speak SMTP ({type(error).__name__}).") from None
    except OSError as error:
        raise SendError(f"cannot connect to {where}: {error.strerror or error}.") from None


def _shown(code: int, answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return f"{code} {one_line(text, 200)}".strip()
