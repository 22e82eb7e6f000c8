"""One message to many recipients, each once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from briefsmith.sending.ledger import SentLedger
from briefsmith.sending.letter import Letter
from briefsmith.sending.server import Connection, RefusedError, SendError, Server

Outcome = Literal["sent", "refused", "unsure"]


@dataclass(frozen=True, slots=True)
class SendPlan:
    """Who is to get the message now, who has it, and of whom it is not known."""

    now: tuple[str, ...]
    had: tuple[str, ...]
    unsure: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of one recipient; `why` is the server's answer, or what broke off."""

    recipient: str
    outcome: Outcome
    why: str = ""


def plan(letter: Letter, recipients: Sequence[str], ledger: SentLedger, repeat_unsure: bool = False) -> SendPlan:
    """Sort the recipients by the ledger; those of whom it is not known are sent to again only with `repeat_unsure`."""
    states = {recipient: ledger.state(letter.id, recipient) for recipient in recipients}
    unsure = () if repeat_unsure else tuple(r for r in recipients if states[r] == "begun")
    had = tuple(r for r in recipients if states[r] == "sent")
    left = {*had, *unsure}
    return SendPlan(tuple(r for r in recipients if r not in left), had, unsure)


def deliver(letter: Letter, recipients: Sequence[str], ledger: SentLedger, server: Server) -> Iterator[Delivered]:
    """Send to each recipient in order, over one connection that is made anew when it breaks. Raises SendError."""
    with _line(server) as connected:
        for recipient in recipients:
            yield _deliver(letter, recipient, ledger, connected)


@contextmanager
def _line(server: Server) -> Iterator[Callable[[bool], Connection]]:
    """A function that returns the connection, on request a new one."""
    open_: list[Connection] = []

    def connected(anew: bool) -> Connection:
        if anew and open_:
            open_.pop().close()
        if not open_:
            open_.append(Connection(server))
        return open_[0]

    try:
        yield connected
    finally:
        for connection in open_:
            connection.close()


def _deliver(letter: Letter, recipient: str, ledger: SentLedger, connected: Callable[[bool], Connection]) -> Delivered:
    """Tried a second time, on a new connection, only where the text had not begun to go out (a server that hung up)."""
    message = letter.copy_for(recipient)
    begun = False

    def begin() -> None:
        nonlocal begun
        ledger.record(letter.id, recipient, "begun")
        begun = True

    for anew in (False, True):
        try:
            connected(anew).send(letter.sender, recipient, message, begin)
        except RefusedError as error:
            ledger.record(letter.id, recipient, "refused")
            return Delivered(recipient, "refused", str(error))
        except SendError:
            raise
        except OSError as error:
            if begun:
                return Delivered(recipient, "unsure", str(error) or type(error).__name__)
        else:
            ledger.record(letter.id, recipient, "sent")
            return Delivered(recipient, "sent")
    raise SendError("the server hangs up before it takes a message; what was sent is in the ledger, so try again later")
