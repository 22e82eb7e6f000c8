"""Mailchimp (mailchimp.com/developer/marketing/api/campaigns, /campaign-content; "All the merge tags cheat sheet").

A campaign for `POST /campaigns`, its content for `PUT /campaigns/{id}/content`, and the page for "Paste in code" or "Import
HTML". Without `*|UNSUB|*` and the postal address Mailchimp does not send.
"""

from __future__ import annotations

from email.utils import parseaddr
from typing import Any

from briefsmith.newsletter.issue import Footer
from briefsmith.newsletter.services.service import HandOver, Service, ServiceOption, pretty


def _files(handed: HandOver) -> dict[str, str]:
    issue = handed.issue
    settings = {
        "subject_line": handed.mail.subject,
        "preview_text": handed.teaser,
        "title": f"{issue.title} · {issue.date.date()} · {issue.language}",
    }
    if handed.sender:
        name, address = parseaddr(handed.sender)
        settings |= {"from_name": name or address, "reply_to": address}
    campaign: dict[str, Any] = {"type": "regular", "settings": settings}
    if "audience" in handed.options:
        campaign["recipients"] = {"list_id": handed.options["audience"]}
    content = {"html": handed.mail.html, "plain_text": handed.mail.text}
    return {"-campaign.json": pretty(campaign), "-content.json": pretty(content), ".html": handed.mail.html}


MAILCHIMP = Service(
    "mailchimp",
    _files,
    Footer(unsubscribe="*|UNSUB|*", postal="*|LIST:ADDRESSLINE|*"),
    (ServiceOption("audience", r"[0-9A-Za-z]{1,32}", "a1b2c3d4e5"),),
)
