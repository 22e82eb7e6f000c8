"""Mail: the article in one (`.eml`), and each mail of a mailbox (`.mbox`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timezone
from typing import TYPE_CHECKING, Any

from briefsmith.errors import InputError
from briefsmith.sources.extracted import Container, Extracted, Raw, Reader, ReadOptions
from briefsmith.sources.fragment import html_text
from briefsmith.sources.mail_text import QUOTED, parts_of_mail
from briefsmith.sources.passages import Passage, assemble, words_of
from briefsmith.sources.text import clean, decode, first_characters

if TYPE_CHECKING:
    from email.message import EmailMessage

_FIELD = re.compile(r"([A-Za-z][A-Za-z-]{1,40}):[ \t]")
_FIELDS = frozenset(
    {
        *(
            "from",
            "to",
            "cc",
            "subject",
            "date",
            "message-id",
            "received",
            "return-path",
            "delivered-to",
            "mime-version",
        ),
        *("content-type", "reply-to", "list-id", "dkim-signature", "sender", "x-mailer", "content-transfer-encoding"),
    }
)
_SEPARATOR = re.compile(rb"^From \S.{0,200}\d\d:\d\d.{0,60}\r?\n(?=[A-Za-z-]{2,40}:)", re.MULTILINE)
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_REPLY = re.compile(r"^(?:(?:re|aw|sv|vs|antw|fwd?|wg|tr|rv|res|enc|i)(?:\[\d+\])?\s?:\s*)+", re.IGNORECASE)
_TAGS = re.compile(r"^(?:\[[^\[\]]{1,40}\]\s*){1,3}(?=\S)")  # of a mailing list, or of an embargo
_MOST_HTML = 10_000_000  # characters
# Where mail programs put the mail that is answered.
_QUOTES = (
    "//blockquote[@type='cite'] | //*[contains(@class, 'gmail_quote')] | //*[contains(@class, 'moz-cite-prefix')] | "
    "//*[@id='divRplyFwdMsg'] | //*[@id='divRplyFwdMsg']/following-sibling::* | //*[contains(@class, 'yahoo_quoted')]"
)
_SIGNATURES = "//*[contains(@class, 'moz-signature')] | //*[contains(@class, 'gmail_signature')]"
_FORWARDED = 30  # words: a mail with fewer of its own passes on what it encloses


def begins_like_mail(data: bytes) -> bool:
    """Whether the bytes begin with the head of a mail: its lines name fields, and two or more are those of mails."""
    lines = first_characters(data, 4000).split("\n")
    names: list[str] = []
    for line in lines:
        field = _FIELD.match(line)
        if field is not None:
            names.append(field[1].lower())
        elif not (names and line[:1] in {" ", "\t"} and line.strip()):
            break
    known = _FIELDS.intersection(names)
    return (
        len(known) >= 2
        and bool(known & {"from", "received", "return-path", "message-id"})
        and names[0] in _FIELDS | {name for name in names if name.startswith(("x-", "arc-", "authentication-"))}
    )


def read_mail(raw: Raw, options: ReadOptions) -> Extracted:
    """What the author of a mail wrote: its text, or its HTML where the text is only a hint to look at that.

    The mail that is answered, signatures and heads are marked as dropped. A mail that only forwards another is read as
    that one, also if that is attached. Other attachments are not read. Raises InputError of kind `empty` if there is no text.
    """
    # Imported for a mail alone: it costs 10 ms, and most inputs are none.
    from email import message_from_bytes, policy

    try:
        message, passages = _first_with_text(message_from_bytes(raw.data, policy=policy.default), raw.name)
        metadata = _metadata(message)
    except (LookupError, ValueError, AttributeError, TypeError, RecursionError) as error:
        raise InputError(f"{raw.name} is not a sound mail: {error}.", "unreadable") from None
    if not words_of(passages):
        raise InputError(f"{raw.name} has no text of its own, only attachments, pictures or quotations.", "empty")
    return assemble(passages, metadata)


MAIL = Reader("mail", (".eml",), ("message/rfc822",), begins_like_mail, read_mail)


def _mails(raw: Raw, options: ReadOptions) -> Iterator[Raw]:
    """Each mail of a mailbox, without the line that separates it from the one before."""
    places = [match.span() for match in _SEPARATOR.finditer(raw.data)]
    ends = [start for start, _ in places[1:]] + [len(raw.data)]
    for number, ((_, start), end) in enumerate(zip(places, ends, strict=True), 1):
        data = _ESCAPED.sub(rb"\1", raw.data[start:end])
        yield Raw(f"{raw.id}-{number}", f"{raw.name}, mail {number}", data, MAIL.name)


MAILBOX = Container("mbox", (".mbox",), ("application/mbox",), lambda data: _SEPARATOR.match(data) is not None, _mails)


def _first_with_text(message: EmailMessage, name: str) -> tuple[EmailMessage, list[Passage]]:
    """A mail and its passages; of a mail without text, those of the first mail that is attached to it and has some."""
    passages = _body(message, name)
    if words_of(passages):
        return message, passages
    for part in message.walk():
        if (
            part.get_content_type() == "message/rfc822"
            and isinstance(enclosed := part.get_payload(), list)
            and enclosed
        ):
            inner: Any = enclosed[0]
            found = _body(inner, name)
            if words_of(found):
                return inner, found
    return message, passages


def _body(message: EmailMessage, name: str) -> list[Passage]:
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    text = _content(plain, name) if plain is not None else ""
    passages = parts_of_mail(_unflowed(text, plain))
    if page is None:
        return passages
    from_page = _html_passages(_content(page, name)[:_MOST_HTML])
    # Newsletters often say no more in their text than that one should look at the HTML.
    return from_page if words_of(from_page) > 2 * words_of(passages) else passages


def _content(part: Any, name: str) -> str:
    data = part.get_payload(decode=True) or b""
    return decode(data, name, part.get_content_charset()) if data.strip() else ""


def _unflowed(text: str, part: Any) -> str:
    """The text with its soft line breaks undone, where the mail says that it has some (RFC 3676)."""
    if part is None or part.get_param("format", "") != "flowed":
        return text
    space = "" if part.get_param("delsp", "") == "yes" else " "
    lines: list[str] = []
    flows = False
    for line in text.split("\n"):
        stuffed = line.removeprefix(" ")
        if flows and not line.startswith(">"):
            lines[-1] = lines[-1].rstrip(" ") + space + stuffed
        else:
            lines.append(stuffed)
        flows = line.endswith(" ") and line != "-- " and not line.startswith(">")
    return "\n".join(lines)


def _html_passages(page: str) -> list[Passage]:
    """The text of an HTML mail, then what it quotes, unless it has no text of its own."""
    from lxml import etree, html

    try:
        root = html.document_fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return []
    whole = html_text(page)
    aside: list[Passage] = []
    for path, reason in ((_QUOTES, QUOTED), (_SIGNATURES, "signature")):
        for element in root.xpath(path):
            if element.getparent() is None:
                continue
            text = html_text(html.tostring(element, encoding="unicode", with_tail=False))
            if all(text not in passage.text for passage in aside):
                aside.append(Passage(text, reason))
            element.drop_tree()
    own = html_text(html.tostring(root, encoding="unicode"))
    if len(own.split()) < _FORWARDED < len(whole.split()) - len(own.split()):
        return parts_of_mail(whole)
    return [*parts_of_mail(own), *aside]


def _title(subject: str) -> str:
    """The subject without "Re:" and without what a list puts in brackets before or after that."""
    return _REPLY.sub("", _TAGS.sub("", _REPLY.sub("", _TAGS.sub("", subject))))


def _metadata(message: EmailMessage) -> dict[str, object]:
    from email.utils import parseaddr, parsedate_to_datetime

    sender = parseaddr(str(message.get("From", "")))
    try:
        moment = parsedate_to_datetime(str(message.get("Date", "")))
        date = (moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)).astimezone(timezone.utc).isoformat()
    except (ValueError, TypeError, OverflowError):
        date = ""
    return {
        "title": _title(clean(str(message.get("Subject", ""))).strip()),
        "author": sender[0] or sender[1],
        "date": date,
        "language": str(message.get("Content-Language", "")).partition(",")[0],
    }
