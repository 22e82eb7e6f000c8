from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace

import pytest

from briefsmith.errors import UsageError
from briefsmith.newsletter.envelope import RECIPIENT, Envelope, envelope, message_id
from briefsmith.newsletter.issue import Group
from briefsmith.newsletter.make import IssueOptions, render_issue
from briefsmith.newsletter.services.delivery import Delivery
from briefsmith.newsletter.templates import open_templates

from .samples import DATE, issue, result
from .test_mail import elements

DIGEST = open_templates("digest")
SENDER = "The Mill <news@mill.example>"
LEAVE = f"https://mill.example/leave?who={RECIPIENT}&list=7"


def message(given: Envelope) -> email.message.EmailMessage:
    delivery = Delivery(given)
    made = delivery.prepare(issue(result()))
    text = delivery.finish(made, DIGEST, render_issue(made, DIGEST, given.sender).files)["en.eml"]
    assert text.isascii()
    assert all(len(line) <= 998 for line in text.split("\r\n"))
    parsed = email.message_from_string(text, policy=email.policy.default)
    assert not parsed.defects
    return parsed


def test_without_options_the_message_is_as_before() -> None:
    made = issue(result())
    files = render_issue(made, DIGEST).files
    assert Delivery().finish(made, DIGEST, files) == files


def test_headers_of_bulk_mail() -> None:
    parsed = message(
        envelope(SENDER, "Jörg <j@reader.example>", ["mailto:leave@mill.example?subject=leave", LEAVE], "1 Mill Lane")
    )
    assert parsed["To"].addresses[0].display_name == "Jörg"
    # RFC 8058: one https address, with all that identifies the recipient, and the literal value of the other header.
    assert parsed["List-Unsubscribe"] == (
        "<https://mill.example/leave?who=j%40reader.example&list=7>, <mailto:leave@mill.example?subject=leave>"
    )
    assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(r"<[0-9a-f]{32}@mill\.example>", parsed["Message-ID"])
    html = parsed.get_body(("html",)).get_content()
    assert "https://mill.example/leave?who=j%40reader.example&list=7" in [a.get("href") for a in elements(html, "a")]
    assert "1 Mill Lane" in html
    plain = parsed.get_body(("plain",)).get_content()
    assert "Unsubscribe: https://mill.example/leave?who=j%40reader.example&list=7" in plain
    assert "1 Mill Lane" in plain


def test_mail_alone_cannot_be_one_click() -> None:
    parsed = message(envelope(SENDER, None, ["mailto:leave@mill.example"]))
    assert parsed["List-Unsubscribe"] == "<mailto:leave@mill.example>"
    assert "List-Unsubscribe-Post" not in parsed
    assert "To" not in parsed


def test_longest_addresses_stay_on_a_line() -> None:
    long = f"https://mill.example/{'a' * 370}"
    assert (
        message(envelope(SENDER, None, [long, "mailto:" + "a" * 370 + "@mill.example"]))["List-Unsubscribe"].count("<")
        == 2
    )


def test_an_issue_keeps_its_message_id_when_it_is_edited() -> None:
    made = issue(result())
    (story,) = made.stories
    edited = replace(made, title="Another title", groups=(Group("", (replace(story, headline="A better headline"),)),))
    assert message_id(made, SENDER) == message_id(edited, SENDER)
    others = [
        issue(result(), language="de"),
        issue(result(), options=IssueOptions("The Weekly Mill", DATE.replace(day=4))),
        issue(result({"title": "Another"}, "other")),
    ]
    assert len({message_id(each, SENDER) for each in (made, *others)}) == 4
    assert message_id(made, SENDER) != message_id(made, "a@other.example")


@pytest.mark.parametrize(
    "bad",
    [
        "http://mill.example/leave",
        "https://mill.example/leave, https://evil.example",
        "https://user@mill.example/",
        "https://mill.example/\r\nBcc: victim@example.org",
        "mailto:a@b.example,c@d.example",
        "mailto:",
        "mailto:a@b.example>\r\nBcc: c@d.example",
        "leave@mill.example",
        "https://mill.example/" + "a" * 500,
        "",
    ],
)
def test_what_cannot_unsubscribe_is_said(bad: str) -> None:
    with pytest.raises(UsageError, match="--unsubscribe"):
        envelope(SENDER, None, [bad])


def test_too_many_addresses() -> None:
    with pytest.raises(UsageError, match="at most one https address and one mailto address"):
        envelope(SENDER, None, [LEAVE] * 3)


def test_a_bad_recipient_names_its_option() -> None:
    with pytest.raises(UsageError, match="--to nobody: expected an address"):
        envelope(SENDER, "nobody")
