"""A message as `newsletter` wrote it, and the copy of it that one recipient gets."""

from __future__ import annotations

import copy
import email
import html
import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from pathlib import Path

from briefsmith.errors import InputError
from briefsmith.newsletter.envelope import RECIPIENT, for_recipient

# What most servers take (RFC 1870 SIZE is 25 to 35 MB).
MAX_BYTES = 25_000_000
# Nothing is folded: a line break inside an address of List-Unsubscribe would end it.
_POLICY = SMTP.clone(cte_type="7bit", refold_source="none", max_line_length=0)
_FOLDED = SMTP.clone(cte_type="7bit")
_ADDRESS = re.compile(r"<([^<>]*)>")


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that can be sent: it has a sender and a Message-ID."""

    message: EmailMessage
    id: str
    sender: str
    subject: str

    @property
    def bulk(self) -> bool:
        """Whether it says how to unsubscribe."""
        return "List-Unsubscribe" in self.message

    @property
    def reader(self) -> str:
        """The one whom its link unsubscribes, whoever clicks it, because `newsletter --to` filled it in; else empty."""
        address = parseaddr(str(self.message.get("To", "")))[1]
        filled = for_recipient(RECIPIENT, address)
        return address if address and filled in str(self.message.get("List-Unsubscribe", "")) else ""

    def copy_for(self, recipient: str) -> bytes:
        """The message to this recipient alone, with their address where an unsubscribe address asks for it."""
        made = copy.deepcopy(self.message)
        del made["To"]
        made["To"] = recipient
        header = str(made.get("List-Unsubscribe", ""))
        if RECIPIENT in header:
            made.replace_header("List-Unsubscribe", for_recipient(header, recipient))
            for part in made.walk():
                _fill(part, [url for url in _ADDRESS.findall(header) if RECIPIENT in url], recipient)
        return made.as_bytes()


def read_letter(path: Path) -> Letter:
    """The message in a file. Raises InputError where it cannot be sent."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path} is larger than {MAX_BYTES / 1e6:g} MB, which few servers take.", "too_large")
        message = email.message_from_bytes(path.read_bytes(), policy=_POLICY)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}.", "unreadable") from None
    sender, identity = str(message.get("From", "")), str(message.get("Message-ID", "")).strip()
    if not sender or not identity:
        raise InputError(
            f"{path} has no sender or no Message-ID; make it with 'briefsmith newsletter --from ADDRESS'.", "no_sender"
        )
    return Letter(message, identity, parseaddr(sender)[1], str(message.get("Subject", "")))


def _fill(part: EmailMessage, urls: list[str], recipient: str) -> None:
    """Put the recipient into these addresses in a text part, as plain text and HTML write them, and into nothing else."""
    if part.get_content_maintype() != "text" or part.is_attachment():
        return
    text = filled = part.get_content()
    for url in urls:
        for written in {url, html.escape(url), html.escape(url, quote=False)}:
            filled = filled.replace(written, for_recipient(written, recipient))
    if filled != text:
        fresh = EmailMessage(policy=_FOLDED)
        fresh.set_content(filled, subtype=part.get_content_subtype())
        part.set_payload(fresh.get_payload())
        part.replace_header("Content-Transfer-Encoding", fresh["Content-Transfer-Encoding"])
