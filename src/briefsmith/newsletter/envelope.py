"""The headers that only the sender knows: to whom, the Message-ID, and how to unsubscribe (RFC 2369, RFC 8058)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from urllib.parse import quote

from briefsmith.errors import UsageError
from briefsmith.newsletter.issue import Footer, Issue
from briefsmith.newsletter.links import web_address
from briefsmith.newsletter.mail import sender_address
from briefsmith.newsletter.text import one_line

# Stands in an address for the recipient's, until a message to one is made.
RECIPIENT = "{recipient}"
# So that a line of the header stays under 998 characters (RFC 5322), which may not be folded inside an address.
MAX_ADDRESSES, MAX_ADDRESS = 2, 400
ONE_CLICK = "List-Unsubscribe=One-Click"
_MAILTO = re.compile(r"mailto:[^\s@<>,?]+@[^\s@<>,?]+(?:\?[!-;=?-~]*)?", re.IGNORECASE)
_HELD = "recipient-is-put-here"


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the message says of its way; `unsubscribe` are https and mailto addresses, the first of which is linked."""

    sender: str | None = None
    to: str | None = None
    unsubscribe: tuple[str, ...] = ()
    postal: str = ""

    @property
    def footer(self) -> Footer:
        """What of it a reader sees."""
        return Footer(self._for_recipient(self.unsubscribe[0]) if self.unsubscribe else "", self.postal)

    def headers(self, issue: Issue) -> dict[str, str]:
        """The headers that the message has in addition to those of its content."""
        found = {}
        if self.to:
            found["To"] = self.to
        if self.sender:
            found["Message-ID"] = message_id(issue, self.sender)
        if self.unsubscribe:
            found["List-Unsubscribe"] = ", ".join(f"<{self._for_recipient(address)}>" for address in self.unsubscribe)
        if any(address.startswith("https:") for address in self.unsubscribe):
            found["List-Unsubscribe-Post"] = ONE_CLICK
        return found

    def _for_recipient(self, address: str) -> str:
        return for_recipient(address, parseaddr(self.to)[1]) if self.to else address


def envelope(
    sender: str | None = None, to: str | None = None, unsubscribe: Sequence[str] = (), postal: str = ""
) -> Envelope:
    """The options of the command line, checked. Raises UsageError."""
    if len(unsubscribe) > MAX_ADDRESSES:
        raise UsageError("--unsubscribe: at most one https address and one mailto address")
    addresses = tuple(_unsubscribe(address.strip()) for address in unsubscribe)
    # The web page is the one that a person can use without a mail program.
    ordered = sorted(addresses, key=lambda address: not address.startswith("https:"))
    return Envelope(sender_address(sender), sender_address(to, "--to"), tuple(ordered), one_line(postal, 300))


def message_id(issue: Issue, sender: str) -> str:
    """The same for the same stories of the same day from the same sender, also when title and texts were edited since."""
    stories = "\n".join(sorted(story.key for story in issue.stories))
    what = f"{issue.language}\n{issue.date.date()}\n{sender}\n{stories}"
    return f"<{hashlib.sha256(what.encode()).hexdigest()[:32]}@{parseaddr(sender)[1].rpartition('@')[2]}>"


def with_headers(message: str, headers: dict[str, str]) -> str:
    """The message as text with these headers before its own."""
    if not headers:
        return message
    head = EmailMessage(policy=SMTP.clone(cte_type="7bit", max_line_length=0))  # addresses must not be folded
    for name, value in headers.items():
        head[name] = value
    return head.as_bytes().decode("ascii").removesuffix("\r\n") + message


def for_recipient(address: str, recipient: str) -> str:
    """The address with the recipient's in the place of `{recipient}`."""
    return address.replace(RECIPIENT, quote(recipient, safe=""))


def _unsubscribe(text: str) -> str:
    """An address that can stand in `List-Unsubscribe`: https, or mailto with one address."""
    if text.isascii() and len(text) <= MAX_ADDRESS and _MAILTO.fullmatch(text):
        return text
    address = web_address(text.replace(RECIPIENT, _HELD)) if len(text.split()) == 1 else ""
    if not address.startswith("https:") or not address.isascii() or "," in address or len(address) > MAX_ADDRESS:
        raise UsageError(
            f"--unsubscribe {one_line(text, 80)}: expected an https address such as https://example.org/leave?who={RECIPIENT}, "
            "or mailto:leave@example.org"
        )
    return address.replace(_HELD, RECIPIENT)
